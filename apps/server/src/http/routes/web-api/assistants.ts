import { type AssistantRequest, TwinlensError } from '@twinlens/contract';
import {
  allowAssistant,
  type Context,
  findAssistantClient,
  listAssistants,
  revokeAssistant,
} from '@twinlens/visual-tests';
import { resourceOf } from '../../../assistants/addresses.ts';
import { answerAddress, isOurResource } from '../../../assistants/authorize.ts';
import type { Handlers } from '../../handler.ts';

/** The program that asks, if the answer may be sent to where it says. */
async function findAsker(ctx: Context, request: AssistantRequest) {
  const { client_id: clientId, redirect_uri: redirectUri, resource } = request;
  const client = await findAssistantClient({ ctx, input: { clientId, redirectUri } });
  if (isOurResource(ctx.origin, resource)) return client;
  throw new TwinlensError(
    'invalid_request',
    `the program asks for ${resource}, and there is only ${resourceOf(ctx.origin)} here`,
  );
}

export const assistantHandlers: Pick<
  Handlers,
  'getAssistantRequest' | 'answerAssistantRequest' | 'listAssistants' | 'revokeAssistant'
> = {
  getAssistantRequest: async ({ ctx, query }) => {
    const { name, uri, createdAt } = await findAsker(ctx, query);
    const registeredAt = createdAt.toISOString();
    return { name, address: uri, returnsTo: new URL(query.redirect_uri).host, registeredAt };
  },

  answerAssistantRequest: async ({ ctx, caller, body: { request, account } }) => {
    await findAsker(ctx, request);
    if (account === null) {
      const refusal = { error: 'access_denied', error_description: 'the person said no' };
      return { redirectTo: answerAddress(ctx.origin, request, refusal) };
    }
    const code = await allowAssistant({
      ctx,
      input: {
        userId: caller.userId,
        accountId: account,
        clientId: request.client_id,
        redirectUri: request.redirect_uri,
        challenge: request.code_challenge,
      },
    });
    return { redirectTo: answerAddress(ctx.origin, request, { code }) };
  },

  listAssistants: ({ ctx, caller }) => listAssistants({ ctx, input: { userId: caller.userId } }),

  revokeAssistant: async ({ ctx, caller, params }) => {
    const input = { userId: caller.userId, assistantId: params.assistant };
    await revokeAssistant({ ctx, input });
    return null;
  },
};
