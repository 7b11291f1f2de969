import { TwinlensError } from '@twinlens/contract';
import type { Manifest, PackedStrips } from '@twinlens/image-diff';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { packName } from '../../store/names.ts';
import { findByPixels, type KeptImage, nameOfImage } from '../keep-image.ts';
import { firstDue } from './compress-next.ts';
import { findStrips } from './find-strips.ts';
import { type Elsewhere, ownStrips, type PackHeader, writeHeader } from './pack-header.ts';
import { readPack } from './read-pack.ts';
import { keepsRows } from './row-key.ts';

export interface Owner {
  accountId: number;
  /** The account's. */
  imageKey: Uint8Array;
}

export interface CutPicture {
  pixelHash: string;
  manifest: Manifest;
}

const hex = (digest: Uint8Array) => Buffer.from(digest).toString('hex');

/** Where strips are that do not come with their picture. */
export interface Plan {
  /** Places in the manifest of those that come with it, ascending. */
  own: number[];
  elsewhere: (Elsewhere | null)[];
}

/**
 * Looks where the strips of a picture are.
 * @param sent whether the strip of this place comes with the picture; without it, those do that the
 *   account does not have
 * @throws TwinlensError `invalid_request` where one does not come, and the account does not have it
 */
export async function planStrips(
  ctx: Context,
  accountId: number,
  { width, strips }: Manifest,
  sent?: (index: number) => boolean,
): Promise<Plan> {
  const asked = strips.filter((_, index) => !sent?.(index)).map(({ digest }) => hex(digest));
  const found = await findStrips(ctx, accountId, asked);
  const own: number[] = [];
  const ownPlaces = new Map<string, number>();
  const elsewhere = strips.map(({ digest, rows, channels }, index): Elsewhere | null => {
    const name = hex(digest);
    const known = found.get(name);
    if (sent ? sent(index) : known === undefined && !ownPlaces.has(name)) {
      if (!ownPlaces.has(name)) ownPlaces.set(name, own.length);
      own.push(index);
      return null;
    }
    const place = ownPlaces.get(name);
    if (place !== undefined) {
      const first = strips[own[place] ?? 0];
      if (first?.rows === rows && first.channels === channels) return { source: null, place };
    } else if (known?.width === width && known.rows === rows && known.channels === channels) {
      return { source: known.source, place: known.place };
    }
    throw new TwinlensError(
      'invalid_request',
      `strip ${index}, ${name}, is not one this account has: send it`,
    );
  });
  return { own, elsewhere };
}

/**
 * Keeps a still picture: its pack is written once, and the image and its strips appear in the database
 * together after that. Where the server ends in between, whoever brings the picture again finds the pack.
 * Repeatable: equal pixels are one image.
 *
 * @param strips those that come with it, verified
 */
export async function keepPicture(
  ctx: Context,
  { accountId, imageKey }: Owner,
  { pixelHash, manifest }: CutPicture,
  { elsewhere }: Plan,
  strips: PackedStrips,
): Promise<KeptImage> {
  const { blocks } = strips;
  const hash = nameOfImage(imageKey, pixelHash);
  const header: PackHeader = {
    manifest,
    elsewhere,
    blocks: blocks.map(({ length }) => length),
    rows: keepsRows(manifest) ? strips.rows : null,
  };
  const name = packName(accountId, hash);
  const created = await ctx.store.create(name, Buffer.concat([writeHeader(header), ...blocks]));
  // Another call may have been faster, and have had other strips to bring.
  const kept = created ? header : await readPack(ctx, accountId, hash);
  if (kept === null) throw new Error(`the pack of image ${hash} has gone`);
  const id = await insert(ctx, accountId, { pixelHash, hash }, kept);
  if (id !== undefined) return { id, hash };
  const image = await findByPixels(ctx, accountId, pixelHash);
  if (image === undefined) throw new Error(`image ${hash} has gone`);
  return image;
}

/** One statement: both or nothing. @returns undefined where the image was there */
async function insert(
  ctx: Context,
  accountId: number,
  { pixelHash, hash }: { pixelHash: string; hash: string },
  header: PackHeader,
): Promise<number | undefined> {
  const { width, height, strips } = header.manifest;
  const own = ownStrips(header).strips.map(({ index }, place) => {
    const strip = strips[index];
    if (strip === undefined) throw new RangeError(`there is no strip ${index}`);
    return { place, rows: strip.rows, channels: strip.channels, digest: hex(strip.digest) };
  });
  // In one order, so that two calls do not wait for one another.
  own.sort((a, b) => (a.digest < b.digest ? -1 : 1));
  const now = ctx.now();
  const bytes = writeHeader(header).length + header.blocks.reduce((sum, size) => sum + size, 0);
  const { rows } = await sql<{ id: number }>`
    with kept as (
      insert into image (account_id, pixel_hash, hash, width, height, bytes, created_at, compress_at)
      values (${accountId}, ${pixelHash}, ${hash}, ${width}, ${height}, ${bytes}, ${now}, ${firstDue(now)})
      on conflict do nothing
      returning id
    ),
    kept_strips as (
      insert into strip (account_id, digest, image_id, place, width, rows, channels)
      select ${accountId}::integer, decode(own.digest, 'hex'), kept.id, own.place, ${width}::integer,
        own.rows, own.channels
      from kept, unnest(
        ${own.map(({ digest }) => digest)}::text[],
        ${own.map(({ place }) => place)}::smallint[],
        ${own.map(({ rows }) => rows)}::smallint[],
        ${own.map(({ channels }) => channels)}::smallint[]
      ) as own (digest, place, rows, channels)
      on conflict do nothing
    )
    select id from kept`.execute(ctx.db);
  return rows[0]?.id;
}
