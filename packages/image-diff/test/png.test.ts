import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { decodePng, PngError, pictureOf, pictureOfPng, pixelHash } from '../src/index.ts';
import { withKernel } from '../src/kernel/kernel.ts';
import { assemble } from './write-png.ts';

const filterKinds = [-1, 0, 1, 2, 3, 4] as const;

const picture = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) })
  .chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      rgba: fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }),
      colorType: fc.constantFrom(2 as const, 6 as const),
      filterType: fc.constantFrom(...filterKinds),
    }),
  );

function encode(given: {
  width: number;
  height: number;
  rgba: Uint8Array;
  colorType: 2 | 6;
  filterType: number;
}): Buffer {
  const png = new PNG({ width: given.width, height: given.height });
  png.data = Buffer.from(given.rgba);
  return PNG.sync.write(png, { colorType: given.colorType, filterType: given.filterType as 0 });
}

describe('decodePng', () => {
  it('answers the pixels another decoder answers', () => {
    fc.assert(
      fc.property(picture, (given) => {
        const bytes = encode(given);
        const expected = PNG.sync.read(bytes);
        const decoded = decodePng(bytes);
        expect([decoded.width, decoded.height]).toEqual([given.width, given.height]);
        expect(Buffer.compare(Buffer.from(decoded.rgba), expected.data)).toBe(0);
      }),
    );
  });

  it('does so of plain areas, which are most of a page', () => {
    const shade = fc.nat(255);
    const plain = fc.record({
      width: fc.integer({ min: 30, max: 150 }),
      height: fc.constant(12),
      colours: fc.array(fc.tuple(shade, shade, shade), { minLength: 3, maxLength: 3 }),
      // Where on a row, and from which row on, it gets another colour.
      turns: fc.array(fc.tuple(fc.nat(149), fc.nat(11), fc.nat(2)), { maxLength: 8 }),
      colorType: fc.constantFrom(2 as const, 6 as const),
      filterType: fc.constantFrom(...filterKinds),
    });
    fc.assert(
      fc.property(plain, ({ width, height, colours, turns, ...kind }) => {
        const rgba = new Uint8Array(width * height * 4);
        for (let at = 0; at < width * height; at++) {
          const [x, y] = [at % width, Math.floor(at / width)];
          const turn = turns.findLast(([left, top]) => x >= left && y >= top);
          rgba.set([...(colours[turn?.[2] ?? 0] as number[]), 255], at * 4);
        }
        const decoded = decodePng(encode({ width, height, rgba, ...kind }));
        expect(Buffer.compare(Buffer.from(decoded.rgba), rgba)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('answers the rows that are asked for, in any order', () => {
    const part = fc
      .tuple(fc.nat(39), fc.nat(39))
      .map(([one, two]) => [one, two].sort((a, b) => a - b));
    fc.assert(
      fc.property(picture, fc.array(part, { minLength: 1, maxLength: 4 }), (given, parts) => {
        const bytes = encode(given);
        const { width, height, rgba } = decodePng(bytes);
        const read = pictureOfPng(bytes);
        expect(read.rows).toEqual(pictureOf({ width, height, rgba }).rows);
        for (const [first = 0, last = 0] of parts) {
          const [from, to] = [Math.min(first, height - 1), Math.min(last + 1, height)];
          const rows = withKernel((kernel) => {
            const into = kernel.reserve((to - from) * width * 4);
            read.readRows(kernel, from, to, into);
            return kernel.bytes(into, (to - from) * width * 4).slice();
          });
          expect(rows).toEqual(rgba.slice(from * width * 4, to * width * 4));
        }
      }),
    );
  });

  it('refuses a picture of more pixels than allowed before decompressing it', () => {
    const bomb = assemble([8, 6, 0, 0, 0], 60_000, 60_000, deflateSync(Buffer.alloc(1000)));
    expect(() => decodePng(bomb)).toThrow('60000 x 60000 pixels');
  });

  it('refuses data that decompresses to more, or less, than the header says', () => {
    const more = assemble([8, 6, 0, 0, 0], 2, 2, deflateSync(Buffer.alloc(5_000_000)));
    const less = assemble([8, 6, 0, 0, 0], 2, 2, deflateSync(Buffer.alloc(5)));
    expect(() => decodePng(more)).toThrow(PngError);
    expect(() => decodePng(less)).toThrow('pixels are missing');
  });

  it('answers damaged files with a PngError, whatever the damage', () => {
    const whole = encode({
      width: 9,
      height: 7,
      rgba: new Uint8Array(9 * 7 * 4).map((_, index) => index * 31),
      colorType: 6,
      filterType: 4,
    });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        expect(() => decodePng(damaged)).toThrow(PngError);
        expect(() => decodePng(whole.subarray(0, at))).toThrow(PngError);
      }),
    );
  });
});

describe('pixelHash', () => {
  it('is SHA-256 over the size in little endian, and rows and SHA-256 of each strip', () => {
    const rgba = Uint8Array.from({ length: 24 }, (_, index) => index);
    const strip = Buffer.from([2, 0, 0, 0, 3, 0, 0, 0, 4, ...rgba]);
    const digest = createHash('sha256').update(strip).digest();
    const bytes = Buffer.from([2, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0, ...digest]);
    const expected = createHash('sha256').update(bytes).digest('hex');
    expect(pixelHash({ width: 2, height: 3, rgba })).toBe(expected);
    expect(pixelHash({ width: 3, height: 2, rgba })).not.toBe(expected);
  });

  it('does not depend on the way the file was compressed', () => {
    fc.assert(
      fc.property(picture, fc.constantFrom(...filterKinds), (given, other) => {
        const one = pixelHash(decodePng(encode(given)));
        expect(pixelHash(decodePng(encode({ ...given, filterType: other })))).toBe(one);
      }),
    );
  });
});
