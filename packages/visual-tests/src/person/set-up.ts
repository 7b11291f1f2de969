import { randomBytes } from 'node:crypto';
import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';

/**
 * Turns the administrator made at the first start into a real person with a password.
 *
 * @throws TwinlensError `conflict` when this person already has a password, or another has the
 * e-mail address.
 */
export async function setUpAccount({
  ctx,
  input,
}: {
  ctx: Context;
  input: { userId: string; name: string; email: string; passwordHash: string };
}): Promise<void> {
  const { userId, name, passwordHash } = input;
  const email = input.email.toLowerCase();
  const now = ctx.now();
  await ctx.db.transaction().execute(async (trx) => {
    // The credential's unique key decides between two that try at once.
    const created = await trx
      .insertInto('sign_in_credential')
      .values({
        id: randomBytes(16).toString('hex'),
        account_id: userId,
        provider_id: 'credential',
        user_id: userId,
        password: passwordHash,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (created === undefined) {
      throw new TwinlensError('conflict', 'you have a password already: sign in with it');
    }
    const other = await trx
      .selectFrom('person')
      .select('id')
      .where('email', '=', email)
      .where('id', '<>', userId)
      .executeTakeFirst();
    if (other !== undefined) {
      throw new TwinlensError('conflict', 'somebody else has this e-mail address: give another');
    }
    await trx
      .updateTable('person')
      .set({ name, email, updated_at: now })
      .where('id', '=', userId)
      .execute();
  });
}
