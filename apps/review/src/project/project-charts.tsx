import type { Run } from '../api/entities.ts';
import { BarChart } from '../charts/bar-chart.tsx';
import type { Series } from '../charts/chart.ts';
import { LineChart } from '../charts/line-chart.tsx';
import { titleOf } from '../jobs/title.ts';
import { duration } from '../ui/duration.ts';
import { shortSha } from '../ui/sha.tsx';
import { meanRenderMs } from './mean-render.ts';

type Counts = NonNullable<Run['comparison']>['counts'];
type Violations = NonNullable<Run['violations']>;

const count = (name: string, className: string, kind: keyof Counts): Series<Run> => ({
  name,
  className,
  value: ({ comparison }) => comparison?.counts[kind] ?? null,
});

const changes = [
  count('Changed', 'chart-wait', 'changed'),
  count('Added', 'chart-good', 'added'),
  count('Deleted', 'chart-bad', 'deleted'),
];

const flakes = [
  count('Flaky', 'chart-accent', 'ignored'),
  count('Unstable', 'chart-after', 'unstable'),
];

const violation = (name: string, className: string, impact: keyof Violations): Series<Run> => ({
  name,
  className,
  value: ({ violations }) => violations?.[impact] ?? null,
});

const violations = [
  violation('Critical', 'chart-bad', 'critical'),
  violation('Serious', 'chart-wait', 'serious'),
  violation('Moderate', 'chart-run', 'moderate'),
  violation('Minor', 'chart-quiet', 'minor'),
];

const rendering: Series<Run> = {
  name: 'Mean of what was rendered',
  className: 'chart-accent',
  value: meanRenderMs,
};

const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

const labelOf = (run: Run) =>
  `${titleOf({ message: run.message, sha2: run.sha })} (${shortSha(run.sha)})`;

/** What becomes of a project from run to run. All values are in the table of runs as well. */
export function ProjectCharts({ runs }: { runs: Run[] }) {
  const points = runs.toReversed();
  const time = (run: Run | undefined) => (run ? date.format(new Date(run.completedAt)) : '');
  const shared = { points, labelOf, from: time(points[0]), to: time(points.at(-1)) };
  return (
    <section className="project-charts" aria-label="Trends">
      <BarChart title="Changes" series={changes} {...shared} />
      <BarChart title="Flakes" series={flakes} {...shared} />
      <LineChart title="Render time" series={rendering} format={duration} {...shared} />
      {runs.some((run) => run.violations !== null) && (
        <BarChart title="Accessibility violations" series={violations} {...shared} />
      )}
    </section>
  );
}
