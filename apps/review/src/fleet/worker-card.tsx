import { useState } from 'react';
import type { FleetWorker } from '../api/entities.ts';
import { targetWords } from '../ui/target-words.ts';
import { Time } from '../ui/time.tsx';
import { RevokeTokenDialog } from './revoke-token-dialog.tsx';
import { WorkerActions } from './worker-actions.tsx';
import '../ui/state-badge.css';

/** How a worker stands, in a word, and the look of its badge. */
function standingOf(worker: FleetWorker): [words: string, look: string] {
  if (worker.token?.revoked) return ['token revoked', 'bad'];
  if (worker.state === 'quarantined') return ['quarantined', 'bad'];
  if (worker.state === 'drained')
    return worker.current.length > 0 ? ['draining', 'wait'] : ['drained', 'wait'];
  if (worker.silent) return ['not heard of', 'bad'];
  if (worker.outOfService !== null) return ['out of service', 'wait'];
  return worker.current.length > 0 ? ['capturing', 'run'] : ['waiting for work', 'good'];
}

/** One worker: what it has, what it is at, how it fares, and what can be done with it. */
export function WorkerCard({ worker }: { worker: FleetWorker }) {
  const [revoking, setRevoking] = useState(false);
  const [words, look] = standingOf(worker);
  const { name, token, reason, outOfService, current, lastHour, lastFailure } = worker;
  return (
    <li className="card fleet-worker">
      <div className="fleet-worker-head">
        <h3>{name}</h3>
        <span className={`badge badge-${look}`}>{words}</span>
        <span className="soft">
          seen <Time at={worker.seenAt} />,{' '}
          {token === null ? 'token of the installation' : `token “${token.label}”`}
        </span>
      </div>
      {[reason, outOfService].map(
        (why) =>
          why !== null && (
            <p key={why} className="fleet-reason">
              {why}
            </p>
          ),
      )}
      {worker.refused.map(({ browser, why }) => (
        <p key={browser} className="fleet-reason">
          Not used: {why}
        </p>
      ))}
      <dl className="fleet-facts number">
        <div>
          <dt>Now</dt>
          <dd>
            {current.length === 0
              ? 'nothing'
              : current.map((one) => `${one.target}, ${one.captured} pictures so far`).join('; ')}
          </dd>
        </div>
        <div>
          <dt>Last hour</dt>
          <dd>
            {lastHour.captures} captures, {lastHour.snapshots} pictures
          </dd>
        </div>
        <div>
          <dt>Failures</dt>
          <dd>
            {worker.failures}
            {lastFailure !== null && (
              <>
                , <Time at={lastFailure.at} />: {lastFailure.message}
              </>
            )}
          </dd>
        </div>
      </dl>
      <ServedTargets targets={worker.targets} />
      <WorkerActions
        worker={worker}
        onRevoke={token === null || token.revoked ? null : () => setRevoking(true)}
      />
      {revoking && token !== null && (
        <RevokeTokenDialog token={token} onClose={() => setRevoking(false)} />
      )}
    </li>
  );
}

function ServedTargets({ targets }: Pick<FleetWorker, 'targets'>) {
  return (
    <ul className="fleet-targets">
      {targets.map(({ type, name, browser, lacks }) => (
        <li key={`${type} ${name}`}>
          <b>
            {targetWords[type]}
            {name !== undefined && ` in ${name}`}
          </b>{' '}
          {browser}
          {lacks.length > 0 && <span className="soft"> (cannot do: {lacks.join(', ')})</span>}
        </li>
      ))}
    </ul>
  );
}
