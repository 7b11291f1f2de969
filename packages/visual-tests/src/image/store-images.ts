import { type NamedImage, TwinlensError, unpackCutPicture } from '@twinlens/contract';
import { pixelHashOf, requirePossible, StripError } from '@twinlens/image-diff';
import { imageKeyOf } from '../account/image-key.ts';
import type { Context } from '../context.ts';
import { findLeaseOrResult } from '../lease/find-lease.ts';
import { findImages } from './find-images.ts';
import { keepAnimation } from './keep-image.ts';
import { keepPicture, type Owner, planStrips } from './pack/keep-picture.ts';
import { locatePicture } from './pack/locate-picture.ts';
import { rowKeyOf } from './pack/row-key.ts';
import { pngFacts } from './png-facts.ts';

/** What clients' own pictures may have at most, too. */
const maxPixels = 60_000_000;

/** What a picture in strips begins with, and a PNG does not. */
const brace = 0x7b;

/**
 * Keeps pictures a worker took, one after the other, under the hashes it says their pixels have. Of a
 * still these are looked at: a picture in strips of others has strips it needs not bring. Repeatable.
 *
 * @throws TwinlensError `lease_lost`; `unsupported_media_type` for a file that is no animated PNG, and
 *   `invalid_request` for strips that are not those they are said to be, or that nobody has brought.
 *   Nothing of such a picture is kept; those before it are.
 */
export async function storeImages({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; images: readonly NamedImage[] };
}): Promise<void> {
  const { accountId } = await findLeaseOrResult(ctx, input.token);
  const hashes = input.images.map(({ hash }) => hash);
  const known = await findImages(ctx, accountId, hashes);
  const owner = { accountId, imageKey: await imageKeyOf(ctx, accountId) };
  for (const image of input.images) {
    if (known.has(image.hash)) continue;
    if (image.bytes[0] === brace) await storeStill(ctx, owner, image);
    else await storeAnimation(ctx, accountId, image);
  }
}

async function storeAnimation(
  ctx: Context,
  accountId: number,
  { hash, bytes }: NamedImage,
): Promise<void> {
  const facts = pngFacts(bytes);
  if (facts?.animation === undefined) {
    throw new TwinlensError(
      'unsupported_media_type',
      `the image ${hash} is not a whole animated PNG; send a still picture in strips`,
    );
  }
  const image = { pixelHash: hash, ...facts, bytes: bytes.length };
  await keepAnimation(ctx, accountId, image, (name) => ctx.store.put(name, bytes));
}

async function storeStill(ctx: Context, owner: Owner, { hash, bytes }: NamedImage): Promise<void> {
  const { accountId, imageKey } = owner;
  const { picture, blocks } = unpackCutPicture(bytes);
  const { width, height, ignored = [] } = picture;
  const strips = picture.strips.map(({ rows, channels, digest }) => ({
    rows,
    channels,
    digest: Uint8Array.from(Buffer.from(digest, 'hex')),
  }));
  const manifest = { width, height, strips };
  refuseImpossible(hash, () => requirePossible(manifest, maxPixels));
  if (ignored.length === 0) requireHash(hash, pixelHashOf(manifest));
  const plan = await planStrips(
    ctx,
    accountId,
    manifest,
    (index) => picture.strips[index]?.sent === true,
  );
  const key = rowKeyOf(imageKey);
  const { rows } = await ctx.pixelWork.verifyStrips({ manifest, sent: plan.own, blocks, key });
  if (ignored.length > 0) {
    const lengths = blocks.map(({ length }) => length);
    const header = { manifest, elsewhere: plan.elsewhere, blocks: lengths, rows: null };
    const located = await locatePicture(ctx, accountId, header, blocks);
    requireHash(hash, await ctx.pixelWork.hashWithoutAreas(located, ignored));
  }
  await keepPicture(ctx, owner, { pixelHash: hash, manifest }, plan, { blocks, rows });
}

function requireHash(said: string, hash: string): void {
  if (said === hash) return;
  throw new TwinlensError(
    'invalid_request',
    `the image ${said} has other pixels: its hash is ${hash}`,
  );
}

function refuseImpossible(hash: string, look: () => void): void {
  try {
    look();
  } catch (error) {
    if (!(error instanceof StripError)) throw error;
    throw new TwinlensError('invalid_request', `the image ${hash} is refused: ${error.message}`);
  }
}
