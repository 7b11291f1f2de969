/** Tokens that operators give to their workers, and take back. */
import { createHash, randomBytes } from 'node:crypto';
import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';

const digestOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** A new token; the only time it is shown. */
export async function createWorkerToken({
  ctx,
  input,
}: {
  ctx: Context;
  input: { by: string; label: string };
}): Promise<{ id: number; label: string; token: string }> {
  const token = randomBytes(32).toString('hex');
  const { id } = await ctx.db
    .insertInto('worker_token')
    .values({
      label: input.label,
      digest: digestOf(token),
      created_by: input.by,
      created_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, label: input.label, token };
}

/** The id of a token that may be used; null for any other text. */
export async function findWorkerToken({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string };
}): Promise<number | null> {
  const row = await ctx.db
    .selectFrom('worker_token')
    .select('id')
    .where('digest', '=', digestOf(input.token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * Ends a token at once. Repeatable.
 * @throws TwinlensError `not_found`
 */
export async function revokeWorkerToken({
  ctx,
  input,
}: {
  ctx: Context;
  input: { tokenId: number };
}): Promise<void> {
  const revoked = await ctx.db
    .updateTable('worker_token')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(ctx.now())) }))
    .where('id', '=', input.tokenId)
    .returning('id')
    .executeTakeFirst();
  if (revoked === undefined) throw new TwinlensError('not_found', 'there is no such worker token');
}
