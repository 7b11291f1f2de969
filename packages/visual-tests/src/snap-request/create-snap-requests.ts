import { check, SnapRequestItem } from '@twinlens/contract';
import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import { findStoredPackages } from '../package/find-package.ts';
import { ownName } from '../repository/own-name.ts';
import { payloadName } from '../store/names.ts';
import { allocateIds } from './allocate-ids.ts';
import { findReusable, type ReuseKey, reuseText } from './find-reusable.ts';
import { judgePayload } from './rules.ts';

interface Wanted extends ReuseKey {
  payloadString: string;
  packageHash: string | null;
  viewport: string | null;
  browserName: string | null;
}

type Judged = { wanted: Wanted } | { error: string };

export type CreateResult = { requestId: number } | { error: string };

/**
 * Asks for captures. The answer has one result per item, in order; a bad item does not keep the
 * others from being taken. The same item again gets the request it got before, unless that failed.
 */
export async function createSnapRequests({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { items: unknown[] };
}): Promise<CreateResult[]> {
  const { accountId } = caller;
  const judged = await refuseMissingPackages(
    ctx,
    accountId,
    input.items.map((item) => judgeItem(caller, item)),
  );
  const wanted = judged.flatMap((one) => ('wanted' in one ? [one.wanted] : []));
  const ids = await ensureRequests(ctx, accountId, wanted);
  return judged.map((one) =>
    'error' in one ? one : { requestId: ids.get(reuseText(one.wanted)) ?? 0 },
  );
}

function judgeItem(caller: ClientCaller, item: unknown): Judged {
  const checked = check(SnapRequestItem, item);
  if (!checked.ok) return { error: checked.problem };
  const { type, targetName, payloadString } = checked.value;
  const judged = judgePayload(caller.accountId, type, payloadString);
  if (!judged.ok) return { error: judged.problem };
  const { ok: _, ...known } = judged;
  const payloadHash = ownName(caller, checked.value.payloadHash);
  return {
    wanted: { type, target: targetName, payloadHash, payloadString, ...known },
  };
}

/** Items mostly name the same package: they are looked up together. */
async function refuseMissingPackages(
  ctx: Context,
  accountId: number,
  judged: Judged[],
): Promise<Judged[]> {
  const named = judged.flatMap((one) => ('wanted' in one ? (one.wanted.packageHash ?? []) : []));
  const stored = await findStoredPackages(ctx, accountId, [...new Set(named)]);
  return judged.map((one) => {
    const hash = 'wanted' in one ? one.wanted.packageHash : null;
    if (hash === null || stored.has(hash)) return one;
    return { error: `package ${hash} was never uploaded: upload it, then ask again` };
  });
}

/** Request ids by reuse key, of requests that were there and of new ones. */
async function ensureRequests(
  ctx: Context,
  accountId: number,
  wanted: Wanted[],
): Promise<Map<string, number>> {
  if (wanted.length === 0) return new Map();
  const existing = await findReusable(ctx, accountId, wanted);
  const missing = new Map(
    wanted.filter((one) => !existing.has(reuseText(one))).map((one) => [reuseText(one), one]),
  );
  if (missing.size === 0) return existing;

  // Payloads are large: they are written before the account is held, for rows that follow.
  const ids = await allocateIds(ctx, missing.size);
  const rows = [...missing.values()].map((one, index) => ({ ...one, id: ids[index] ?? 0 }));
  for (const row of rows) {
    await ctx.store.put(payloadName(accountId, row.id), Buffer.from(row.payloadString));
  }
  const found = await inAccount(ctx, accountId, async (inner) => {
    const now = await findReusable(inner, accountId, rows);
    const fresh = rows.filter((row) => !now.has(reuseText(row)));
    if (fresh.length === 0) return now;
    await inner.db
      .insertInto('snap_request')
      .values(
        fresh.map((row) => ({
          id: row.id,
          account_id: accountId,
          type: row.type,
          target: row.target,
          viewport: row.viewport,
          browser_name: row.browserName,
          payload_hash: row.payloadHash,
          package_hash: row.packageHash,
          created_at: ctx.now(),
          trace: ctx.observer.current(),
        })),
      )
      .execute();
    for (const row of fresh) now.set(reuseText(row), row.id);
    return now;
  });
  ctx.onWork();
  return new Map([...existing, ...found]);
}
