import {
  createWorkerToken,
  getFleet,
  revokeWorkerToken,
  setWorkerState,
} from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const fleetHandlers: Pick<
  Handlers,
  'getFleet' | 'createWorkerToken' | 'revokeWorkerToken' | 'setWorkerState'
> = {
  getFleet: ({ ctx }) => getFleet({ ctx }),

  createWorkerToken: ({ ctx, caller, body }) =>
    createWorkerToken({ ctx, input: { by: caller.name, label: body.label } }),

  revokeWorkerToken: async ({ ctx, params }) => {
    await revokeWorkerToken({ ctx, input: { tokenId: params.workerToken } });
    return null;
  },

  setWorkerState: async ({ ctx, caller, params, body }) => {
    const input = { by: caller.name, workerId: params.worker, state: body.state };
    await setWorkerState({ ctx, input });
    return null;
  },
};
