import { getCaptureCache, turnCaptureCacheOn } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const captureCacheHandlers: Pick<Handlers, 'getCaptureCache' | 'turnCaptureCacheOn'> = {
  getCaptureCache: ({ ctx, caller }) =>
    getCaptureCache({ ctx, input: { accountId: caller.accountId } }),

  turnCaptureCacheOn: async ({ ctx, caller, params }) => {
    await turnCaptureCacheOn({ ctx, input: { caller, id: params.example } });
    return null;
  },
};
