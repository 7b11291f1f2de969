import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import { meQuery, policyQuery } from '../api/queries.ts';
import { SettingsNav } from '../settings/settings-nav.tsx';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { PolicyForm } from './policy-form.tsx';
import './tolerances-screen.css';

interface TolerancesScreenProps {
  account: number;
  /** Null for the first there is. */
  project: number | null;
}

/** Which differences pass without a review. */
export default function TolerancesScreen({ account, project }: TolerancesScreenProps) {
  const me = useQuery(meQuery(useApi()));
  useTitle('Tolerances');
  const own = me.data?.accounts.find(({ id }) => id === account);
  const shown = project ?? own?.projects[0]?.id ?? null;
  return (
    <div className="page">
      <SettingsNav account={account} />
      <header className="page-header">
        <div>
          <h1>Tolerances</h1>
          <p className="soft">
            Differences that pass without a review. They have a list of their own in every
            comparison, which says why each passes.
            {own?.role !== 'admin' && ' Administrators choose.'}
          </p>
        </div>
      </header>
      {own && own.projects.length > 1 && (
        <nav className="tolerances-projects" aria-label="Projects">
          {own.projects.map(({ id, name }) => (
            <Link
              key={id}
              to="/a/$account/settings/tolerances/$project"
              params={{ account: String(account), project: String(id) }}
              aria-current={id === shown ? 'page' : undefined}
            >
              {name}
            </Link>
          ))}
        </nav>
      )}
      {own && shown !== null && (
        <ProjectTolerances
          key={shown}
          path={{ account, project: shown }}
          mayChange={own.role === 'admin'}
        />
      )}
      {own && shown === null && <p className="soft">There is no project yet.</p>}
      {me.error && <Failure error={me.error} retry={me.refetch} />}
    </div>
  );
}

interface ProjectTolerancesProps {
  path: { account: number; project: number };
  mayChange: boolean;
}

function ProjectTolerances({ path, mayChange }: ProjectTolerancesProps) {
  const { data, error, refetch } = useQuery(policyQuery(useApi(), path));
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Skeleton lines={4} label="Loading tolerances" />;
  return <PolicyForm path={path} saved={data.policy} mayChange={mayChange} />;
}
