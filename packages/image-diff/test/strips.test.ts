import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { launchChromium } from '@twinlens/testing/browser';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import {
  compressAgain,
  contentBytes,
  cutPicture,
  decodePng,
  encodePng,
  encodeRows,
  groupIntoBlocks,
  identifyPicture,
  type Manifest,
  type Pixmap,
  packStrips,
  pixelHash,
  pixelHashOf,
  readerOf,
  readerOfStored,
  requirePossible,
  type StoredStrips,
  StripError,
  storedPicture,
  verifyStrips,
  withoutAreas,
} from '../src/index.ts';
import { withKernel } from '../src/kernel/kernel.ts';
import { decompressBlock } from '../src/strips/blocks.ts';

/** What pictures are called must never change: they would all be stored, and reviewed, again. */
const golden = 'b4affd5ea304ac966a735028f585539eb2cf88768bd2df79d030c438a6d1b28c';

const digestOf = (width: number, rows: number, rgba: Uint8Array) => {
  const head = Buffer.alloc(9);
  head.writeUInt32LE(width, 0);
  head.writeUInt32LE(rows, 4);
  head.writeUInt8(4, 8);
  return createHash('sha256').update(head).update(rgba).digest();
};

const block = (content: Uint8Array) => Buffer.concat([Buffer.from([0]), zstdCompressSync(content)]);

const key = Uint8Array.from({ length: 32 }, (_, at) => at);

/** Always the same numbers for a seed; not random enough for anything but pictures. */
function numbers(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

/** Rows of few kinds, as pages have them. */
function drawRows(width: number, rows: readonly number[], alpha = 255): Pixmap {
  const rgba = new Uint8Array(width * rows.length * 4);
  for (const [y, kind] of rows.entries()) {
    const next = numbers(kind + 1);
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const shade = next() & 0xff;
      rgba.set([shade, shade >> 1, kind & 0xff, y % 50 === 7 ? alpha : 255], at);
    }
  }
  return { width, height: rows.length, rgba };
}

/** Light that changes little from pixel to pixel, with a little noise. */
function drawPhotograph(width: number, height: number): Pixmap {
  const rgba = new Uint8Array(width * height * 4);
  const next = numbers(5);
  for (let at = 0; at < width * height; at++) {
    const light = 90 + 60 * Math.sin((at % width) / 40) + 40 * Math.cos(at / width / 30);
    const noise = () => light + (next() % 7);
    rgba.set([noise(), noise() * 0.9, noise() * 0.8, 255], at * 4);
  }
  return { width, height, rgba };
}

const randomRows = (count: number, seed: number, kinds = 1000): number[] => {
  const next = numbers(seed);
  return Array.from({ length: count }, () => next() % kinds);
};

const all = ({ strips }: Manifest) => strips.map((_, index) => index);

function store(picture: Pixmap): { stored: StoredStrips; blocks: Uint8Array[] } {
  const manifest = cutPicture(readerOf(picture));
  const { blocks, rows } = packStrips(readerOf(picture), manifest, all(manifest), key);
  const sizes = manifest.strips.map((strip) => contentBytes({ width: picture.width, ...strip }));
  const places: StoredStrips['places'] = [];
  const blockBytes: number[] = [];
  for (const [block, count] of groupIntoBlocks(sizes).entries()) {
    let start = 0;
    for (const size of sizes.splice(0, count)) {
      places.push({ block, start });
      start += size;
    }
    blockBytes.push(start);
  }
  return { stored: { manifest, places, blockBytes, rows, key }, blocks };
}

const pictures = fc
  .record({
    width: fc.integer({ min: 1, max: 300 }),
    height: fc.integer({ min: 1, max: 600 }),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    kinds: fc.constantFrom(1, 3, 1000),
    alpha: fc.constantFrom(255, 254, 0),
  })
  .map(({ width, height, seed, kinds, alpha }) =>
    drawRows(width, randomRows(height, seed, kinds), alpha),
  );

