import { TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import { imageKeyOf } from '../account/image-key.ts';
import type { Context } from '../context.ts';
import { findImagesByUrl } from './find-image-by-url.ts';
import { nameOfImage } from './keep-image.ts';

/** A picture as a client names it in a report of its own. */
export interface SentPicture {
  url: string;
  width?: number | null | undefined;
  height?: number | null | undefined;
}

/** The pages of an account name every one of them in a header. */
const maxOrigins = 10;

/** What a header can name without being torn apart, and browsers take for a host. */
const plainOrigin = /^https?:\/\/([a-z0-9.-]{1,253}|\[[0-9a-f:]+\])(:\d{1,5})?$/;

/**
 * Ids of the images behind these addresses, by address. An address of ours is the image it is of; any
 * other is an image that stays where it is, known by its address. The account must be held.
 *
 * @throws TwinlensError `invalid_request` naming the address that is none, or of no image of the account
 */
export async function resolveImages(
  ctx: Context,
  accountId: number,
  pictures: SentPicture[],
): Promise<Map<string, number>> {
  const byUrl = new Map(pictures.map((picture) => [picture.url, picture]));
  const isOurs = ({ url }: SentPicture) => url === ctx.origin || url.startsWith(`${ctx.origin}/`);
  const { ours = [], foreign = [] } = Object.groupBy(byUrl.values(), (picture) =>
    isOurs(picture) ? 'ours' : 'foreign',
  );
  return new Map([
    ...(await findOurs(ctx, accountId, ours)),
    ...(await ensureForeign(ctx, accountId, foreign)),
  ]);
}

async function findOurs(
  ctx: Context,
  accountId: number,
  pictures: SentPicture[],
): Promise<Map<string, number>> {
  const urls = pictures.map(({ url }) => url);
  const found = await findImagesByUrl(ctx, accountId, urls);
  const missing = urls.find((url) => !found.has(url));
  if (missing === undefined) return found;
  throw new TwinlensError(
    'invalid_request',
    `${missing} is not an image of this account: upload it, and send the address the upload answers`,
  );
}

async function ensureForeign(
  ctx: Context,
  accountId: number,
  pictures: SentPicture[],
): Promise<[url: string, id: number][]> {
  if (pictures.length === 0) return [];
  await allowOrigins(ctx, accountId, [...new Set(pictures.map(({ url }) => originOf(url)))]);
  const key = await imageKeyOf(ctx, accountId);
  const { rows } = await sql<{ id: number; url: string }>`
    insert into image (account_id, hash, foreign_url, width, height, created_at)
    select ${accountId}::integer, hash, url, width, height, ${ctx.now()}
    from unnest(
      ${pictures.map(({ url }) => nameOfImage(key, url))}::text[],
      ${pictures.map(({ url }) => url)}::text[],
      ${pictures.map(({ width }) => width ?? null)}::integer[],
      ${pictures.map(({ height }) => height ?? null)}::integer[]
    ) as sent (hash, url, width, height)
    on conflict (account_id, hash) do update set
      width = coalesce(image.width, excluded.width),
      height = coalesce(image.height, excluded.height)
    returning id, foreign_url as url`.execute(ctx.db);
  return rows.map(({ id, url }) => [url, id]);
}

function originOf(url: string): string {
  const origin = URL.canParse(url) ? new URL(url).origin : '';
  if (plainOrigin.test(origin)) return origin;
  throw new TwinlensError(
    'invalid_request',
    `${url} is not the address of a picture: send one that begins with https:// or http:// and a host`,
  );
}

async function allowOrigins(ctx: Context, accountId: number, origins: string[]): Promise<void> {
  const rows = await ctx.db
    .selectFrom('image_origin')
    .select('origin')
    .where('account_id', '=', accountId)
    .execute();
  const known = new Set(rows.map(({ origin }) => origin));
  const added = origins.filter((origin) => !known.has(origin));
  if (added.length === 0) return;
  if (known.size + added.length > maxOrigins) {
    throw new TwinlensError(
      'invalid_request',
      `pictures may stay on ${maxOrigins} different servers at most, and ${added[0]} is one more: upload them instead`,
    );
  }
  await ctx.db
    .insertInto('image_origin')
    .values(added.map((origin) => ({ account_id: accountId, origin })))
    .execute();
}
