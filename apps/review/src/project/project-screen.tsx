import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import { type ProjectPath, runsQuery } from '../api/queries.ts';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { CompareForm } from './compare-form.tsx';
import { ProjectCharts } from './project-charts.tsx';
import { RunTable } from './run-table.tsx';
import './project.css';

/** How a project fares: its runs, drawn over time and as a table. */
export default function ProjectScreen(path: ProjectPath) {
  const query = useInfiniteQuery(runsQuery(useApi(), path));
  const [head] = query.data?.pages ?? [];
  useTitle(head?.project.name ?? 'Project');
  if (head === undefined) {
    return (
      <div className="page">
        <h1 className="unseen">Project</h1>
        {query.error ? (
          <Failure error={query.error} retry={query.refetch} />
        ) : (
          <Skeleton label="Loading project" />
        )}
      </div>
    );
  }
  const runs = query.data?.pages.flatMap((page) => page.runs) ?? [];
  const params = { account: String(path.account), project: String(path.project) };
  return (
    <div className="page">
      <header className="page-header">
        <h1>{head.project.name}</h1>
        <Link className="button" to="/a/$account/p/$project/components" params={params}>
          Components
        </Link>
      </header>
      {runs.length === 0 ? (
        <Notice icon="clock" title="No run yet">
          <p>What is captured for this project is shown here once its first report is complete.</p>
        </Notice>
      ) : (
        <>
          <ProjectCharts runs={runs} />
          <CompareForm path={path} runs={runs} />
          <RunTable path={path} runs={runs} />
        </>
      )}
      {query.hasNextPage && (
        <button
          type="button"
          className="button project-older"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : 'Older runs'}
        </button>
      )}
    </div>
  );
}
