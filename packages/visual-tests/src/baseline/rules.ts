import type { BaselineReason } from '../db/schema.ts';
import type { Standing } from '../report/find-standings.ts';

export type BaselineChoice =
  /** The report that would be the baseline is still being made. */
  | { outcome: 'wait'; sha: string }
  /** `reportId` is null when there is nothing to compare with. */
  | { outcome: 'chosen'; reportId: number | null; reason: BaselineReason };

/**
 * The baseline of a comparison: the report of the first commit itself, else of the first fallback
 * that has one, else none. A report on its way is waited for; failed ones are passed over.
 *
 * @param sha2 never its own baseline, wherever it is listed
 */
export function chooseBaseline(
  sha1: string,
  sha2: string,
  fallbackShas: string[],
  standings: Map<string, Standing>,
): BaselineChoice {
  const candidates = [...new Set([sha1, ...fallbackShas])].filter(
    (sha) => sha !== '' && sha !== sha2,
  );
  for (const sha of candidates) {
    const standing = standings.get(sha);
    if (standing === undefined) continue;
    if (standing.reportId !== null) {
      return { outcome: 'chosen', reportId: standing.reportId, reason: explain(sha, sha1) };
    }
    if (isOnItsWay(standing)) return { outcome: 'wait', sha };
  }
  const tried = candidates.length === 1 ? '' : ` or any of ${candidates.length - 1} fallbacks`;
  return {
    outcome: 'chosen',
    reportId: null,
    reason: {
      rule: 'none',
      sha: null,
      explanation: `There is no report of ${sha1}${tried}, so everything is new.`,
    },
  };
}

/** Whether a report is being made that has not failed or been given up. */
export function isOnItsWay({ asyncReport }: Standing): boolean {
  return asyncReport?.state === 'open' || asyncReport?.state === 'pending';
}

function explain(sha: string, sha1: string): BaselineReason {
  if (sha === sha1) {
    return { rule: 'same-sha', sha, explanation: `The report of ${sha} itself.` };
  }
  return {
    rule: 'fallback-sha',
    sha,
    explanation: `There is no report of ${sha1}; ${sha} is the newest commit before it that has one.`,
  };
}
