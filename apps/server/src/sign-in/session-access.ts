import { TwinlensError } from '@twinlens/contract';
import { type Context, findRole } from '@twinlens/visual-tests';
import type { FastifyRequest } from 'fastify';
import type { Authentication } from '../http/authentication.ts';
import type { SignedIn } from '../http/handler.ts';
import type { Auth } from './auth.ts';
import { headersOf } from './headers.ts';
import { requireSameOrigin } from './same-origin.ts';

/** Access by session cookie, and by nothing else: an API key opens none of these operations. */
export function createSessionAccess({ ctx, auth }: { ctx: Context; auth: Auth }): Authentication {
  const signedIn = new WeakMap<FastifyRequest, SignedIn>();
  return {
    async authenticate(_operation, request) {
      const session = await auth.api.getSession({ headers: headersOf(request) });
      if (session === null) throw new TwinlensError('unauthenticated', 'sign in first');
      requireSameOrigin(request, ctx.origin);
      signedIn.set(request, { userId: session.user.id, name: session.user.name });
    },

    async authorize(_operation, request) {
      const person = signedIn.get(request);
      if (person === undefined) throw new TwinlensError('unauthenticated', 'sign in first');
      const { account } = request.params as { account?: number };
      if (account === undefined) return person;
      const role = await findRole({ ctx, input: { userId: person.userId, accountId: account } });
      if (role === null) {
        throw new TwinlensError('not_found', 'there is no such account, or it is not yours');
      }
      return { ...person, accountId: account, role };
    },
  };
}
