import { randomBytes } from 'node:crypto';
import { TwinlensError } from '@twinlens/contract';
import { countAttempt, counter } from '../attempt/count-attempt.ts';
import type { Context } from '../context.ts';
import { isOneOf, mayReturnTo, shownName } from './rules.ts';

/** Registrations of one sender in a quarter of an hour. */
const registrationsOfSender = 50;

export interface AssistantClient {
  id: string;
  /** As the program says. */
  name: string;
  uri: string | null;
  redirectUris: string[];
  createdAt: Date;
}

interface Registration {
  name: string | null;
  uri: string | null;
  redirectUris: string[];
  /** Network address of the caller. */
  sender: string;
}

/**
 * Takes a program's description of itself.
 *
 * @throws TwinlensError `invalid_request` for addresses nothing may be sent to; `rate_limited`
 */
export async function registerAssistantClient({
  ctx,
  input,
}: {
  ctx: Context;
  input: Registration;
}): Promise<AssistantClient> {
  const wrong = input.redirectUris.find((address) => !mayReturnTo(address));
  if (wrong !== undefined || input.redirectUris.length === 0) {
    throw new TwinlensError(
      'invalid_request',
      `redirect_uris: ${wrong === undefined ? 'give at least one' : `"${wrong}" cannot be used`}; each has to begin with https:// or lead to a program on the same machine (http://localhost, http://127.0.0.1), without a fragment`,
    );
  }
  const retryAt = await countAttempt(ctx, [
    counter(registrationsOfSender, 'assistant registration', input.sender),
  ]);
  if (retryAt !== null) {
    throw new TwinlensError(
      'rate_limited',
      `too many programs were registered from here: try again at ${retryAt.toISOString()}`,
    );
  }
  const [first = ''] = input.redirectUris;
  const client = {
    id: randomBytes(16).toString('base64url'),
    name: shownName(input.name ?? '') ?? new URL(first).host,
    uri:
      input.uri !== null && /^https?:/.test(input.uri) && URL.canParse(input.uri)
        ? input.uri
        : null,
    redirectUris: input.redirectUris,
    createdAt: ctx.now(),
  };
  await ctx.db
    .insertInto('assistant_client')
    .values({
      id: client.id,
      name: client.name,
      uri: client.uri,
      redirect_uris: client.redirectUris,
      created_at: client.createdAt,
    })
    .execute();
  return client;
}

/**
 * The program that asks for something, if the answer is to be sent where it said.
 *
 * @throws TwinlensError `not_found`; `invalid_request` for an address that is not one of its own
 */
export async function findAssistantClient({
  ctx,
  input,
}: {
  ctx: Context;
  input: { clientId: string; redirectUri: string };
}): Promise<AssistantClient> {
  const row = await ctx.db
    .selectFrom('assistant_client')
    .selectAll()
    .where('id', '=', input.clientId)
    .executeTakeFirst();
  if (row === undefined) {
    throw new TwinlensError(
      'not_found',
      'no program has registered itself with this client_id: make it register again',
    );
  }
  if (!isOneOf(row.redirect_uris, input.redirectUri)) {
    throw new TwinlensError(
      'invalid_request',
      'the redirect_uri is not, letter by letter, one that the program has registered; only the port may differ, and only on the same machine',
    );
  }
  return {
    id: row.id,
    name: row.name,
    uri: row.uri,
    redirectUris: row.redirect_uris,
    createdAt: row.created_at,
  };
}

export async function isAssistantClient({
  ctx,
  input,
}: {
  ctx: Context;
  input: { clientId: string };
}): Promise<boolean> {
  const found = await ctx.db
    .selectFrom('assistant_client')
    .select('id')
    .where('id', '=', input.clientId)
    .executeTakeFirst();
  return found !== undefined;
}
