import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import type { SnapRequest } from '../api/entities.ts';
import { snapRequestQuery } from '../api/queries.ts';
import { duration } from '../ui/duration.ts';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { SnapshotTile } from '../ui/snapshot-tile.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import { CaptureLog } from './capture-log.tsx';
import { Fact } from './fact.tsx';
import { RequestState } from './request-state.tsx';
import './captures.css';

/** One capture: what was asked, by whom it was done, and what the browser said meanwhile. */
export default function SnapRequestScreen({ account, id }: { account: number; id: number }) {
  const { data: request, error, refetch } = useQuery(snapRequestQuery(useApi(), { account, id }));
  useTitle(`Capture ${id}`);
  return (
    <div className="page">
      <header className="page-header">
        <div className="capture-header">
          <h1>Capture {id}</h1>
          {request && (
            <p className="capture-meta soft">
              <RequestState state={request.state} />
              <Time at={request.createdAt} />
            </p>
          )}
        </div>
      </header>
      {request ? (
        <Capture request={request} />
      ) : error ? (
        <Failure error={error} retry={refetch} />
      ) : (
        <Skeleton label="Loading capture" />
      )}
    </div>
  );
}

function Capture({ request }: { request: SnapRequest }) {
  return (
    <>
      {request.error !== null && <WhyItFailed error={request.error} />}
      <dl className="card capture-facts">
        <Fact name="Target" value={request.target} />
        <Fact name="Type" value={request.type} />
        <Fact name="Browser" value={request.browser} />
        <Fact name="Worker" value={request.worker} />
        <Fact name="Attempts" value={String(request.attempts)} />
        <Fact name="Captured" value={String(request.captured)} />
        <Fact
          name="Took"
          value={
            request.finishedAt &&
            duration(Date.parse(request.finishedAt) - Date.parse(request.createdAt))
          }
        />
      </dl>
      {request.kept.length > 0 && <Kept request={request} />}
      <CaptureLog log={request.log} />
    </>
  );
}

/** @param error A line for each example that failed. */
function WhyItFailed({ error }: { error: string }) {
  const lines = error.split('\n');
  if (lines.length === 1) return <p className="capture-failure">{error}</p>;
  return (
    <ul className="capture-failure">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of an error never move
        <li key={index}>{line}</li>
      ))}
    </ul>
  );
}

/** The pictures of a capture that failed: they are in no report. */
function Kept({ request: { kept, captured } }: { request: SnapRequest }) {
  return (
    <section className="card capture-kept">
      <h2>Captured all the same</h2>
      <p className="soft">
        {kept.length < captured && `The first ${kept.length} of ${captured}. `}
        In no report: ask for the capture again once its examples are mended.
      </p>
      <ul>
        {kept.map((one) => (
          <li key={JSON.stringify([one.component, one.variant])}>
            <SnapshotTile {...one} />
          </li>
        ))}
      </ul>
    </section>
  );
}
