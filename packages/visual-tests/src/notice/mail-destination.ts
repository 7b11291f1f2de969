import type { Context, MailSettings } from '../context.ts';
import { ownerOf } from '../destination/manage.ts';
import { seal } from '../secret/seal.ts';

/**
 * Mail of an account, as a destination like any other: it has a ledger, and waits while the mail server
 * does not answer. How it is reached is the installation's, and followed here when that changes.
 */
export async function ensureMailDestination(
  ctx: Context,
  accountId: number,
  { host }: MailSettings,
): Promise<number> {
  const known = await ctx.db
    .selectFrom('destination')
    .select(['id', 'host'])
    .where('account_id', '=', accountId)
    .where('kind', '=', 'mail')
    .executeTakeFirst();
  if (known !== undefined) {
    if (known.host !== host) {
      await ctx.db.updateTable('destination').set({ host }).where('id', '=', known.id).execute();
    }
    return known.id;
  }
  const { id } = await ctx.db
    .insertInto('destination')
    .values({
      account_id: accountId,
      kind: 'mail',
      settings: JSON.stringify({}),
      sealed_secret: new Uint8Array(),
      host,
      created_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  // It has none of its own; what takes deliveries opens one of each.
  await ctx.db
    .updateTable('destination')
    .set({ sealed_secret: seal(ctx.installationKey, ownerOf(id), '') })
    .where('id', '=', id)
    .execute();
  return id;
}
