/** Where a program is given tokens, and gives them back. */
import { check } from '@twinlens/contract';
import {
  type AssistantTokens,
  type Context,
  endAssistantOfToken,
  exchangeAssistantCode,
  isAssistantClient,
  refreshAssistantTokens,
} from '@twinlens/visual-tests';
import type { FastifyInstance } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import { paths, resourceOf, scope } from './addresses.ts';
import { isOurResource } from './authorize.ts';
import { bodyLimit } from './body-limit.ts';
import { OAuthError } from './oauth-error.ts';

const Text = Type.String({ minLength: 1, maxLength: 2000 });

const Grant = Type.Object({
  grant_type: Text,
  client_id: Text,
  resource: Type.Optional(Text),
});
const CodeGrant = Type.Object({
  code: Text,
  code_verifier: Text,
  /** OAuth 2.1 has it no more; the same as before, where it comes. */
  redirect_uri: Type.Optional(Text),
});
const RefreshGrant = Type.Object({ refresh_token: Text });
const Revocation = Type.Object({ client_id: Text, token: Text });

function read<T extends TSchema>(schema: T, body: unknown): Static<T> {
  const read = check(schema, body);
  if (read.ok) return read.value;
  throw new OAuthError('invalid_request', read.problem);
}

async function giveTokens(ctx: Context, body: unknown): Promise<AssistantTokens | null> {
  const { grant_type: kind, client_id: clientId, resource } = read(Grant, body);
  if (!(await isAssistantClient({ ctx, input: { clientId } }))) {
    throw new OAuthError(
      'invalid_client',
      'no such program is registered (any more): register again',
    );
  }
  if (!isOurResource(ctx.origin, resource)) {
    throw new OAuthError('invalid_target', `tokens are for ${resourceOf(ctx.origin)}`);
  }
  if (kind === 'authorization_code') {
    const { code, code_verifier: verifier, redirect_uri } = read(CodeGrant, body);
    const redirectUri = redirect_uri ?? null;
    return exchangeAssistantCode({ ctx, input: { clientId, code, verifier, redirectUri } });
  }
  if (kind === 'refresh_token') {
    const { refresh_token: refreshToken } = read(RefreshGrant, body);
    return refreshAssistantTokens({ ctx, input: { clientId, refreshToken } });
  }
  throw new OAuthError(
    'unsupported_grant_type',
    'grant_type has to be authorization_code or refresh_token',
  );
}

export function addTokens(app: FastifyInstance, { ctx }: { ctx: Context }): void {
  app.post(paths.token, { bodyLimit }, async (request) => {
    const tokens = await giveTokens(ctx, request.body);
    if (tokens === null) {
      throw new OAuthError(
        'invalid_grant',
        'this was used before, has expired, was revoked, or is not of this program: ask the person again',
      );
    }
    return {
      access_token: tokens.access,
      token_type: 'Bearer',
      expires_in: tokens.expiresIn,
      refresh_token: tokens.refresh,
      scope,
    };
  });

  app.post(paths.revoke, { bodyLimit }, async (request, reply) => {
    const { client_id: clientId, token } = read(Revocation, request.body);
    await endAssistantOfToken({ ctx, input: { clientId, token } });
    return reply.code(200).send();
  });
}
