import { TwinlensError } from '@twinlens/contract';
import { countKeyRequest, createPullRequestToken, createWorkflowKey } from '@twinlens/visual-tests';
import type { WorkflowTokens } from '../../../sign-in/workflow-tokens.ts';
import type { Handlers } from '../../handler.ts';

/** Keys for runs that have no API key. */
export function createKeyHandlers(
  workflowTokens: WorkflowTokens,
): Pick<Handlers, 'createPullRequestToken' | 'signInWorkflow'> {
  return {
    createPullRequestToken: async ({ ctx, body, request, reply }) => {
      const { prUrl } = body;
      const retryAt = await countKeyRequest({ ctx, input: { sender: request.ip, prUrl } });
      if (retryAt !== null) {
        const seconds = Math.max(1, Math.ceil((retryAt.getTime() - ctx.now().getTime()) / 1000));
        reply.header('retry-after', seconds);
        throw new TwinlensError(
          'rate_limited',
          `too many keys were asked for: try again at ${retryAt.toISOString()}`,
        );
      }
      return createPullRequestToken({ ctx, input: { prUrl } });
    },

    signInWorkflow: async ({ ctx, body }) => {
      const { repository } = await workflowTokens.verify(body.token, ctx.now());
      const { key, secret } = await createWorkflowKey({ ctx, input: { ...body, repository } });
      return { key, secret };
    },
  };
}
