/** What a check run says of a job: the line of its status, and a table of what was found. Pure. */
import type { CheckRun } from '@twinlens/contract';
import type { JobState } from '../db/schema.ts';
import { type Markdown, markdownOf } from './markdown.ts';
import { describeStatus, type ProjectFacts } from './status-of-job.ts';

/** Rows of the table: what forges take has an end. */
const mostProjects = 30;

const conclusions: Record<JobState, CheckRun['conclusion']> = {
  pending: null,
  success: 'success',
  failure: 'failure',
  'needs-review': 'action_required',
  expired: 'timed_out',
};

const words: Record<JobState, string> = {
  pending: 'running',
  success: 'passed',
  failure: 'failed',
  'needs-review': 'needs review',
  expired: 'expired',
};

export function describeCheck(
  state: JobState,
  projects: ProjectFacts[],
): Pick<CheckRun, 'conclusion' | 'title' | 'summary'> {
  const { description: title } = describeStatus(state, projects);
  return {
    conclusion: conclusions[state],
    title,
    summary: countsTable(projects, markdownOf('github')),
  };
}

/** A table in Markdown, one row for each project. */
export function countsTable(projects: ProjectFacts[], markdown: Markdown): string {
  const rows = projects
    .slice(0, mostProjects)
    .map(({ name, state, counts, accepted, rejected }) => {
      const numbers =
        counts === null
          ? Array.from({ length: 6 }, () => '-')
          : [counts.changed, counts.added, counts.deleted, accepted, rejected, counts.unchanged];
      return `| ${[markdown.name(name), words[state], ...numbers].join(' | ')} |`;
    });
  const left = projects.length - rows.length;
  return [
    '| project | state | changed | added | deleted | accepted | rejected | unchanged |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    ...(left > 0 ? ['', `${left} more projects are on the page of the job.`] : []),
  ].join('\n');
}
