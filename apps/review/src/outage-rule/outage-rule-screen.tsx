import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import { outageRuleQuery } from '../api/queries.ts';
import { type ProjectPath, ProjectSettings } from '../settings/project-settings.tsx';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { OutageRuleForm } from './outage-rule-form.tsx';
import './outage-rule.css';

interface OutageRuleScreenProps {
  account: number;
  /** Null for the first there is. */
  project: number | null;
}

/** What commits that wait are told while Twinlens is not there. */
export default function OutageRuleScreen({ account, project }: OutageRuleScreenProps) {
  return (
    <ProjectSettings
      account={account}
      project={project}
      title="Outages"
      intro="What commits that wait for a verdict are told while Twinlens is not there."
      to="/a/$account/settings/outages/$project"
    >
      {(path, mayChange) => (
        <ProjectOutageRule key={path.project} path={path} mayChange={mayChange} />
      )}
    </ProjectSettings>
  );
}

function ProjectOutageRule({ path, mayChange }: { path: ProjectPath; mayChange: boolean }) {
  const { data, error, refetch } = useQuery(outageRuleQuery(useApi(), path));
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Skeleton lines={4} label="Loading the rule" />;
  return <OutageRuleForm path={path} saved={data} mayChange={mayChange} />;
}
