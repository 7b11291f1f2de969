/** Packs, as a damaged disk may hold them, with a checksum that is right all the same. */
import { crc32 } from 'node:zlib';
import { decodePng, requirePossible, StripError } from '@twinlens/image-diff';
import { headerBytes, readHeader, writeHeader } from '@twinlens/visual-tests';
import { damaged } from '../damage.ts';
import { pngOf, smallInStrips } from '../strips.ts';
import type { Target } from '../target.ts';

const maxPixels = 250_000;

/** Where the header says how long it is, where its checksum is, and where what that is of begins. */
const [lengthAt, sumAt, tailAt] = [4, 22, 26];

function withChecksum(pack: Buffer): Buffer {
  if (pack.length < tailAt) return pack;
  const copy = Buffer.from(pack);
  const end = Math.min(copy.length, Math.max(tailAt, copy.readUInt32LE(lengthAt)));
  copy.writeUInt32LE(end, lengthAt);
  copy.writeUInt32LE(crc32(copy.subarray(tailAt, end)), sumAt);
  return copy;
}

export const packs: Target = {
  seeds: () =>
    smallInStrips().flatMap(({ manifest, blocks }) => {
      const elsewhere = manifest.strips.map(() => null);
      const lengths = blocks.map(({ length }) => length);
      const rows = new Uint32Array(manifest.height * 2).map((_, at) => at);
      return [null, rows].map((kept) =>
        Buffer.concat([
          writeHeader({ manifest, elsewhere, blocks: lengths, rows: kept }),
          ...blocks,
        ]),
      );
    }),
  mutated: (pack, other, random) => {
    const header = Math.min(pack.length, pack.length < 8 ? 0 : pack.readUInt32LE(lengthAt));
    const isHeader = random(4) > 0;
    const [start, rest] = [pack.subarray(0, header), pack.subarray(header)];
    if (random(30) === 0) return withChecksum(Buffer.concat([start, other]));
    return withChecksum(
      Buffer.concat(isHeader ? [damaged(start, random), rest] : [start, damaged(rest, random)]),
    );
  },
  isClear: (error) =>
    error instanceof StripError || (error instanceof RangeError && /pack/.test(error.message)),
  feed(pack) {
    const length = headerBytes(pack);
    const header = readHeader(pack);
    // A picture that cannot be was never kept.
    requirePossible(header.manifest, maxPixels);
    let from = length;
    const blocks = header.blocks.map((bytes) => {
      from += bytes;
      return pack.subarray(from - bytes, from);
    });
    const { width, height } = decodePng(pngOf(header, blocks));
    const { manifest } = header;
    return width === manifest.width && height === manifest.height ? null : 'it has another size';
  },
};
