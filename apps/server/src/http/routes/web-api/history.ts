import { getComponent, getSnapshotHistory, listComponents } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const historyHandlers: Pick<
  Handlers,
  'getSnapshotHistory' | 'getComponent' | 'listComponents'
> = {
  getSnapshotHistory: ({ ctx, caller, params, query }) =>
    getSnapshotHistory({
      ctx,
      input: { accountId: caller.accountId, projectId: params.project, ...query },
    }),

  getComponent: ({ ctx, caller, params, query }) =>
    getComponent({
      ctx,
      input: { accountId: caller.accountId, projectId: params.project, ...query },
    }),

  listComponents: ({ ctx, caller, params, query }) =>
    listComponents({
      ctx,
      input: { accountId: caller.accountId, projectId: params.project, ...query },
    }),
};
