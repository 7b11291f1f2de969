import {
  addComment,
  listPeople,
  listThreads,
  openThread,
  removeComment,
  resolveThread,
} from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

/** The row a thread is about, as paths name it. */
const rowOf = (params: { comparison: number; snapshot: number }) => ({
  comparisonId: params.comparison,
  snapshotId: params.snapshot,
});

export const threadHandlers: Pick<
  Handlers,
  'listThreads' | 'openThread' | 'addComment' | 'resolveThread' | 'removeComment' | 'listPeople'
> = {
  listThreads: ({ ctx, caller, params }) =>
    listThreads({ ctx, input: { accountId: caller.accountId, ...rowOf(params) } }),

  openThread: ({ ctx, caller, params, body }) =>
    openThread({ ctx, input: { caller, ...rowOf(params), ...body } }),

  addComment: ({ ctx, caller, params, body }) =>
    addComment({ ctx, input: { caller, ...rowOf(params), threadId: params.thread, ...body } }),

  resolveThread: ({ ctx, caller, params, body }) =>
    resolveThread({ ctx, input: { caller, ...rowOf(params), threadId: params.thread, ...body } }),

  removeComment: ({ ctx, caller, params }) =>
    removeComment({ ctx, input: { caller, ...rowOf(params), commentId: params.comment } }),

  listPeople: ({ ctx, caller }) => listPeople({ ctx, input: { accountId: caller.accountId } }),
};
