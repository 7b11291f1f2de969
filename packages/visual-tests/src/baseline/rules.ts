import type { BaselineCandidate, BaselineReason } from '../db/schema.ts';
import type { Standing } from '../report/find-standings.ts';

/** With every commit that was tried, in order, and why it was refused. */
export type BaselineChoice = { trail: BaselineCandidate[] } & (
  | /** The report that would be the baseline is still being made. */ {
      outcome: 'wait';
      sha: string;
    }
  /** `reportId` is null when there is nothing to compare with. */
  | { outcome: 'chosen'; reportId: number | null; reason: BaselineReason }
);

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
  const candidates = [...new Set([sha1, ...fallbackShas])].filter((sha) => sha !== '');
  const trail: BaselineCandidate[] = [];
  for (const sha of candidates) {
    const standing = standings.get(sha);
    const judged = sha === sha2 ? itself : judge(standing);
    trail.push({ sha, ...judged });
    if (judged.outcome === 'waiting') return { outcome: 'wait', sha, trail };
    if (judged.outcome === 'chosen') {
      const reportId = standing?.reportId ?? null;
      return { outcome: 'chosen', reportId, reason: explain(sha, sha1), trail };
    }
  }
  const others = trail.filter(({ sha, outcome }) => sha !== sha1 && outcome !== 'itself').length;
  const tried = others === 0 ? '' : ` or any of ${others} fallbacks`;
  return {
    outcome: 'chosen',
    reportId: null,
    reason: {
      rule: 'none',
      sha: null,
      explanation: `There is no report of ${sha1}${tried}, so everything is new.`,
    },
    trail,
  };
}

/** Whether a report is being made that has not failed or been given up. */
export function isOnItsWay({ asyncReport }: Standing): boolean {
  return asyncReport?.state === 'open' || asyncReport?.state === 'pending';
}

type Judged = Omit<BaselineCandidate, 'sha'>;

const itself: Judged = { outcome: 'itself', why: 'It is the commit that is compared.' };

/** What a commit is worth as a baseline. */
function judge(standing: Standing | undefined): Judged {
  if (standing === undefined) {
    return { outcome: 'no-report', why: 'It has no report in this project.' };
  }
  if (standing.reportId !== null) return { outcome: 'chosen', why: 'It has a report.' };
  if (isOnItsWay(standing)) {
    return { outcome: 'waiting', why: 'Its report is being made, and waited for.' };
  }
  if (standing.asyncReport?.state === 'failed') {
    const { error } = standing.asyncReport;
    return { outcome: 'failed', why: `Its report failed${error === null ? '.' : `: ${error}`}` };
  }
  return otherPullRequest;
}

/** Trust is looked at before: what is left without a report and without a failure is not ours to use. */
const otherPullRequest: Judged = {
  outcome: 'other-pull-request',
  why: 'Its report was made under the key of another pull request.',
};

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

/** A report that is newer than the one chosen as the latest. */
export interface PassedOver {
  sha: string;
  /** Whether it was made under the key of a pull request that is not this one. */
  foreign: boolean;
  /** State of its newest comparison; null where nobody has asked for one, and a job waits for it. */
  state: 'pending' | 'needs-review' | 'failure' | null;
}

const standings: Record<NonNullable<PassedOver['state']>, string> = {
  pending: 'Its own comparison is not made yet.',
  'needs-review': 'Nobody has accepted what changed in it.',
  failure: 'What changed in it was rejected, or its comparison failed.',
};

/** Why reports that are newer than the latest baseline are none, newest first. */
export function explainPassedOver(reports: PassedOver[]): BaselineCandidate[] {
  return reports.map(({ sha, foreign, state }) => {
    if (foreign) return { sha, ...otherPullRequest };
    const why = state === null ? 'It is to be compared, and was not yet.' : standings[state];
    return { sha, outcome: 'not-accepted', why };
  });
}
