import { Link } from '@tanstack/react-router';
import type { Run } from '../api/entities.ts';
import type { ProjectPath } from '../api/queries.ts';
import { titleOf } from '../jobs/title.ts';
import { duration } from '../ui/duration.ts';
import { Sha } from '../ui/sha.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { Time } from '../ui/time.tsx';
import { meanRenderMs } from './mean-render.ts';

interface RunTableProps {
  path: ProjectPath;
  runs: Run[];
}

const number = new Intl.NumberFormat('en');
const shown = (value: number | null | undefined) => (value == null ? '–' : number.format(value));

/** Every run with what the charts draw of it. */
export function RunTable({ path, runs }: RunTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="card run-table" aria-label="Runs" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">State</th>
            <th scope="col">Changed</th>
            <th scope="col">Added</th>
            <th scope="col">Deleted</th>
            <th scope="col">Flaky</th>
            <th scope="col">Unstable</th>
            <th scope="col">Snapshots</th>
            <th scope="col">Rendered</th>
            <th scope="col">Render</th>
            <th scope="col">Violations</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <Row key={run.sha} path={path} run={run} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ path, run }: { path: ProjectPath; run: Run }) {
  const { comparison, violations } = run;
  const counts = comparison?.counts;
  const mean = meanRenderMs(run);
  return (
    <tr>
      <th scope="row">
        <RunLink path={path} run={run} />
        <span className="run-when soft">
          <Sha sha={run.sha} /> <Time at={run.completedAt} />
        </span>
      </th>
      <td>
        {comparison ? (
          <StateBadge state={comparison.state} decision={comparison.decision ?? undefined} />
        ) : (
          <span className="soft">Not compared</span>
        )}
      </td>
      <td>{shown(counts?.changed)}</td>
      <td>{shown(counts?.added)}</td>
      <td>{shown(counts?.deleted)}</td>
      <td>{shown(counts?.ignored)}</td>
      <td>{shown(counts?.unstable)}</td>
      <td>{shown(run.snapshots)}</td>
      <td>{shown(run.rendered)}</td>
      <td>{mean === null ? '–' : duration(mean)}</td>
      <td>
        {violations === null ? (
          '–'
        ) : (
          <span title={wordsOf(violations)}>
            {number.format(sumOf(violations))}
            <span className="unseen">: {wordsOf(violations)}</span>
          </span>
        )}
      </td>
    </tr>
  );
}

type Violations = NonNullable<Run['violations']>;

const sumOf = ({ critical, serious, moderate, minor }: Violations) =>
  critical + serious + moderate + minor;

const wordsOf = ({ critical, serious, moderate, minor }: Violations) =>
  `${critical} critical, ${serious} serious, ${moderate} moderate, ${minor} minor`;

/** To the comparison of a run, or to its pictures where there is none. */
function RunLink({ path, run }: { path: ProjectPath; run: Run }) {
  const account = String(path.account);
  const project = String(path.project);
  const title = titleOf({ message: run.message, sha2: run.sha });
  if (run.comparison === null) {
    return (
      <Link to="/a/$account/report/$sha" params={{ account, sha: run.sha }} search={{ p: project }}>
        {title}
      </Link>
    );
  }
  const { sha1, sha2 } = run.comparison;
  return (
    <Link to="/a/$account/p/$project/compare/$sha1/$sha2" params={{ account, project, sha1, sha2 }}>
      {title}
    </Link>
  );
}
