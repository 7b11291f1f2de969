import type { ReviewScope } from '../../api/entities.ts';
import type { Handlers } from '../../keys/use-actions.ts';
import type { Decide } from './use-decision.ts';

interface Decidable {
  /** Null while there is nothing to decide. */
  decide: Decide | null;
  /** What is looked at, and the group it is in; null where that is nothing to decide on. */
  current: ReviewScope | null;
  group: ReviewScope | null;
  undo: ((act?: number) => void) | null;
}

/** What the keys that decide do. */
export function decideActions({ decide, current, group, undo }: Decidable): Handlers {
  const rest: ReviewScope = { kind: 'undecided' };
  return {
    'decide.accept': decide && current && (() => decide('accepted', current)),
    'decide.reject': decide && current && (() => decide('rejected', current)),
    'decide.acceptGroup': decide && group && (() => decide('accepted', group)),
    'decide.rejectGroup': decide && group && (() => decide('rejected', group)),
    'decide.acceptRest': decide && (() => decide('accepted', rest)),
    'decide.rejectRest': decide && (() => decide('rejected', rest)),
    'decide.undo': undo && (() => undo()),
  };
}