describe('a picture in strips', () => {
  it('has the same pixels when it is put together again', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const { stored, blocks } = store(picture);
        const opaque = stored.manifest.strips.every(({ channels }) => channels === 3);
        const reader = readerOfStored(stored, (block) => blocks[block] as Uint8Array);
        const png = encodeRows(reader, opaque);
        const { width, height, rgba } = decodePng(png);
        expect([width, height]).toEqual([picture.width, picture.height]);
        expect(Buffer.from(rgba).equals(Buffer.from(picture.rgba))).toBe(true);
        expect(PNG.sync.read(png).data.equals(Buffer.from(picture.rgba))).toBe(true);
        expect(verifyStrips(stored.manifest, all(stored.manifest), blocks, key)).toEqual(
          stored.rows,
        );
        const smaller = blocks.map((one, at) => compressAgain(one, stored.blockBytes[at] ?? 0));
        expect(verifyStrips(stored.manifest, all(stored.manifest), smaller, key)).toEqual(
          stored.rows,
        );
        expect(() => requirePossible(stored.manifest, 1_000_000)).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });

  it('gives the rows that are asked for, in any order, of old blocks as of new ones', () => {
    const picture = drawRows(600, randomRows(1500, 11, 40), 254);
    const { stored, blocks } = store(picture);
    const old = blocks.map((packed, at) =>
      block(decompressBlock(packed, stored.blockBytes[at] as number)),
    );
    const stride = picture.width * 4;
    const part = fc.tuple(fc.nat(1499), fc.integer({ min: 1, max: 300 }));
    fc.assert(
      fc.property(fc.boolean(), fc.array(part, { maxLength: 6 }), (isOld, parts) => {
        const { readRows } = storedPicture(stored, (at) => (isOld ? old : blocks)[at] as Buffer);
        for (const [from, count] of parts) {
          const to = Math.min(1500, from + count);
          const rows = withKernel((kernel) => {
            const into = kernel.reserve((to - from) * stride);
            readRows(kernel, from, to, into);
            return kernel.bytes(into, (to - from) * stride).slice();
          });
          expect(Buffer.compare(rows, picture.rgba.subarray(from * stride, to * stride))).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('takes less than its colours compressed where it is a photograph', () => {
    const picture = drawPhotograph(301, 401);
    const { blocks } = store(picture);
    const content = picture.rgba.filter((_, at) => at % 4 !== 3);
    const bytes = blocks.reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBeLessThan(zstdCompressSync(content).length * 0.8);
  });

  it('is read as it was stored before photographs lay in planes', () => {
    const { stored } = store(drawPhotograph(90, 30));
    const { rgba } = drawPhotograph(90, 30);
    const content = Uint8Array.from(rgba.filter((_, at) => at % 4 !== 3));
    const differences = content.map((byte, at) => byte - (at < 3 ? 0 : (content[at - 3] ?? 0)));
    const older = Buffer.concat([Buffer.from([3]), zstdCompressSync(differences)]);
    expect(verifyStrips(stored.manifest, all(stored.manifest), [older], key)).toEqual(stored.rows);
  });

  it('shares all strips but those around what was inserted', () => {
    for (const kinds of [4, 1000]) {
      const rows = randomRows(4000, 7, kinds);
      const before = cutPicture(readerOf(drawRows(200, rows)));
      const inserted = [...rows.slice(0, 1000), ...randomRows(37, 9), ...rows.slice(1000)];
      const after = cutPicture(readerOf(drawRows(200, inserted)));
      const names = (manifest: Manifest) =>
        manifest.strips.map(({ digest }) => Buffer.from(digest).toString('hex'));
      const known = new Set(names(before));
      const fresh = names(after).filter((name) => !known.has(name));
      expect(after.strips.length).toBeGreaterThan(40);
      expect(fresh.length).toBeLessThan(8);
    }
  });

  it('is named by its pixels, by the same name in every release', () => {
    const tall = drawRows(50, randomRows(700, 3), 254);
    expect(pixelHash(tall)).toBe(golden);
    expect(identifyPicture(encodePng(tall)).pixelHash).toBe(golden);
    const ignored = [{ x: 10, y: 90, width: 100, height: 400 }];
    const counting = identifyPicture(encodePng(tall), { ignored });
    expect(counting.pixelHash).toBe(pixelHash(withoutAreas(tall, ignored)));
    expect(counting.manifest && pixelHashOf(counting.manifest)).toBe(golden);
  });
});

describe('the PNG of a picture in strips', () => {
  it('is shown by Chromium with the same pixels', async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      // Half transparent pixels lose some of their colour in a canvas; those of these rows are opaque or clear.
      for (const alpha of [255, 0]) {
        const picture = drawRows(130, randomRows(500, 11, 5), alpha);
        for (let at = 0; at < picture.rgba.length; at += 4) {
          if (picture.rgba[at + 3] === 0) picture.rgba.fill(0, at, at + 4);
        }
        const { stored, blocks } = store(picture);
        const reader = readerOfStored(stored, (block) => blocks[block] as Uint8Array);
        const url = `data:image/png;base64,${encodeRows(reader, alpha === 255).toString('base64')}`;
        const shown = await page.evaluate(async (source) => {
          const image = new Image();
          image.src = source;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext('2d');
          context?.drawImage(image, 0, 0);
          return [...(context?.getImageData(0, 0, image.width, image.height).data ?? [])];
        }, url);
        expect(Buffer.from(shown).equals(Buffer.from(picture.rgba))).toBe(true);
      }
    } finally {
      await browser.close();
    }
  });
});

describe('strips that were sent', () => {
  const { stored, blocks } = store(drawRows(700, randomRows(900, 5)));
  const { manifest } = stored;
  const sent = all(manifest);

  it('are refused when a byte of them is another', () => {
    for (const at of [0, 10, 1000]) {
      const [first = new Uint8Array(), ...rest] = blocks;
      const damaged = Uint8Array.from(first);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => verifyStrips(manifest, sent, [damaged, ...rest], key)).toThrow(StripError);
    }
  });

  it('are refused when they are another strip, too many, too few or too long', () => {
    const strips = manifest.strips.map((strip, index) =>
      index === 1 ? { ...strip, digest: new Uint8Array(32) } : strip,
    );
    expect(() => verifyStrips({ ...manifest, strips }, sent, blocks, key)).toThrow(StripError);
    expect(() => verifyStrips(manifest, sent, blocks.slice(1), key)).toThrow(StripError);
    expect(() => verifyStrips(manifest, sent.slice(0, 3), blocks, key)).toThrow(StripError);
    const bomb = block(Buffer.alloc(200_000_000));
    const bombs = blocks.map(() => bomb);
    expect(() => verifyStrips(manifest, sent, bombs, key)).toThrow(StripError);
  });

  it('are refused as alpha that nobody sees', () => {
    const [strip] = manifest.strips;
    const rgba = drawRows(700, randomRows(900, 5)).rgba.subarray(0, 700 * 4 * (strip?.rows ?? 0));
    const digest = digestOf(700, strip?.rows ?? 0, rgba);
    const opaque = {
      ...manifest,
      strips: [{ rows: strip?.rows ?? 0, channels: 4 as const, digest }],
    };
    expect(() => verifyStrips(opaque, [0], [block(rgba)], key)).toThrow(StripError);
  });

  it('cannot make a picture of another height, an endless one, or one cut otherwise', () => {
    const refused = (changed: Partial<Manifest>) =>
      expect(() => requirePossible({ ...manifest, ...changed }, 10_000_000)).toThrow(StripError);
    refused({ height: 901 });
    refused({ strips: manifest.strips.slice(1) });
    refused({ width: 0 });
    refused({ width: 65_536 });
    refused({ width: 20_000 });
    refused({ strips: [] });
    const [first, ...rest] = manifest.strips;
    if (first === undefined) throw new Error('there are no strips');
    refused({ strips: [{ ...first, rows: 1 }, { ...first, rows: first.rows - 1 }, ...rest] });
  });
});
