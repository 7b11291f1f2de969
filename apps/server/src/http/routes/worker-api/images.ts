import type { Readable } from 'node:stream';
import { TwinlensError } from '@twinlens/contract';
import { findMissingImages, maxImageBytes, storeImage } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const imageHandlers: Pick<Handlers, 'findMissingImages' | 'uploadImage'> = {
  findMissingImages: ({ ctx, params, body }) =>
    findMissingImages({ ctx, input: { ...params, ...body } }),
  async uploadImage({ ctx, params, request }) {
    const bytes = await readAtMost(request.body as Readable, maxImageBytes);
    await storeImage({ ctx, input: { token: params.token, pixelHash: params.hash, bytes } });
    return null;
  },
};

async function readAtMost(body: Readable, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new TwinlensError('too_large', `an image may have ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
