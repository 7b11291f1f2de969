import { compareChosen, listRuns } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const runHandlers: Pick<Handlers, 'listRuns' | 'compareChosen'> = {
  listRuns: ({ ctx, caller, params, query }) =>
    listRuns({
      ctx,
      input: { accountId: caller.accountId, projectId: params.project, ...query },
    }),

  compareChosen: ({ ctx, caller, params }) =>
    compareChosen({
      ctx,
      input: { caller, projectId: params.project, sha1: params.sha1, sha2: params.sha2 },
    }),
};
