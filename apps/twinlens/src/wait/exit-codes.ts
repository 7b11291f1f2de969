/** What `twinlens wait` ends with; builds depend on these numbers. */
import type { ProjectVerdict, Verdict } from '@twinlens/contract';

export const exitCodes = {
  /** Nothing changed, or everything was accepted. */
  passed: 0,
  /** Somebody has to look, or has rejected changes. */
  review: 1,
  /** A capture, a comparison or the run itself failed, and nobody can decide on anything. */
  failed: 2,
  /** No verdict in time. */
  timeout: 3,
  /** Wrong arguments, or an address or a key that does not work. */
  usage: 4,
} as const;

/** Of several projects the gravest counts: one that failed before one that waits for people. */
export function codeOf({ projects }: Pick<Verdict, 'projects'>): number {
  const outcomes = projects.map(outcomeOf);
  return outcomes.length === 0 ? exitCodes.failed : Math.max(...outcomes);
}

/** Of one project that has ended. */
export function outcomeOf({ state, comparison }: ProjectVerdict): 0 | 1 | 2 {
  if (state === 'success') return exitCodes.passed;
  if (state === 'needs-review') return exitCodes.review;
  const isRejected = state === 'failure' && (comparison?.rejected ?? 0) > 0;
  return isRejected ? exitCodes.review : exitCodes.failed;
}
