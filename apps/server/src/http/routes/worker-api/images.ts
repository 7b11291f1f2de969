import type { Readable } from 'node:stream';
import { TwinlensError, unpackImages } from '@twinlens/contract';
import { findMissingImages, maxImageBytes, storeImages } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const imageHandlers: Pick<Handlers, 'findMissingImages' | 'uploadImages'> = {
  findMissingImages: ({ ctx, params, body }) =>
    findMissingImages({ ctx, input: { ...params, ...body } }),
  async uploadImages({ ctx, params, request }) {
    const images = unpackImages(await readAtMost(request.body as Readable, maxImageBytes));
    await storeImages({ ctx, input: { token: params.token, images } });
    return null;
  },
};

async function readAtMost(body: Readable, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new TwinlensError('too_large', `images may have ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
