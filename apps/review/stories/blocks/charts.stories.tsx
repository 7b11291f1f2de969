import { runs } from '../../made-up/history.ts';
import { ProjectCharts } from '../../src/project/project-charts.tsx';

export default { title: 'Blocks/Charts' };

const all = runs({ limit: 60 }).runs.toReversed();

export const ManyRuns = () => <ProjectCharts runs={all} />;
export const FewRuns = () => <ProjectCharts runs={all.slice(0, 3)} />;
export const OneRun = () => <ProjectCharts runs={all.slice(0, 1)} />;
export const OnlyPictures = () => (
  <ProjectCharts runs={all.slice(0, 30).map((run) => ({ ...run, violations: null }))} />
);
