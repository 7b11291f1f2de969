import { TwinlensError } from '@twinlens/contract';
import type { Authentication } from './authentication.ts';
import { sameSecret } from './secrets.ts';

/** The status program shows its own token as a bearer; without one in the settings nobody is let in. */
export function createStatusAuthentication(statusToken: string | null): Authentication {
  return {
    async authenticate(_operation, request) {
      const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
      const isGood = statusToken !== null && given !== undefined && sameSecret(given, statusToken);
      if (isGood) return;
      throw new TwinlensError(
        'unauthenticated',
        'the token of the status program is missing or wrong: give it the TWINLENS_STATUS_TOKEN of the server',
      );
    },
    authorize: async () => null,
  };
}
