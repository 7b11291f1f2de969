import type { Context } from '../context.ts';
import type { LogEntry } from '../db/schema.ts';
import { settle } from '../settle.ts';
import { closeLease } from './close-lease.ts';
import { judgeFailure } from './rules.ts';
import { makeStorable, storableLog } from './storable-text.ts';

/**
 * Takes a worker's word that a capture failed: it is queued again, or ends with the message. When it
 * ends, reports that need it fail before this returns.
 *
 * @throws TwinlensError `lease_lost`
 */
export async function failLease({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; message: string; retryable: boolean; log: LogEntry[] };
}): Promise<void> {
  const closed = await closeLease(ctx, input.token, 'failed', (inner, lease) =>
    endAttempt(inner, lease, input),
  );
  if (closed) ctx.observer.happened({ kind: 'capture failed', target: closed.type });
  ctx.onWork();
}

/** For whoever looks after the worker that was at it. */
async function countFailure(ctx: Context, requestId: number, message: string): Promise<void> {
  await ctx.db
    .updateTable('worker')
    .set((eb) => ({
      failures: eb('failures', '+', 1),
      last_failure: makeStorable(message),
      failed_at: ctx.now(),
    }))
    .where('id', '=', (eb) =>
      eb.selectFrom('snap_request').select('worker_id').where('snap_request.id', '=', requestId),
    )
    .execute();
}

/** Ends one attempt at a leased request; the account must be held. */
export async function endAttempt(
  ctx: Context,
  request: { id: number; attempts: number },
  failure: { message: string; retryable: boolean; log: LogEntry[] },
): Promise<void> {
  const verdict = judgeFailure(request.attempts, ctx.rules.maxAttempts, failure);
  const log = JSON.stringify(storableLog(failure.log));
  await countFailure(ctx, request.id, failure.message);
  if (verdict.outcome === 'retry') {
    await ctx.db
      .updateTable('snap_request')
      .set({ state: 'queued', lease_token: null, lease_expires_at: null, worker: null, log })
      .where('id', '=', request.id)
      .execute();
    return;
  }
  await ctx.db
    .updateTable('snap_request')
    .set({
      state: 'failed',
      error: makeStorable(verdict.error),
      log,
      lease_expires_at: null,
      finished_at: ctx.now(),
    })
    .where('id', '=', request.id)
    .execute();
  await settle(ctx, [request.id]);
}
