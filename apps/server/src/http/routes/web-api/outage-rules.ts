import { getOutageRule, setOutageRule } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const outageRuleHandlers: Pick<Handlers, 'getOutageRule' | 'setOutageRule'> = {
  getOutageRule: ({ ctx, caller, params }) =>
    getOutageRule({ ctx, input: { accountId: caller.accountId, projectId: params.project } }),

  setOutageRule: ({ ctx, caller, params, body }) =>
    setOutageRule({ ctx, input: { caller, projectId: params.project, rule: body.rule } }),
};
