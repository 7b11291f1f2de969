import { type ServerPart, TwinlensError, unreadyWords } from '@twinlens/contract';
import type { Context } from '@twinlens/visual-tests';
import type { Handlers } from '../handler.ts';

type HealthHandlers = Pick<Handlers, 'getLiveness' | 'getReadiness'>;

/** A part that takes longer does not answer anybody. Milliseconds. */
const deadlineMs = 2_000;

const asks: Record<ServerPart, (ctx: Context) => Promise<unknown>> = {
  database: ({ db }) => db.selectNoFrom((eb) => eb.lit(1).as('one')).execute(),
  store: ({ store }) => store.check(),
};

/** Liveness asks nobody; readiness asks the database and the store, and says which does not answer. */
export function createHealthHandlers(draining: AbortSignal): HealthHandlers {
  return {
    getLiveness: async () => ({ status: 'ok' }),
    async getReadiness({ ctx }) {
      if (draining.aborted) throw new TwinlensError('unavailable', 'this server is stopping');
      const problems = await Promise.all([problemOf('database', ctx), problemOf('store', ctx)]);
      const found = problems.filter((problem) => problem !== null);
      if (found.length > 0) {
        const message = found.map(({ words }) => words).join('; ');
        throw new TwinlensError('unavailable', message, { cause: found[0]?.cause });
      }
      return { status: 'ok' };
    },
  };
}

async function problemOf(
  part: ServerPart,
  ctx: Context,
): Promise<{ words: string; cause: unknown } | null> {
  const patience = Promise.withResolvers<never>();
  const timer = setTimeout(() => patience.reject(new Error('no answer in time')), deadlineMs);
  try {
    await Promise.race([asks[part](ctx), patience.promise]);
    return null;
  } catch (cause) {
    return { words: unreadyWords[part], cause };
  } finally {
    clearTimeout(timer);
  }
}
