import { TwinlensError } from '@twinlens/contract';
import type { Authentication } from './authentication.ts';
import { sameSecret } from './secrets.ts';

/** Workers show the installation's worker token as a bearer. */
export function createWorkerAuthentication(workerToken: string): Authentication {
  return {
    async authenticate(_operation, request) {
      const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
      if (given !== undefined && sameSecret(given, workerToken)) return;
      throw new TwinlensError(
        'unauthenticated',
        'the worker token is missing or wrong: give the worker the TWINLENS_WORKER_TOKEN of the server',
      );
    },
    authorize: async () => null,
  };
}
