import type { Context, PersonCaller } from '../context.ts';
import { hashOf } from './secrets.ts';

/** Milliseconds for which a use is not written down again. */
const useMs = 60_000;

/**
 * For whom whoever shows an access token acts. The name is that of the person and of the program, and is
 * kept with everything it does.
 *
 * @returns null for a token that is not, or no longer, good: the person may have left the account
 */
export async function findAssistantCaller({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accessToken: string };
}): Promise<PersonCaller | null> {
  const now = ctx.now();
  const row = await ctx.db
    .selectFrom('assistant_token as token')
    .innerJoin('assistant', 'assistant.id', 'token.assistant_id')
    .innerJoin('assistant_client as client', 'client.id', 'assistant.client_id')
    .innerJoin('person', 'person.id', 'assistant.user_id')
    .innerJoin('membership', (join) =>
      join
        .onRef('membership.user_id', '=', 'assistant.user_id')
        .onRef('membership.account_id', '=', 'assistant.account_id'),
    )
    .select(['assistant.id', 'assistant.account_id', 'assistant.user_id', 'assistant.last_used_at'])
    .select(['client.name as program', 'person.name as person', 'membership.role'])
    .where('token.token_hash', '=', hashOf(input.accessToken))
    .where('token.kind', '=', 'access')
    .where('token.expires_at', '>', now)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > useMs) {
    await ctx.db
      .updateTable('assistant')
      .set({ last_used_at: now })
      .where('id', '=', row.id)
      .execute();
  }
  return {
    accountId: row.account_id,
    userId: row.user_id,
    name: `${row.person}, by ${row.program}`,
    role: row.role,
  };
}
