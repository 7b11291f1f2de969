/** Tokens of assistants: given for a code, exchanged for new ones, taken back. */
import type { Kysely } from 'kysely';
import type { Context } from '../context.ts';
import type { Database } from '../db/schema.ts';
import { lives, provesChallenge } from './rules.ts';
import { hashOf, makeSecret } from './secrets.ts';

export interface AssistantTokens {
  access: string;
  refresh: string;
  /** Seconds that the access token lasts. */
  expiresIn: number;
}

interface Exchange {
  clientId: string;
  code: string;
  /** Where the code was sent, if the program says so again. */
  redirectUri: string | null;
  /** PKCE. */
  verifier: string;
}

/**
 * Gives tokens for a code, once. A code that is shown again was stolen, or its tokens were: the assistant
 * ends.
 *
 * @returns null where nothing is given
 */
export async function exchangeAssistantCode({
  ctx,
  input,
}: {
  ctx: Context;
  input: Exchange;
}): Promise<AssistantTokens | null> {
  return ctx.db.transaction().execute(async (trx) => {
    const code = await trx
      .selectFrom('assistant_code')
      .innerJoin('assistant', 'assistant.id', 'assistant_code.assistant_id')
      .selectAll('assistant_code')
      .where('code_hash', '=', hashOf(input.code))
      .where('assistant.client_id', '=', input.clientId)
      .forUpdate('assistant_code')
      .executeTakeFirst();
    if (code === undefined) return null;
    if (code.used_at !== null) return endAssistant(trx, code.assistant_id);
    // Used up by a wrong attempt too: there is one verifier to be guessed, and one guess.
    await trx
      .updateTable('assistant_code')
      .set({ used_at: ctx.now() })
      .where('code_hash', '=', code.code_hash)
      .execute();
    const good =
      code.expires_at > ctx.now() &&
      (input.redirectUri ?? code.redirect_uri) === code.redirect_uri &&
      provesChallenge(input.verifier, code.challenge);
    return good ? giveTokens(ctx, trx, code.assistant_id) : endAssistant(trx, code.assistant_id);
  });
}

/**
 * Gives new tokens for a refresh token, once, and to processes of one program that show it at the same time.
 * One that is shown again later was stolen, or the new one was: the assistant ends.
 *
 * @returns null where nothing is given
 */
export async function refreshAssistantTokens({
  ctx,
  input,
}: {
  ctx: Context;
  input: { clientId: string; refreshToken: string };
}): Promise<AssistantTokens | null> {
  return ctx.db.transaction().execute(async (trx) => {
    const token = await trx
      .selectFrom('assistant_token')
      .innerJoin('assistant', 'assistant.id', 'assistant_token.assistant_id')
      .selectAll('assistant_token')
      .where('token_hash', '=', hashOf(input.refreshToken))
      .where('kind', '=', 'refresh')
      .where('assistant.client_id', '=', input.clientId)
      .forUpdate('assistant_token')
      .executeTakeFirst();
    if (token === undefined || token.expires_at <= ctx.now()) return null;
    if (token.used_at !== null) {
      const since = ctx.now().getTime() - token.used_at.getTime();
      return since < lives.usedRefresh
        ? giveTokens(ctx, trx, token.assistant_id)
        : endAssistant(trx, token.assistant_id);
    }
    await trx
      .updateTable('assistant_token')
      .set({ used_at: ctx.now() })
      .where('token_hash', '=', token.token_hash)
      .execute();
    // The access token before it ends as well: one is enough.
    await trx
      .deleteFrom('assistant_token')
      .where('assistant_id', '=', token.assistant_id)
      .where('kind', '=', 'access')
      .execute();
    return giveTokens(ctx, trx, token.assistant_id);
  });
}

/** Ends the assistant a token belongs to; RFC 7009. Tokens of others, or none at all, end nothing. */
export async function endAssistantOfToken({
  ctx,
  input,
}: {
  ctx: Context;
  input: { clientId: string; token: string };
}): Promise<void> {
  await ctx.db
    .deleteFrom('assistant')
    .where('client_id', '=', input.clientId)
    .where('id', 'in', (query) =>
      query
        .selectFrom('assistant_token')
        .select('assistant_id')
        .where('token_hash', '=', hashOf(input.token)),
    )
    .execute();
}

async function endAssistant(db: Kysely<Database>, id: number): Promise<null> {
  await db.deleteFrom('assistant').where('id', '=', id).execute();
  return null;
}

async function giveTokens(
  ctx: Context,
  db: Kysely<Database>,
  assistantId: number,
): Promise<AssistantTokens> {
  const tokens = { access: makeSecret('access'), refresh: makeSecret('refresh') };
  const now = ctx.now().getTime();
  const kinds = ['access', 'refresh'] as const;
  await db
    .insertInto('assistant_token')
    .values(
      kinds.map((kind) => ({
        token_hash: hashOf(tokens[kind]),
        assistant_id: assistantId,
        kind,
        expires_at: new Date(now + lives[kind]),
      })),
    )
    .execute();
  return { ...tokens, expiresIn: lives.access / 1000 };
}
