import { getPolicy, setPolicy } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const policyHandlers: Pick<Handlers, 'getPolicy' | 'setPolicy'> = {
  getPolicy: ({ ctx, caller, params }) =>
    getPolicy({ ctx, input: { accountId: caller.accountId, projectId: params.project } }),

  setPolicy: ({ ctx, caller, params, body }) =>
    setPolicy({ ctx, input: { caller, projectId: params.project, policy: body } }),
};
