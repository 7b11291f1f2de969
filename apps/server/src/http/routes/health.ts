import { TwinlensError } from '@twinlens/contract';
import type { Handlers } from '../handler.ts';

type HealthHandlers = Pick<Handlers, 'getLiveness' | 'getReadiness'>;

/** Liveness asks nobody; readiness asks the database and the store. */
export function createHealthHandlers(draining: AbortSignal): HealthHandlers {
  return {
    getLiveness: async () => ({ status: 'ok' }),
    async getReadiness({ ctx }) {
      if (draining.aborted) throw new TwinlensError('unavailable', 'this server is stopping');
      try {
        await Promise.all([
          ctx.db.selectNoFrom((eb) => eb.lit(1).as('one')).execute(),
          ctx.store.check(),
        ]);
      } catch (cause) {
        throw new TwinlensError('unavailable', 'the database or the store does not answer', {
          cause,
        });
      }
      return { status: 'ok' };
    },
  };
}
