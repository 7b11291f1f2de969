import type { ReviewScope } from '../../api/entities.ts';
import type { Decide } from './use-decision.ts';

interface Decidable {
  /** Null while there is nothing to decide. */
  decide: Decide | null;
  /** What is looked at, and the group it is in; null where that is nothing to decide on. */
  current: ReviewScope | null;
  group: ReviewScope | null;
  undo: (() => void) | null;
}

/** The keys that decide: small letters for what is looked at, capital ones for all that is left. */
export function decisionShortcuts(input: Decidable): Record<string, () => void> {
  const { decide, current, group, undo } = input;
  const rest: ReviewScope = { kind: 'undecided' };
  const keys: [string, (() => void) | null][] = [
    ['a', decide && current && (() => decide('accepted', current))],
    ['r', decide && current && (() => decide('rejected', current))],
    ['g', decide && group && (() => decide('accepted', group))],
    ['A', decide && (() => decide('accepted', rest))],
    ['R', decide && (() => decide('rejected', rest))],
    ['u', undo],
  ];
  return Object.fromEntries(keys.filter((one): one is [string, () => void] => one[1] !== null));
}
