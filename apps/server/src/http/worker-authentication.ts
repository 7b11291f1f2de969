import { TwinlensError } from '@twinlens/contract';
import { type Context, findWorkerToken, type WorkerCaller } from '@twinlens/visual-tests';
import type { FastifyRequest } from 'fastify';
import type { Authentication } from './authentication.ts';
import { sameSecret } from './secrets.ts';

/** Workers show a token of their own, or that of the installation, as a bearer. */
export function createWorkerAuthentication(ctx: Context, workerToken: string): Authentication {
  const callers = new WeakMap<FastifyRequest, WorkerCaller>();

  async function callerOf(token: string): Promise<WorkerCaller | null> {
    if (sameSecret(token, workerToken)) return { tokenId: null };
    const tokenId = await findWorkerToken({ ctx, input: { token } });
    return tokenId === null ? null : { tokenId };
  }

  return {
    async authenticate(_operation, request) {
      const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
      const caller = given === undefined ? null : await callerOf(given);
      if (caller === null) {
        throw new TwinlensError(
          'unauthenticated',
          'the worker token is missing, wrong or revoked: an operator makes one on the page "Workers"',
        );
      }
      callers.set(request, caller);
    },
    authorize: async (_operation, request) => callers.get(request) ?? null,
  };
}
