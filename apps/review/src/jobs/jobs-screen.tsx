import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import { jobsQuery } from '../api/queries.ts';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { FirstSteps } from './first-steps.tsx';
import { JobRow } from './job-row.tsx';
import './jobs-screen.css';

/** Jobs of an account, newest first; those still running move by themselves. */
export default function JobsScreen({ account }: { account: number }) {
  const query = useInfiniteQuery(jobsQuery(useApi(), account));
  useTitle('Jobs');
  const jobs = query.data?.pages.flatMap((page) => page.jobs) ?? [];
  return (
    <div className="page">
      <header className="page-header">
        <h1>Jobs</h1>
      </header>
      {query.isPending && <Skeleton label="Loading jobs" />}
      {query.error && jobs.length === 0 && <Failure error={query.error} retry={query.refetch} />}
      {query.data && jobs.length === 0 && <FirstSteps account={account} />}
      {jobs.length > 0 && (
        <ul className="jobs card">
          {jobs.map((job) => (
            <JobRow key={job.id} account={account} job={job} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <button
          type="button"
          className="button jobs-older"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : 'Older jobs'}
        </button>
      )}
    </div>
  );
}
