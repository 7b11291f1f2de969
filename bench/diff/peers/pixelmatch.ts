import { readFile, writeFile } from 'node:fs/promises';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import type { Forms, Tool } from '../tool.ts';
import { type Pixels, padded, readPixels, writePixels } from './files.ts';

interface Codec {
  read(png: string): Promise<Pixels>;
  write(pixels: Pixels, png: string): Promise<void>;
}

const sharp: Codec = { read: readPixels, write: writePixels };

const pngjs: Codec = {
  read: async (file) => PNG.sync.read(await readFile(file)),
  async write({ width, height, data }, file) {
    const png = new PNG({ width, height });
    png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    await writeFile(file, PNG.sync.write(png, { deflateLevel: 1 }));
  },
};

/** It compares pictures of one size only; the smaller one is padded. */
function withCodec({ read, write }: Codec, diffMask: boolean): Tool {
  return {
    async compare(before, after, out) {
      const [one, other] = await Promise.all([read(before), read(after)]);
      const width = Math.max(one.width, other.width);
      const height = Math.max(one.height, other.height);
      const data = new Uint8Array(width * height * 4);
      const pixels = pixelmatch(
        padded(one, width, height).data,
        padded(other, width, height).data,
        data,
        width,
        height,
        { diffMask },
      );
      if (pixels > 0) await write({ width, height, data }, out);
      return { different: pixels > 0, pixels: () => pixels };
    },
  };
}

export const forms: Forms = {
  'sharp, full': () => withCodec(sharp, false),
  'sharp, mask': () => withCodec(sharp, true),
  'pngjs, mask': () => withCodec(pngjs, true),
};
