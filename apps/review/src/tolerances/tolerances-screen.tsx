import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import { policyQuery } from '../api/queries.ts';
import { type ProjectPath, ProjectSettings } from '../settings/project-settings.tsx';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { PolicyForm } from './policy-form.tsx';
import './tolerances-screen.css';

interface TolerancesScreenProps {
  account: number;
  /** Null for the first there is. */
  project: number | null;
}

/** Which differences pass without a review. */
export default function TolerancesScreen({ account, project }: TolerancesScreenProps) {
  return (
    <ProjectSettings
      account={account}
      project={project}
      title="Tolerances"
      intro="Differences that pass without a review. They have a list of their own in every comparison, which says why each passes."
      to="/a/$account/settings/tolerances/$project"
    >
      {(path, mayChange) => (
        <ProjectTolerances key={path.project} path={path} mayChange={mayChange} />
      )}
    </ProjectSettings>
  );
}

function ProjectTolerances({ path, mayChange }: { path: ProjectPath; mayChange: boolean }) {
  const { data, error, refetch } = useQuery(policyQuery(useApi(), path));
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Skeleton lines={4} label="Loading tolerances" />;
  return <PolicyForm path={path} saved={data.policy} mayChange={mayChange} />;
}
