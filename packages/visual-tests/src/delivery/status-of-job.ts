/** What a commit is told of a job, in words people read beside their pull request. Pure. */
import type { CommitStatus } from '@twinlens/contract';
import type { JobState } from '../db/schema.ts';
import type { Counts } from '../decision/rules.ts';

export interface ProjectFacts {
  name: string;
  state: JobState;
  message: string | null;
  /** Null while nothing has been compared. */
  counts: Counts | null;
  accepted: number;
  rejected: number;
}

/** Forges cut what is longer. Characters. */
const longestDescription = 140;

/** Under which name the state of a project is kept: a branch can require it. */
export const statusContext = (project: string | null): string =>
  project === null || project === 'default' ? 'Twinlens' : `Twinlens: ${project}`;

/** The state of one project, or of several together, as a line on a commit. */
export function describeStatus(
  state: JobState,
  projects: ProjectFacts[],
): Pick<CommitStatus, 'state' | 'description'> {
  const description = cut(describe(state, projects));
  switch (state) {
    case 'pending':
      return { state: 'pending', description };
    case 'success':
      return { state: 'success', description };
    case 'expired':
      return { state: 'error', description };
    // A commit has no word for it; a branch that requires the status must not be merged yet.
    case 'needs-review':
    case 'failure':
      return { state: 'failure', description };
  }
}

/** What a commit of a merge queue is told of its pull request. */
export const ofPullRequest = (description: string): string =>
  cut(`As its pull request: ${description}`);

function describe(state: JobState, projects: ProjectFacts[]): string {
  const total = sumUp(projects);
  const changes = total.open === 1 ? '1 change' : `${total.open} changes`;
  if (state === 'pending') {
    const done = projects.filter((project) => project.state !== 'pending').length;
    return projects.length > 1
      ? `${done} of ${projects.length} projects compared`
      : 'Pictures are being taken and compared';
  }
  if (state === 'success') {
    if (total.open === 0) return `No changes in ${count(total.snapshots, 'snapshot')}`;
    return total.open === 1 ? 'The change was accepted' : `All ${changes} were accepted`;
  }
  const trouble = projects.find((project) => project.state === state && project.message !== null);
  if (trouble?.message != null) {
    return projects.length > 1 ? `${trouble.name}: ${trouble.message}` : trouble.message;
  }
  if (state === 'needs-review') {
    const left = total.open - total.accepted;
    return left === total.open
      ? `${changes} ${total.open === 1 ? 'needs' : 'need'} review`
      : `${left} of ${changes} ${left === 1 ? 'needs' : 'need'} review`;
  }
  if (state === 'failure') {
    return total.rejected === total.open && total.open === 1
      ? 'The change was rejected'
      : `${total.rejected} of ${changes} ${total.rejected === 1 ? 'was' : 'were'} rejected`;
  }
  return 'Nothing more was heard of the run';
}

function sumUp(projects: ProjectFacts[]) {
  const sum = { open: 0, snapshots: 0, accepted: 0, rejected: 0 };
  for (const { counts, accepted, rejected } of projects) {
    if (counts === null) continue;
    sum.open += counts.changed + counts.added + counts.deleted;
    sum.snapshots += Object.values(counts).reduce((all, one) => all + one, 0) - counts.deleted;
    sum.accepted += accepted;
    sum.rejected += rejected;
  }
  return sum;
}

const count = (number: number, word: string) => `${number} ${number === 1 ? word : `${word}s`}`;

function cut(text: string): string {
  const [line = ''] = text.split(/[\r\n]/, 1);
  const characters = [...line];
  return characters.length <= longestDescription
    ? line
    : `${characters.slice(0, longestDescription - 1).join('')}…`;
}
