import { randomBytes } from 'node:crypto';
import type { TargetType } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { findPackage } from '../package/find-package.ts';
import { poolOfRow, poolsOf } from '../worker/pool.ts';

export interface Lease {
  token: string;
  snapRequestId: number;
  attempt: number;
  type: TargetType;
  targetName: string;
  browserName?: string;
  expiresInMs: number;
  packageBytes: number | null;
  packageName: string | null;
  trace: string | null;
}

/**
 * Gives the oldest waiting capture a worker can do to it, under a new token; null when none waits, or
 * the worker is not in service.
 */
export async function takeLease({
  ctx,
  input,
}: {
  ctx: Context;
  input: {
    workerId: number;
    worker: { name: string; browser: string };
    types: TargetType[];
    /** Captured with browsers that are asked for by name. */
    named?: { type: TargetType; name: string }[] | undefined;
  };
}): Promise<Lease | null> {
  const token = randomBytes(16).toString('hex');
  const pools = poolsOf(input);
  if (pools.length === 0) return null;
  const row = await ctx.db
    .updateTable('snap_request')
    .set((eb) => ({
      state: 'leased',
      attempts: eb('attempts', '+', 1),
      captured: 0,
      lease_token: token,
      lease_expires_at: expiry(ctx),
      worker: input.worker.name,
      worker_id: input.workerId,
      browser: input.worker.browser,
    }))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('snap_request')
        .select('id')
        .where('state', '=', 'queued')
        .where(poolOfRow('snap_request'), 'in', pools)
        .where((inService) =>
          inService.exists(
            inService
              .selectFrom('worker')
              .select('worker.id')
              .where('worker.id', '=', input.workerId)
              .where('worker.state', '=', 'in service')
              .where('worker.out_of_service', 'is', null)
              .where(captures),
          ),
        )
        .orderBy('id')
        .limit(1)
        .forUpdate()
        // Many workers ask at once: each gets the next one instead of waiting for the same.
        .skipLocked(),
    )
    .returning(['id', 'account_id', 'type', 'target', 'attempts', 'package_hash', 'browser_name'])
    .returning(['created_at', 'trace'])
    .executeTakeFirst();
  if (row === undefined) return null;
  tell(ctx, row);
  const found =
    row.package_hash === null ? null : await findPackage(ctx, row.account_id, row.package_hash);
  return {
    token,
    snapRequestId: row.id,
    attempt: row.attempts,
    type: row.type as TargetType,
    targetName: row.target,
    ...(row.browser_name !== null && { browserName: row.browser_name }),
    expiresInMs: ctx.rules.leaseMs,
    packageBytes: found?.bytes ?? null,
    packageName: row.package_hash && `${row.account_id}/${row.package_hash}`,
    trace: row.trace,
  };
}

function tell(
  { observer, now }: Context,
  row: { id: number; type: string; attempts: number; created_at: Date; trace: string | null },
): void {
  const [since, until] = [row.created_at, now()];
  const waitedMs = Math.max(0, until.getTime() - since.getTime());
  observer.happened({ kind: 'lease taken', target: row.type as TargetType, waitedMs });
  const attributes = { 'twinlens.snap_request': row.id, 'twinlens.attempt': row.attempts };
  observer.past('queue', { parent: row.trace, since, until, attributes });
}

/** Whether a worker captures a request with the browser that it has to be captured with. */
const captures = sql<boolean>`(
  snap_request.only_browser is null or exists (
    select from jsonb_array_elements(worker.targets) as served
    where served ->> 'type' = snap_request.type
      and served ->> 'name' is not distinct from snap_request.browser_name
      and served ->> 'browser' = snap_request.only_browser
  )
)`;

/** When a lease taken or confirmed now runs out. */
export const expiry = (ctx: Context) => new Date(ctx.now().getTime() + ctx.rules.leaseMs);
