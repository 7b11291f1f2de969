import {
  askRerendering,
  type Context,
  decideComparison,
  getComparisonById,
  reportFlake,
  undoDecision,
  undoFlake,
  undoRerendering,
} from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const decisionHandlers: Pick<
  Handlers,
  | 'decideComparison'
  | 'rerenderBaseline'
  | 'undoRerendering'
  | 'undoDecision'
  | 'undoReview'
  | 'reportFlake'
  | 'undoFlake'
> = {
  decideComparison: ({ ctx, caller, params, body }) =>
    decideComparison({
      ctx,
      input: {
        caller,
        comparisonId: params.comparison,
        decision: body.decision,
        comment: body.comment,
        scope: body.scope ?? { kind: 'everything' },
      },
    }),

  async rerenderBaseline({ ctx, caller, params }) {
    await askRerendering({ ctx, input: { caller, comparisonId: params.comparison } });
    return view(ctx, caller, params);
  },

  async undoRerendering({ ctx, caller, params }) {
    await undoRerendering({ ctx, input: { caller, comparisonId: params.comparison } });
    return view(ctx, caller, params);
  },

  undoDecision: ({ ctx, caller, params }) =>
    undoDecision({ ctx, input: { caller, comparisonId: params.comparison, reviewId: null } }),

  undoReview: ({ ctx, caller, params }) =>
    undoDecision({
      ctx,
      input: { caller, comparisonId: params.comparison, reviewId: params.review },
    }),

  reportFlake: ({ ctx, caller, params, body }) =>
    reportFlake({ ctx, input: { caller, comparisonId: params.comparison, ...body } }),

  undoFlake: ({ ctx, caller, params }) => {
    const { comparison, beforeSnapshotId, afterSnapshotId } = params;
    return undoFlake({
      ctx,
      input: { caller, comparisonId: comparison, beforeSnapshotId, afterSnapshotId },
    });
  },
};

const view = (
  ctx: Context,
  { accountId }: { accountId: number },
  { comparison: comparisonId }: { comparison: number },
) => getComparisonById({ ctx, input: { accountId, comparisonId } });
