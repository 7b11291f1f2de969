import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import type { AsyncReport } from '../api/entities.ts';
import { asyncReportQuery } from '../api/queries.ts';
import { titleOf } from '../jobs/title.ts';
import { ChangeLink } from '../ui/change-link.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Failure } from '../ui/notice.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { Sha } from '../ui/sha.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Badge, type Tone } from '../ui/state-badge.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import { RequestTable } from './request-table.tsx';
import './captures.css';

const states: Record<AsyncReport['state'], { tone: Tone; icon: IconName; label: string }> = {
  open: { tone: 'run', icon: 'running', label: 'Receiving' },
  pending: { tone: 'run', icon: 'running', label: 'Running' },
  completed: { tone: 'good', icon: 'check', label: 'Complete' },
  failed: { tone: 'bad', icon: 'cross', label: 'Failed' },
  replaced: { tone: 'quiet', icon: 'clock', label: 'Replaced by a newer one' },
};

/** How far a report is, capture by capture. */
export default function AsyncReportScreen({ account, id }: { account: number; id: number }) {
  const { data: report, error, refetch } = useQuery(asyncReportQuery(useApi(), { account, id }));
  useTitle(`Report ${id}`);
  if (report === undefined) {
    return (
      <div className="page">
        <h1 className="unseen">Report {id}</h1>
        {error ? <Failure error={error} retry={refetch} /> : <Skeleton label="Loading report" />}
      </div>
    );
  }
  return (
    <div className="page">
      <header className="page-header">
        <div className="capture-header">
          <p className="soft">{report.project.name}</p>
          <h1>{titleOf({ message: report.message, sha2: report.sha })}</h1>
          <p className="capture-meta soft">
            <Badge {...states[report.state]} />
            <Sha sha={report.sha} />
            <Time at={report.createdAt} />
            {report.link !== null && <ChangeLink link={report.link} />}
          </p>
        </div>
        {report.state === 'completed' && (
          <Link
            className="button button-main"
            to="/a/$account/report/$sha"
            params={{ account: String(account), sha: report.sha }}
            search={{ p: String(report.project.id) }}
          >
            See the report
          </Link>
        )}
      </header>
      <section className="card capture-progress" aria-label="Progress">
        <ProgressBar progress={report.progress} label="Captures done" />
        {report.error !== null && <p className="capture-error">{report.error}</p>}
      </section>
      <RequestTable account={account} requests={report.requests} />
    </div>
  );
}
