import { cancelJob, orchestrateJob, startJob } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const jobHandlers: Pick<Handlers, 'startJob' | 'orchestrateJob' | 'cancelJob'> = {
  startJob: ({ ctx, caller, params, body }) =>
    startJob({ ctx, caller, input: { ...params, ...body } }),
  orchestrateJob: ({ ctx, caller, params, body }) =>
    orchestrateJob({ ctx, caller, input: { ...params, ...body } }),
  async cancelJob({ ctx, caller, params, body }) {
    await cancelJob({ ctx, caller, input: { ...params, ...body } });
    return null;
  },
};
