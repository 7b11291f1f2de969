import { getReviewRules, setReviewRules } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const reviewRulesHandlers: Pick<Handlers, 'getReviewRules' | 'setReviewRules'> = {
  getReviewRules: ({ ctx, caller, params }) =>
    getReviewRules({ ctx, input: { accountId: caller.accountId, projectId: params.project } }),

  setReviewRules: ({ ctx, caller, params, body }) =>
    setReviewRules({ ctx, input: { caller, projectId: params.project, rules: body } }),
};
