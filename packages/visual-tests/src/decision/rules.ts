/** How what was found and what people decided add up to one state. Pure. */
import type { ComparisonState } from '../db/schema.ts';
import type { ReviewRules } from '../review-rules/rules.ts';

export interface Counts {
  changed: number;
  added: number;
  deleted: number;
  unchanged: number;
  ignored: number;
  unstable: number;
  tolerated: number;
}

/** Differences that somebody has to look at. `changed` has none that are ignored, unstable or tolerated. */
export const openDifferences = ({ changed, added, deleted }: Counts) => changed + added + deleted;

/** What somebody said of a pair of pictures, and has not taken back. */
export interface StandingDecision {
  decision: 'accepted' | 'rejected';
  /** Id of the person. */
  by: string;
  comparisonId: number;
}

/** `remembered` is accepted, but nowhere in this comparison. */
export type PairStanding = 'undecided' | 'accepted' | 'rejected' | 'remembered';

/**
 * How one pair of pictures stands in a comparison. What was said here counts; where that settles
 * nothing, an acceptance elsewhere does, if the project remembers them: a squash merge or a rebase
 * brings the same pair again. A rejection elsewhere may have had its reasons there, so it settles nothing.
 *
 * @param decisions all on this pair in its project, the newest first
 */
export function standingOfPair(
  decisions: StandingDecision[],
  comparisonId: number,
  { reviewers, remember }: Pick<ReviewRules, 'reviewers' | 'remember'>,
): PairStanding {
  const here = verdictOf(
    decisions.filter((one) => one.comparisonId === comparisonId),
    reviewers,
  );
  if (here !== null || !remember) return here ?? 'undecided';
  const elsewhere = decisions.filter((one) => one.comparisonId !== comparisonId);
  return verdictOf(elsewhere, reviewers) === 'accepted' ? 'remembered' : 'undecided';
}

/** The newest word counts. An acceptance needs as many people, none of whom was contradicted after. */
function verdictOf(decisions: StandingDecision[], reviewers: number) {
  if (decisions[0]?.decision === 'rejected') return 'rejected';
  const contradicted = decisions.findIndex(({ decision }) => decision === 'rejected');
  const accepting = contradicted < 0 ? decisions : decisions.slice(0, contradicted);
  const people = new Set(accepting.map(({ by }) => by));
  return people.size >= reviewers ? 'accepted' : null;
}

/**
 * State of a comparison that has been made. It waits until every difference is decided on, so that
 * people who share the work are done before anybody else is told.
 *
 * @param decided of the open differences
 */
export function stateOfComparison(
  counts: Counts,
  decided: { accepted: number; rejected: number },
): ComparisonState {
  if (decided.accepted + decided.rejected < openDifferences(counts)) return 'needs-review';
  return decided.rejected > 0 ? 'failure' : 'success';
}
