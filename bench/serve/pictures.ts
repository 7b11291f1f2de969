/** Pictures of about a size, stored by a running Twinlens as its clients store them. */
import { createHash, randomBytes } from 'node:crypto';
import { call, operations } from '@twinlens/contract';
import type { RunningTwinlens } from '@twinlens/testing';
import sharp from 'sharp';

export interface Picture {
  /** Kilobytes asked for. */
  size: number;
  path: string;
  /** As Twinlens hands it out. */
  bytes: Buffer;
}

export async function uploadPictures(
  { url, apiKey, apiSecret }: RunningTwinlens,
  sizes: number[],
): Promise<Picture[]> {
  const basic = Buffer.from(`${apiKey}:${apiSecret}`).toString('base64');
  const client = { origin: url, headers: { authorization: `Basic ${basic}` } };
  const stored: Picture[] = [];
  for (const size of sizes) {
    // Noise does not compress: three bytes a pixel.
    const width = 250;
    const height = Math.max(4, Math.round((size * 1000) / 3 / width));
    const raw = { width, height, channels: 3 as const };
    const png = await sharp(randomBytes(width * height * 3), { raw })
      .png()
      .toBuffer();
    const hash = createHash('md5').update(png).digest('hex');
    const signed = await call(client, operations.signImageUpload, { params: { hash } });
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'picture.png');
    const answer = await fetch(signed?.uploadUrl ?? '', { method: 'POST', body: form });
    if (!answer.ok) throw new Error(`the upload answered ${answer.status}`);
    const { pathname } = new URL(((await answer.json()) as { url: string }).url);
    const served = await fetch(`${url}${pathname}`);
    stored.push({ size, path: pathname, bytes: Buffer.from(await served.arrayBuffer()) });
  }
  return stored;
}
