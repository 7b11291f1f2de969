import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';

/** The programs that may act for a person, the newest first. */
export async function listAssistants({
  ctx,
  input,
}: {
  ctx: Context;
  input: { userId: string };
}): Promise<ResponseOf<Operations['listAssistants']>> {
  const rows = await ctx.db
    .selectFrom('assistant')
    .innerJoin('assistant_client as client', 'client.id', 'assistant.client_id')
    .innerJoin('account', 'account.id', 'assistant.account_id')
    .select(['assistant.id', 'client.name', 'client.uri', 'account.id as accountId'])
    .select(['account.name as account', 'assistant.created_at', 'assistant.last_used_at'])
    .where('assistant.user_id', '=', input.userId)
    .orderBy('assistant.id', 'desc')
    .execute();
  return {
    assistants: rows.map((row) => ({
      id: row.id,
      name: row.name,
      address: row.uri,
      account: { id: row.accountId, name: row.account },
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
    })),
  };
}

/** @throws TwinlensError `not_found`, also for one of somebody else */
export async function revokeAssistant({
  ctx,
  input,
}: {
  ctx: Context;
  input: { userId: string; assistantId: number };
}): Promise<void> {
  const revoked = await ctx.db
    .deleteFrom('assistant')
    .where('id', '=', input.assistantId)
    .where('user_id', '=', input.userId)
    .returning('id')
    .executeTakeFirst();
  if (revoked === undefined) {
    throw new TwinlensError('not_found', 'there is no such assistant, or it was revoked already');
  }
}
