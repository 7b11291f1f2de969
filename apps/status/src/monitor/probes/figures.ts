import { call, operations } from '@twinlens/contract';
import type { Context } from '../../context.ts';
import type { Look, Seen } from './probe.ts';

/** No capture waits for longer than it should. */
export const lookAtQueue: Look<'queue'> = (ctx, { kind, maxSeconds }, signal) =>
  lookAtFigures(ctx, kind, maxSeconds, signal);

/** Nothing that is to be told outside waits for longer than it should. */
export const lookAtDeliveries: Look<'deliveries'> = (ctx, { kind, maxSeconds }, signal) =>
  lookAtFigures(ctx, kind, maxSeconds, signal);

async function lookAtFigures(
  ctx: Context,
  kind: 'queue' | 'deliveries',
  maxSeconds: number,
  signal: AbortSignal,
): Promise<Seen> {
  const { origin, service } = ctx.watched;
  if (service === null) {
    return { ok: false, seen: 'the server says nothing: TWINLENS_STATUS_TOKEN is not set' };
  }
  const figures = await call({ origin, headers: service }, operations.getFigures, { signal });
  const waits = Object.entries(
    kind === 'queue' ? (figures?.queue ?? {}) : { deliveries: figures?.deliveries },
  ).map(([name, figure]) => ({ name, ...(figure ?? { waiting: 0, oldestSeconds: 0 }) }));
  const late = waits.filter(({ oldestSeconds }) => oldestSeconds > maxSeconds);
  const words = (of: typeof waits) =>
    of.map(({ name, waiting, oldestSeconds }) => `${name}: ${waiting}, for ${oldestSeconds} s`);
  if (late.length > 0) return { ok: false, seen: `waiting too long: ${words(late).join('; ')}` };
  const some = waits.filter(({ waiting }) => waiting > 0);
  return {
    ok: true,
    seen: some.length === 0 ? 'nothing waits' : `waiting: ${words(some).join('; ')}`,
  };
}
