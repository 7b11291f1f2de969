import { TwinlensError } from '@twinlens/contract';
import { type Context, isOperator } from '@twinlens/visual-tests';
import type { Authentication } from '../http/authentication.ts';
import type { Auth } from './auth.ts';
import { createSessionAccess } from './session-access.ts';

/** Access by the session cookie of somebody who runs the installation. */
export function createOperatorAccess(options: { ctx: Context; auth: Auth }): Authentication {
  const session = createSessionAccess(options);
  return {
    authenticate: session.authenticate,
    async authorize(operation, request) {
      const person = await session.authorize(operation, request);
      const userId = person !== null && 'userId' in person ? person.userId : '';
      if (await isOperator({ ctx: options.ctx, input: { userId } })) return person;
      throw new TwinlensError(
        'forbidden',
        'workers are those of the installation: administrators of its first account look after them',
      );
    },
  };
}
