/** Dynamic client registration, RFC 7591: a program describes itself and is given a name to be known by. */
import { check, TwinlensError } from '@twinlens/contract';
import { type Context, registerAssistantClient } from '@twinlens/visual-tests';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { scope as onlyScope, paths } from './addresses.ts';
import { bodyLimit } from './body-limit.ts';
import { OAuthError } from './oauth-error.ts';

/** What is not named here is not read: every program is given the same. */
const Registration = Type.Object({
  redirect_uris: Type.Array(Type.String({ maxLength: 2000 }), { minItems: 1, maxItems: 10 }),
  client_name: Type.Optional(Type.String({ maxLength: 1000 })),
  client_uri: Type.Optional(Type.String({ maxLength: 2000 })),
});

export function addRegistration(app: FastifyInstance, { ctx }: { ctx: Context }): void {
  app.post(paths.register, { bodyLimit }, async (request, reply) => {
    const asked = check(Registration, request.body);
    if (!asked.ok) throw new OAuthError('invalid_client_metadata', asked.problem);
    const { redirect_uris: redirectUris, client_name: name, client_uri: uri } = asked.value;
    const input = { redirectUris, name: name ?? null, uri: uri ?? null, sender: request.ip };
    const client = await registerAssistantClient({ ctx, input }).catch((error: unknown) => {
      if (error instanceof TwinlensError && error.code === 'invalid_request') {
        throw new OAuthError('invalid_redirect_uri', error.message);
      }
      throw error;
    });
    return reply.code(201).send({
      client_id: client.id,
      client_id_issued_at: Math.floor(client.createdAt.getTime() / 1000),
      client_name: client.name,
      ...(client.uri !== null && { client_uri: client.uri }),
      redirect_uris: client.redirectUris,
      // There are no secrets: the program runs where the person is, and PKCE proves that it is the same.
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: onlyScope,
    });
  });
}
