import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import { meQuery } from '../api/queries.ts';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import './project.css';

/** The projects of an account. */
export default function ProjectsScreen({ account }: { account: number }) {
  const { data: me, error, refetch } = useQuery(meQuery(useApi()));
  useTitle('Projects');
  const projects = me?.accounts.find(({ id }) => id === account)?.projects ?? [];
  return (
    <div className="page">
      <header className="page-header">
        <h1>Projects</h1>
      </header>
      {me === undefined &&
        (error ? <Failure error={error} retry={refetch} /> : <Skeleton label="Loading projects" />)}
      {me && projects.length === 0 && (
        <Notice icon="clock" title="No project yet">
          <p>A project is there as soon as a build names it.</p>
        </Notice>
      )}
      {projects.length > 0 && (
        <ul className="card project-list">
          {projects.map(({ id, name }) => (
            <li key={id}>
              <Link
                to="/a/$account/p/$project"
                params={{ account: String(account), project: String(id) }}
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
