/** Decisions on rows of the comparison to review, kept in memory as the server keeps them. */
import {
  type Operations,
  type ResponseOf,
  type ReviewScope,
  TwinlensError,
} from '@twinlens/contract';
import { me, minutesAgo, reviewShas } from './records.ts';
import { type Change, changeOf, type Kind } from './rows.ts';

type Comparison = ResponseOf<Operations['getComparison']>;
type Act = Comparison['history'][number];
type RowDecision = NonNullable<Change['decision']>;

const openKinds = ['changed', 'added', 'deleted'] as const;

/** Rows that were accepted in another comparison. */
const rememberedRows = new Set([8, 9]);

const remembered: RowDecision = {
  decision: 'accepted',
  by: 'Grace Hopper',
  at: minutesAgo(3000),
  comment: null,
  settled: true,
  elsewhere: { sha1: reviewShas.before, sha2: 'a5'.repeat(20) },
};

/** @param rows what there is of each kind */
export function createDecisions(rows: Record<Kind, number[]>, earlier: Act[]) {
  let acts: (Act & { rows: number[] })[] = earlier.map((act) => ({ ...act, rows: [] }));

  const open = () => openKinds.flatMap((kind) => rows[kind].map((row) => ({ kind, row })));

  function decisionOn(kind: Kind, row: number): RowDecision | null {
    if (kind === 'ignored') {
      return {
        decision: 'flaky',
        by: 'Grace Hopper',
        at: minutesAgo(2000),
        comment: null,
        settled: true,
        elsewhere: null,
      };
    }
    if (!openKinds.some((one) => one === kind)) return null;
    const act = acts.find(({ undoneAt, rows }) => undoneAt === null && rows.includes(row));
    if (act) {
      const { decision, by, at, comment } = act;
      return { decision, by, at, comment, settled: true, elsewhere: null };
    }
    return kind === 'changed' && rememberedRows.has(row) ? remembered : null;
  }

  function isInScope(scope: ReviewScope, { kind, row }: { kind: Kind; row: number }): boolean {
    const { component, change } = changeOf(kind, row);
    if (scope.kind === 'undecided') return decisionOn(kind, row) === null;
    if (scope.kind === 'component') return component === scope.component;
    if (scope.kind === 'change') return change === scope.change;
    if (scope.kind === 'snapshots') {
      return scope.ids.includes(kind === 'deleted' ? 2 * row + 1 : 2 * row + 2);
    }
    return true;
  }

  return {
    decisionOn,

    decide(
      decision: 'accepted' | 'rejected',
      scope: ReviewScope,
      by: string,
      comment: string | null,
    ) {
      const decided = open().filter((one) => isInScope(scope, one));
      if (decided.length === 0) {
        throw new TwinlensError('conflict', 'there is nothing here that needs a decision');
      }
      const act = {
        id: acts.length + 1,
        decision,
        by,
        at: new Date().toISOString(),
        comment,
        scope: scope.kind === 'snapshots' ? { kind: scope.kind } : scope,
        pairs: decided.length,
        undoneBy: null,
        undoneAt: null,
        rows: decided.map(({ row }) => row),
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
      const decisions = open().map(({ kind, row }) => decisionOn(kind, row));
      const countOf = (decision: string) =>
        decisions.filter((one) => one?.decision === decision).length;
      const decided = {
        accepted: countOf('accepted'),
        rejected: countOf('rejected'),
        remembered: decisions.filter((one) => one?.elsewhere).length,
      };
      const history = acts.map(({ rows, ...act }) => act);
      const waits = decisions.some((one) => one === null);
      const verdict = decided.rejected > 0 ? 'rejected' : 'accepted';
      const state = waits ? 'needs-review' : verdict === 'rejected' ? 'failure' : 'success';
      const review = history.find((act) => act.undoneAt === null && act.decision === verdict);
      return { state, history, decided, review: waits ? null : (review ?? null) };
    },
  };
}
