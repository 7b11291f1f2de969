/** Where an account's verdicts are told. */
import { randomBytes } from 'node:crypto';
import {
  type BodyOf,
  type Destination,
  type DestinationSettings,
  type NewDestination,
  type Operations,
  TwinlensError,
} from '@twinlens/contract';
import { type Selectable, sql } from 'kysely';
import type { Context, PersonCaller } from '../context.ts';
import type { DestinationTable } from '../delivery/tables.ts';
import { requireAdmin } from '../person/require-admin.ts';
import { seal, unseal } from '../secret/seal.ts';
import { requireForge } from './require-forge.ts';

/** To whom its sealed secret belongs. */
export const ownerOf = (destinationId: number) => `destination ${destinationId}`;

/** What one may send: no secret keeps the one there is. */
export type ChangedDestination = BodyOf<Operations['changeDestination']>;

/** In the order they were added. */
export async function listDestinations({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; id?: number };
}): Promise<Destination[]> {
  const { rows } = await sql<
    Selectable<DestinationTable> & { waiting: number; since: Date | null; silent: Date | null }
  >`
    select t.*, waits.waiting, waits.since, s.until as silent
    from destination t
    left join silent_host s on s.host = t.host and s.until > ${ctx.now()}
    cross join lateral (
      select count(*)::int as waiting, min(d.created_at) as since
      from delivery d where d.destination_id = t.id and d.state = 'waiting'
    ) waits
    where t.account_id = ${input.accountId} and t.id = ${input.id ?? sql`t.id`}
    order by t.id`.execute(ctx.db);
  return rows.map(
    ({ id, kind, settings, created_at, waiting, since, silent }) =>
      ({
        id,
        kind,
        settings,
        createdAt: created_at.toISOString(),
        waiting,
        waitingSince: since?.toISOString() ?? null,
        silentUntil: silent?.toISOString() ?? null,
      }) as Destination,
  );
}

/**
 * @returns with the secret, where one was made
 * @throws TwinlensError `forbidden`; `invalid_request` for an address that is none
 */
export async function addDestination({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; destination: NewDestination };
}): Promise<{ destination: Destination; secret: string | null }> {
  const { caller, destination } = input;
  requireAdmin(caller, 'where verdicts are told');
  const host = hostOf(destination);
  const made = destination.secret === undefined ? randomBytes(24).toString('base64url') : null;
  const id = await ctx.db.transaction().execute(async (trx) => {
    const { id } = await trx
      .insertInto('destination')
      .values({
        account_id: caller.accountId,
        kind: destination.kind,
        settings: JSON.stringify(destination.settings),
        // Bound to the id, which is known when the row is there.
        sealed_secret: new Uint8Array(),
        host: host ?? '',
        created_at: ctx.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const secret = destination.secret ?? made ?? '';
    await trx
      .updateTable('destination')
      .set({ sealed_secret: seal(ctx.installationKey, ownerOf(id), secret) })
      .where('id', '=', id)
      .execute();
    return id;
  });
  return { destination: await readDestination(ctx, caller.accountId, id), secret: made };
}

/**
 * What was refused is told again, as far as nothing newer of the same subject was said: whoever changes
 * a token wants to see that it works.
 * @throws TwinlensError `forbidden`; `not_found`; `conflict` for one of another kind; `invalid_request`
 */
export async function changeDestination({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; id: number; destination: ChangedDestination };
}): Promise<Destination> {
  const { caller, id, destination } = input;
  requireAdmin(caller, 'where verdicts are told');
  const host = hostOf(destination);
  await ctx.db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('destination')
      .select(['kind', 'host'])
      .where('id', '=', id)
      .where('account_id', '=', caller.accountId)
      .forUpdate()
      .executeTakeFirst();
    if (known === undefined) refuseUnknown();
    if (known.kind !== destination.kind) {
      throw new TwinlensError('conflict', `this is a ${known.kind}, not a ${destination.kind}`);
    }
    await trx
      .updateTable('destination')
      .set({
        settings: JSON.stringify(destination.settings),
        ...(host !== null && { host }),
        ...(destination.secret !== undefined && {
          sealed_secret: seal(ctx.installationKey, ownerOf(id), destination.secret),
        }),
      })
      .where('id', '=', id)
      .execute();
    await sql`
      update delivery d set state = 'waiting', ended_at = null, next_at = ${ctx.now()}
      where d.destination_id = ${id} and d.state = 'refused'
        and (d.subject is null or not exists (
          select from delivery newer where newer.destination_id = d.destination_id
            and newer.subject = d.subject and newer.id > d.id))`.execute(trx);
    await trx
      .deleteFrom('silent_host')
      .where('host', '=', host ?? known.host)
      .execute();
  });
  return readDestination(ctx, caller.accountId, id);
}

/** @throws TwinlensError `forbidden`; `not_found` */
export async function removeDestination({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; id: number };
}): Promise<void> {
  requireAdmin(input.caller, 'where verdicts are told');
  const row = await ctx.db
    .deleteFrom('destination')
    .where('id', '=', input.id)
    .where('account_id', '=', input.caller.accountId)
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) refuseUnknown();
}

/**
 * How one is reached, with its secret, for a test of the connection.
 * @throws TwinlensError `forbidden`; `not_found`
 */
export async function openDestination({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; id: number };
}): Promise<{ kind: Destination['kind']; settings: DestinationSettings; secret: string }> {
  requireAdmin(input.caller, 'where verdicts are told');
  const row = await ctx.db
    .selectFrom('destination')
    .select(['kind', 'settings', 'sealed_secret as sealed'])
    .where('id', '=', input.id)
    .where('account_id', '=', input.caller.accountId)
    .executeTakeFirst();
  if (row === undefined) refuseUnknown();
  const { kind, settings } = row;
  return { kind, settings, secret: unseal(ctx.installationKey, ownerOf(input.id), row.sealed) };
}

/** @throws TwinlensError `not_found` */
export async function requireDestination(
  { db }: Context,
  accountId: number,
  id: number,
): Promise<{ kind: Destination['kind'] }> {
  const found = await db
    .selectFrom('destination')
    .select('kind')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return found ?? refuseUnknown();
}

async function readDestination(ctx: Context, accountId: number, id: number): Promise<Destination> {
  const [found] = await listDestinations({ ctx, input: { accountId, id } });
  return found ?? refuseUnknown();
}

function refuseUnknown(): never {
  throw new TwinlensError('not_found', 'there is no such destination');
}

/** Name and port of who is called; null for a chat whose address stays as it is. */
function hostOf(destination: ChangedDestination): string | null {
  const { kind, secret } = destination;
  switch (kind) {
    case 'webhook':
      return hostOfAddress('url', destination.settings.url);
    case 'slack':
    case 'teams':
    case 'discord':
      return secret === undefined ? null : hostOfAddress('secret', secret);
    default:
      requireForge(kind, destination.settings);
      return hostOfAddress('api', destination.settings.api);
  }
}

function hostOfAddress(name: string, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== ''
  ) {
    throw new TwinlensError(
      'invalid_request',
      `${name}: give an address that begins with https:// or http://, without a name or password in it`,
    );
  }
  return url.host;
}
