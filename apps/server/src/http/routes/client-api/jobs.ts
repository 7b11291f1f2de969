import { cancelJob, orchestrateJob, readVerdict, startJob } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const jobHandlers: Pick<
  Handlers,
  'startJob' | 'orchestrateJob' | 'cancelJob' | 'getVerdict'
> = {
  startJob: ({ ctx, caller, params, body }) =>
    startJob({ ctx, caller, input: { ...params, ...body } }),
  orchestrateJob: ({ ctx, caller, params, body }) =>
    orchestrateJob({ ctx, caller, input: { ...params, ...body } }),
  async cancelJob({ ctx, caller, params, body }) {
    await cancelJob({ ctx, caller, input: { ...params, ...body } });
    return null;
  },
  getVerdict: ({ ctx, caller, params: { sha2 }, query: { sha1, projects } }) =>
    readVerdict({
      ctx,
      caller,
      input: { sha: sha2, before: sha1, projects: projects?.split(',').map((name) => name.trim()) },
    }),
};
