import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import { reviewRulesQuery } from '../api/queries.ts';
import { type ProjectPath, ProjectSettings } from '../settings/project-settings.tsx';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ReviewRulesForm } from './review-rules-form.tsx';
import './review-rules.css';

interface ReviewRulesScreenProps {
  account: number;
  /** Null for the first there is. */
  project: number | null;
}

/** Who decides on changes, and what it takes. */
export default function ReviewRulesScreen({ account, project }: ReviewRulesScreenProps) {
  return (
    <ProjectSettings
      account={account}
      project={project}
      title="Reviewing"
      intro="Who decides on changes, and what it takes until they are accepted."
      to="/a/$account/settings/reviewing/$project"
    >
      {(path, mayChange) => (
        <ProjectReviewRules key={path.project} path={path} mayChange={mayChange} />
      )}
    </ProjectSettings>
  );
}

function ProjectReviewRules({ path, mayChange }: { path: ProjectPath; mayChange: boolean }) {
  const { data, error, refetch } = useQuery(reviewRulesQuery(useApi(), path));
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Skeleton lines={4} label="Loading rules" />;
  return <ReviewRulesForm path={path} saved={data.rules} mayChange={mayChange} />;
}
