import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TwinlensError } from '@twinlens/contract';
import { imageKeyOf } from '../account/image-key.ts';
import type { Context, Pixels } from '../context.ts';
import { requirePermit } from '../upload/permit.ts';
import { imageUrl } from '../view/urls.ts';
import { findByPixels, type KeptImage, keepAnimation, maxImageBytes } from './keep-image.ts';
import { keepPicture, planStrips } from './pack/keep-picture.ts';
import { rowKeyOf } from './pack/row-key.ts';

/**
 * Takes a PNG from a client and names it by its decoded pixels. Repeatable; keeps nothing of what is
 * not a whole PNG.
 *
 * @param input.open the file, asked for once the token has been found to permit an upload
 * @throws TwinlensError `forbidden`, `too_large`, `unsupported_media_type`, `invalid_request`
 */
export async function receiveImage({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; open: () => Promise<Readable> };
}): Promise<{ url: string }> {
  const { accountId, subject } = requirePermit(ctx, 'image upload', input.token);
  const path = join(ctx.store.stagingFolder, `${randomBytes(16).toString('hex')}.part`);
  try {
    const bytes = await stage(await input.open(), path);
    const pixels = await ctx.pixelWork.readPixels(path);
    const image = await keep(ctx, accountId, { ...pixels, bytes }, path);
    await ctx.db
      .insertInto('image_alias')
      .values({ account_id: accountId, caller_hash: subject, image_id: image.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return { url: imageUrl(ctx, accountId, image.hash, pixels.animation !== undefined) };
  } finally {
    await rm(path, { force: true });
  }
}

async function keep(
  ctx: Context,
  accountId: number,
  pixels: Pixels & { bytes: number },
  path: string,
): Promise<KeptImage> {
  const { pixelHash, manifest } = pixels;
  if (manifest === undefined) {
    return keepAnimation(ctx, accountId, pixels, (name) => ctx.store.adopt(name, path));
  }
  const found = await findByPixels(ctx, accountId, pixelHash);
  if (found !== undefined) return found;
  const plan = await planStrips(ctx, accountId, manifest);
  const imageKey = await imageKeyOf(ctx, accountId);
  const question = { path, manifest, wanted: plan.own, key: rowKeyOf(imageKey) };
  const strips = await ctx.pixelWork.compressStrips(question);
  return keepPicture(ctx, { accountId, imageKey }, { pixelHash, manifest }, plan, strips);
}

/** @returns the size of the file. Bytes. */
async function stage(file: Readable, path: string): Promise<number> {
  let size = 0;
  await pipeline(
    file,
    async function* measure(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > maxImageBytes) {
          throw new TwinlensError('too_large', `an image may have at most ${maxImageBytes} bytes`);
        }
        yield chunk;
      }
    },
    createWriteStream(path, { flags: 'wx' }),
  );
  return size;
}
