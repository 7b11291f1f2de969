import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import type { SnapshotCapture } from '../api/entities.ts';
import { type SnapshotCapturePath, snapshotCaptureQuery } from '../api/queries.ts';
import { CaptureLog } from '../captures/capture-log.tsx';
import { Fact } from '../captures/fact.tsx';
import { Picture } from '../comparison/picture.tsx';
import { duration } from '../ui/duration.ts';
import { Icon } from '../ui/icon.tsx';
import { Failure } from '../ui/notice.tsx';
import { Sha, shortSha } from '../ui/sha.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import { CaptureInput } from './capture-input.tsx';
import { RecordedDocument } from './recorded-document.tsx';
import { Retakes } from './retakes.tsx';
import './snapshot-capture.css';

/** Why a snapshot of a report looks as it does. */
export default function SnapshotCaptureScreen(path: SnapshotCapturePath) {
  const { data, error, refetch } = useQuery(snapshotCaptureQuery(useApi(), path));
  useTitle(data ? `${data.snapshot.component}, ${data.snapshot.variant}` : 'Snapshot');
  if (data === undefined) {
    return (
      <div className="page">
        <h1 className="unseen">Snapshot</h1>
        {error ? <Failure error={error} retry={refetch} /> : <Skeleton label="Loading snapshot" />}
      </div>
    );
  }
  const { capture, snapshot } = data;
  return (
    <div className="page">
      <Header account={path.account} shown={data} />
      <section className="card capture-shown" aria-label="Picture and capture">
        <Picture
          key={snapshot.image.url}
          picture={snapshot.image}
          alt={`${snapshot.component}, ${snapshot.variant}`}
          still
        />
        <Facts shown={data} />
      </section>
      {capture === null ? (
        <NoCapture path={path} shown={data} />
      ) : (
        <>
          <Retakes path={path} shown={data} capture={capture} />
          {capture.document !== null && <RecordedDocument path={path} capture={capture} />}
          <CaptureLog log={capture.log} />
          <CaptureInput account={path.account} capture={capture} />
        </>
      )}
    </div>
  );
}

function Header({ account, shown }: { account: number; shown: SnapshotCapture }) {
  const { snapshot, project, sha } = shown;
  return (
    <header className="page-header">
      <div className="capture-header capture-name">
        <p className="soft">
          <Link
            to="/a/$account/p/$project"
            params={{ account: String(account), project: String(project.id) }}
          >
            {project.name}
          </Link>
          {' / '}
          <Link
            to="/a/$account/p/$project/component"
            params={{ account: String(account), project: String(project.id) }}
            search={{ component: snapshot.component }}
          >
            {snapshot.component}
          </Link>
          {' / why it looks like this'}
        </p>
        <h1>
          {snapshot.component} <span className="soft">{snapshot.variant}</span>
        </h1>
        <p className="capture-meta soft">
          <span>{snapshot.target}</span>
          <Link
            to="/a/$account/report/$sha"
            params={{ account: String(account), sha }}
            search={{ p: String(project.id) }}
          >
            Report of <Sha sha={sha} />
          </Link>
          <Link
            to="/a/$account/p/$project/history"
            params={{ account: String(account), project: String(project.id) }}
            search={{
              component: snapshot.component,
              variant: snapshot.variant,
              target: snapshot.target,
            }}
          >
            History
          </Link>
        </p>
      </div>
    </header>
  );
}

/** Milliseconds, or nothing where nobody rendered it. */
const time = (ms: number | null) => (ms === null ? null : duration(ms));

function Facts({ shown: { capture, snapshot, adopted } }: { shown: SnapshotCapture }) {
  const { renderMs, waitMs, screenshotMs } = snapshot.timings;
  const { width, height } = snapshot.image;
  return (
    <div className="capture-known">
      {adopted && (
        <p className="capture-note">
          <Icon name="check" /> Taken again, and put into the report by {adopted.by}{' '}
          <Time at={adopted.at} />
        </p>
      )}
      {snapshot.copied && (
        <p className="capture-note">
          <Icon name="copy" /> Copied from an earlier capture: nothing that went into it had changed
        </p>
      )}
      <dl className="capture-facts">
        <Fact name="Size" value={width === null ? null : `${width} × ${height}`} />
        <Fact name="Render" value={time(renderMs)} />
        <Fact name="Wait" value={time(waitMs)} />
        <Fact name="Picture" value={time(screenshotMs)} />
        {capture && (
          <>
            <Fact name="Browser" value={capture.browser} />
            <Fact name="Type" value={capture.type} />
            <Fact name="Worker" value={capture.worker} />
            <Fact name="Attempts" value={String(capture.attempts)} />
            <Fact name="Captured with it" value={String(capture.captured)} />
          </>
        )}
      </dl>
      {capture && (
        <p className="soft">
          Capture {capture.id}
          {capture.finishedAt !== null && (
            <>
              {', '}
              <Time at={capture.finishedAt} />
            </>
          )}
        </p>
      )}
    </div>
  );
}

function NoCapture({ path, shown }: { path: SnapshotCapturePath; shown: SnapshotCapture }) {
  const { carriedOverFrom: source } = shown.snapshot;
  if (source === null) {
    return (
      <p className="card capture-none soft">
        No capture is known of it: a client sent the picture, or it was made before this was kept.
      </p>
    );
  }
  return (
    <p className="card capture-none soft">
      Not rendered for this report: carried over from that of {shortSha(source)}.{' '}
      <Link
        to="/a/$account/p/$project/report/$sha/snapshot/$snapshot"
        params={{
          account: String(path.account),
          project: String(path.project),
          sha: source,
          snapshot: String(path.snapshot),
        }}
      >
        Why it looked like this there
      </Link>
    </p>
  );
}
