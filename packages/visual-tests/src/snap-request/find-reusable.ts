import type { Context } from '../context.ts';

/** The same type, target and payload of one account give the same pictures. */
export interface ReuseKey {
  type: string;
  target: string;
  payloadHash: string;
}

/** The key as text, for maps. */
export const reuseText = ({ type, target, payloadHash }: ReuseKey) =>
  JSON.stringify([type, target, payloadHash]);

/** Requests that are waiting, running or done and can be joined; never failed or doubtful ones. */
export async function findReusable(
  ctx: Context,
  accountId: number,
  keys: ReuseKey[],
): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('snap_request')
    .select(['id', 'type', 'target', 'payload_hash'])
    .where('account_id', '=', accountId)
    .where('state', '<>', 'failed')
    .where('doubt', 'is', null)
    .where(
      'payload_hash',
      'in',
      keys.map((key) => key.payloadHash),
    )
    .execute();
  const asked = new Set(keys.map(reuseText));
  const found = new Map<string, number>();
  for (const { id, type, target, payload_hash: payloadHash } of rows) {
    if (payloadHash === null) continue;
    const text = reuseText({ type, target, payloadHash });
    if (asked.has(text)) found.set(text, id);
  }
  return found;
}
