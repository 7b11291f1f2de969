import type { AsyncReportState, ComparisonState, JobState } from '../db/schema.ts';

const maxMessageLength = 1000;

/** What is kept of a cancellation's message: the first line that says anything, not too long. */
export function shortenMessage(message: string): string {
  const line = message.split(/\r\n|\r|\n/).find((text) => text.trim() !== '') ?? '';
  // By characters, so that none is cut in two.
  return [...line.trim()].slice(0, maxMessageLength).join('');
}

export interface JobFacts {
  sameSha: boolean;
  comparison: { state: ComparisonState; error: string | null } | null;
  /** The newest report in the making of the job's second commit. */
  asyncReport: { state: AsyncReportState; error: string | null } | null;
  hasReport: boolean;
}

/** The state of a job in one project, by the facts there are, and a message where it failed. */
export function judgeJob(facts: JobFacts): {
  state: Exclude<JobState, 'expired'>;
  message: string | null;
} {
  if (facts.comparison !== null) {
    return { state: facts.comparison.state, message: facts.comparison.error };
  }
  const { asyncReport } = facts;
  if (asyncReport?.state === 'failed') return { state: 'failure', message: asyncReport.error };
  if (!facts.sameSha) return { state: 'pending', message: null };
  // Nobody will ask for a comparison of a commit with itself: its report is all there is to wait for.
  const complete = asyncReport === null ? facts.hasReport : asyncReport.state === 'completed';
  return { state: complete ? 'success' : 'pending', message: null };
}

/** The first of these that one of a job's projects is in, is the state of the job. */
const inOrder: JobState[] = ['pending', 'failure', 'needs-review', 'expired', 'success'];

/**
 * The one state of a job with several projects. It is pending until every project expected has
 * ended, whatever came of the others; then the gravest counts.
 */
export function combineStates(projects: JobState[]): JobState {
  return inOrder.find((state) => projects.includes(state)) ?? 'pending';
}
