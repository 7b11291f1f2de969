/** What workers send: pictures in strips, one after the other. */
import { zstdCompressSync } from 'node:zlib';
import {
  packCutPicture,
  packImages,
  TwinlensError,
  unpackCutPicture,
  unpackImages,
} from '@twinlens/contract';
import {
  contentBytes,
  decodePng,
  digestOfStrip,
  groupIntoBlocks,
  identifyPicture,
  type Manifest,
  pixelHashOf,
  requirePossible,
  StripError,
  verifyStrips,
} from '@twinlens/image-diff';
import { readHeader, writeHeader } from '@twinlens/visual-tests';
import { damaged } from '../damage.ts';
import type { Random } from '../random.ts';
import { key, pngOf, smallInStrips } from '../strips.ts';
import type { Target } from '../target.ts';

const maxPixels = 250_000;

const numbers = [-1, 0, 1, 2, 3, 4, 31, 32, 33, 127, 128, 129, 255, 65_535, 65_536, 2 ** 31, 1e9];

type Picture = ReturnType<typeof unpackCutPicture>['picture'];

const hex = (digest: Uint8Array) => Buffer.from(digest).toString('hex');
const manifestOf = ({ width, height, strips }: Picture): Manifest => ({
  width,
  height,
  strips: strips.map(({ rows, channels, digest }) => ({
    rows,
    channels,
    digest: Uint8Array.from(Buffer.from(digest, 'hex')),
  })),
});

function bytesOf(picture: Picture, blocks: readonly Uint8Array[]): Buffer {
  const { blocks: _, ...head } = picture;
  const hash = pixelHashOf(manifestOf(picture));
  return Buffer.from(packImages([{ hash, bytes: packCutPicture(head, blocks) }]));
}

/** Something else in one place of what is said of a picture. */
function told(picture: Picture, random: Random): Picture {
  const copy = structuredClone(picture);
  const number = numbers[random(numbers.length)] as number;
  const at = random(copy.strips.length);
  const strip = copy.strips[at];
  if (strip === undefined) return copy;
  switch (random(8)) {
    case 0:
      return { ...copy, width: number };
    case 1:
      return { ...copy, height: number };
    case 2:
      strip.rows = number;
      return copy;
    case 3:
      strip.channels = strip.channels === 3 ? 4 : 3;
      return copy;
    case 4:
      strip.sent = !strip.sent;
      return copy;
    case 5:
      copy.strips.splice(at, 1);
      return copy;
    case 6:
      copy.strips.splice(at, 0, { ...strip, sent: random(2) === 0 });
      return { ...copy, height: copy.height + strip.rows };
    default:
      return { ...copy, ignored: [{ x: number, y: 0, width: number, height: number }] };
  }
}

/** Other pixels, and digests that are theirs: what a worker may bring, whatever it is. */
function withPixels(picture: Picture, random: Random): Buffer {
  const { width } = picture;
  const shapes = picture.strips.map(({ rows, channels }) => ({ width, rows, channels }));
  const shade = random(256);
  const contents = shapes.map((shape) => damagedTo(contentBytes(shape), shade, random));
  const strips = picture.strips.map((strip, index) => ({
    ...strip,
    sent: true,
    digest: hex(digestOfStrip(shapes[index] as (typeof shapes)[number], contents[index] as Buffer)),
  }));
  let next = 0;
  const blocks = groupIntoBlocks(contents.map(({ length }) => length)).map((count) => {
    const content = Buffer.concat(contents.slice(next, next + count));
    next += count;
    return Buffer.concat([
      Buffer.from([random(3) === 0 ? random(256) : 0]),
      zstdCompressSync(content),
    ]);
  });
  return bytesOf({ ...picture, strips }, blocks);
}

function damagedTo(length: number, shade: number, random: Random): Buffer {
  const content = Buffer.alloc(length, shade);
  const other = damaged(content, random);
  return other.length === length ? other : content;
}

function mutated(input: Buffer, other: Buffer, random: Random): Buffer {
  const way = random(8);
  if (way === 0) return damaged(input, random);
  if (way === 1) return Buffer.concat([input, other]);
  try {
    const [first] = unpackImages(input);
    if (first === undefined) return damaged(input, random);
    const { picture, blocks } = unpackCutPicture(first.bytes);
    if (way < 5) return bytesOf(told(picture, random), blocks);
    if (way === 5 && picture.width * picture.height < maxPixels) return withPixels(picture, random);
    const at = random(Math.max(1, blocks.length));
    const changed = blocks.map((block, index) =>
      index === at ? damaged(Buffer.from(block), random) : block,
    );
    return bytesOf(picture, changed);
  } catch {
    return damaged(input, random);
  }
}

/** What the server does with one, short of what its account has from before. */
function take(hash: string, bytes: Uint8Array): string | null {
  const { picture, blocks } = unpackCutPicture(bytes);
  const manifest = manifestOf(picture);
  requirePossible(manifest, maxPixels);
  const own: number[] = [];
  const places = new Map<string, number>();
  const elsewhere = picture.strips.map((strip, index) => {
    const { digest, rows, channels, sent } = strip;
    if (sent) {
      if (!places.has(digest)) places.set(digest, own.length);
      own.push(index);
      return null;
    }
    const place = places.get(digest);
    const first = picture.strips[own[place ?? -1] ?? -1];
    if (place === undefined || first?.rows !== rows || first.channels !== channels) {
      throw new StripError('a strip is not there');
    }
    return { source: null, place };
  });
  const rows = verifyStrips(manifest, own, blocks, key);
  if (pixelHashOf(manifest) !== hash) throw new StripError('it has another name');
  const lengths = blocks.map(({ length }) => length);
  const header = readHeader(writeHeader({ manifest, elsewhere, blocks: lengths, rows }));
  if (pixelHashOf(header.manifest) !== hash) return 'its pack has another name';
  const png = pngOf(header, blocks);
  const { width, height } = decodePng(png);
  if (width !== manifest.width || height !== manifest.height) return 'it has another size';
  const cut = identifyPicture(png).manifest;
  // Whoever cuts as it is cut gives it the name it has.
  const isCutAlike =
    cut?.strips.map((strip) => strip.rows).join() === manifest.strips.map((s) => s.rows).join();
  if (isCutAlike && identifyPicture(png).pixelHash !== hash) return 'its pixels have another name';
  return null;
}

export const sentPictures: Target = {
  seeds: () =>
    smallInStrips().map(({ manifest, blocks }) => {
      const strips = manifest.strips.map(({ rows, channels, digest }) => ({
        ...{ rows, channels, digest: hex(digest), sent: true },
      }));
      return bytesOf({ ...manifest, strips, blocks: [] }, blocks);
    }),
  mutated,
  isClear: (error) =>
    error instanceof StripError || (error instanceof TwinlensError && error.code !== 'internal'),
  feed(input) {
    for (const { hash, bytes } of unpackImages(input)) {
      const wrong = take(hash, bytes);
      if (wrong !== null) return wrong;
    }
    return null;
  },
};
