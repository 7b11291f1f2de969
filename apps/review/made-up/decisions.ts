/** Decisions on the rows of a comparison, kept in memory as the server keeps them. */
import {
  type Operations,
  type ResponseOf,
  type ReviewScope,
  TwinlensError,
} from '@twinlens/contract';
import { me } from './records.ts';
import type { Change } from './rows.ts';

type Comparison = ResponseOf<Operations['getComparison']>;
type Act = Comparison['history'][number];
type RowDecision = NonNullable<Change['decision']>;

const idOf = ({ before, after }: Change) => after?.snapshotId ?? before?.snapshotId ?? 0;

/** @param open everything that needs a decision, with what was decided elsewhere */
export function createDecisions(open: () => Change[], earlier: Act[] = []) {
  let acts: (Act & { ids: number[] })[] = earlier.map((act) => ({ ...act, ids: [] }));

  function decisionOn(change: Change): RowDecision | null {
    const id = idOf(change);
    const act = acts.find(({ undoneAt, ids }) => undoneAt === null && ids.includes(id));
    if (act === undefined) return change.decision;
    const { decision, by, at, comment } = act;
    return { decision, by, at, comment, settled: true, elsewhere: null };
  }

  function isInScope(scope: ReviewScope, row: Change): boolean {
    if (scope.kind === 'undecided') return decisionOn(row) === null;
    if (scope.kind === 'component') return row.component === scope.component;
    if (scope.kind === 'change') return row.change === scope.change;
    return scope.kind === 'snapshots' ? scope.ids.includes(idOf(row)) : true;
  }

  return {
    decisionOn,

    decide(
      decision: 'accepted' | 'rejected',
      scope: ReviewScope = { kind: 'everything' },
      comment: string | null = null,
    ) {
      const ids = open()
        .filter((row) => isInScope(scope, row))
        .map(idOf);
      if (ids.length === 0) {
        throw new TwinlensError('conflict', 'there is nothing here that needs a decision');
      }
      const act = {
        id: acts.length + 1,
        decision,
        by: me.user.name,
        at: new Date().toISOString(),
        comment,
        scope: scope.kind === 'snapshots' ? { kind: scope.kind } : scope,
        pairs: ids.length,
        undoneBy: null,
        undoneAt: null,
        ids,
      };
      acts = [act, ...acts];
    },

    /** @param id of the act; null for the newest that stands */
    undo(id: number | null) {
      const act = acts.find((one) => (id === null ? one.undoneAt === null : one.id === id));
      if (act === undefined || act.undoneAt !== null) {
        throw new TwinlensError('conflict', 'there is no decision on this comparison to undo');
      }
      const undone = { ...act, undoneBy: me.user.name, undoneAt: new Date().toISOString() };
      acts = acts.map((one) => (one === act ? undone : one));
    },

    /** How the comparison stands with all that. */
    standing(): Pick<Comparison, 'state' | 'review' | 'history' | 'decided'> {
      const decisions = open().map(decisionOn);
      const countOf = (decision: string) =>
        decisions.filter((one) => one?.decision === decision).length;
      const decided = {
        accepted: countOf('accepted'),
        rejected: countOf('rejected'),
        remembered: decisions.filter((one) => one?.elsewhere).length,
      };
      const history = acts.map(({ ids, ...act }) => act);
      const waits = decisions.some((one) => one === null);
      const verdict = decided.rejected > 0 ? 'rejected' : 'accepted';
      const state = waits ? 'needs-review' : verdict === 'rejected' ? 'failure' : 'success';
      const review = history.find((act) => act.undoneAt === null && act.decision === verdict);
      return { state, history, decided, review: waits ? null : (review ?? null) };
    },
  };
}
