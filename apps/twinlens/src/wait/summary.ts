import type { ProjectVerdict, Verdict } from '@twinlens/contract';

/** What came of the wait, with what the command ends with. */
export interface WaitResult extends Verdict {
  timedOut: boolean;
  exitCode: number;
}

/** Names that are printed of one project. */
const mostNames = 10;

/** Control characters of names and messages, which would do something to a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not come through
const controls = /[\u0000-\u001f\u007f-\u009f]/g;
const plain = (text: string) => text.replace(controls, ' ');

export const nameOf = (change: { component: string; variant: string; target: string }): string =>
  plain(`${change.component} / ${change.variant} / ${change.target}`);

/** For people who read the log of a build. */
export function printSummary({ sha, description, projects, timedOut }: WaitResult): string {
  const first = timedOut ? `No verdict in time. ${description}` : description;
  return [plain(`${sha}: ${first}`), ...projects.flatMap(projectLines), ''].join('\n');
}

function projectLines({ project, state, message, comparison, job }: ProjectVerdict): string[] {
  const lines = [plain(`  ${project}: ${state}${message === null ? '' : `, ${message}`}`)];
  if (comparison === null) return job === null ? lines : [...lines, `    ${job.url}`];
  const { changed, added, deleted, unchanged } = comparison.counts;
  lines.push(`    ${changed} changed, ${added} added, ${deleted} deleted, ${unchanged} unchanged`);
  const shown = comparison.changes.slice(0, mostNames);
  lines.push(...shown.map((change) => `    ${change.kind}: ${nameOf(change)}`));
  const rest = changed + added + deleted - shown.length;
  if (rest > 0) lines.push(`    and ${rest} more`);
  return [...lines, `    ${comparison.url}`];
}
