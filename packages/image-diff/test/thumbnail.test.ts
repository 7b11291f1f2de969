import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Pixmap, readerOf, thumbnailOf } from '../src/index.ts';

const pixmap: fc.Arbitrary<Pixmap> = fc
  .record({ width: fc.integer({ min: 1, max: 90 }), height: fc.integer({ min: 1, max: 200 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((rgba) => ({ width, height, rgba })),
  );

/** The mean of what a pixel of the small picture stands for, by the definition. */
function meanOf({ width, height, rgba }: Pixmap, small: Pixmap, x: number, y: number): number[] {
  const sums = [0, 0, 0, 0];
  const overlap = (at: number, from: number, to: number) =>
    Math.max(0, Math.min(at + 1, to) - Math.max(at, from));
  const [wide, high] = [width / small.width, height / small.height];
  for (let row = 0; row < height; row++) {
    const share = overlap(row, y * high, (y + 1) * high) / high;
    for (let column = 0; share > 0 && column < width; column++) {
      const part = (share * overlap(column, x * wide, (x + 1) * wide)) / wide;
      const at = (row * width + column) * 4;
      const alpha = (rgba[at + 3] ?? 0) * part;
      sums[3] = (sums[3] ?? 0) + alpha;
      for (let c = 0; c < 3; c++) sums[c] = (sums[c] ?? 0) + (rgba[at + c] ?? 0) * alpha;
    }
  }
  const alpha = sums[3] ?? 0;
  return [...sums.slice(0, 3).map((sum) => (alpha === 0 ? 0 : sum / alpha)), alpha];
}

test('every pixel is the mean of what it stands for', () => {
  fc.assert(
    fc.property(
      pixmap,
      fc.integer({ min: 1, max: 40 }),
      fc.nat(),
      fc.nat(),
      (whole, width, x, y) => {
        const small = thumbnailOf(readerOf(whole), { width, shape: 1000 });
        expect(small.width).toBe(Math.min(width, whole.width));
        const [column, row] = [x % small.width, y % small.height];
        const at = (row * small.width + column) * 4;
        meanOf(whole, small, column, row).forEach((mean, channel) => {
          expect(Math.abs((small.rgba[at + channel] ?? -9) - mean)).toBeLessThanOrEqual(0.5001);
        });
      },
    ),
    { numRuns: 300 },
  );
});

test('a picture that is small enough is the same', () => {
  fc.assert(
    fc.property(pixmap, ({ width, height, rgba }) => {
      const opaque = rgba.map((value, at) => (at % 4 === 3 ? 255 : value));
      const whole = { width, height, rgba: opaque };
      const small = thumbnailOf(readerOf(whole), { width: 90, shape: 200 });
      expect({ ...small, rgba: [...small.rgba] }).toEqual({ ...whole, rgba: [...opaque] });
    }),
    { numRuns: 50 },
  );
});

test('of a tall picture only the top is read', () => {
  const rows: number[] = [];
  const small = thumbnailOf(
    {
      width: 100,
      height: 30_000,
      read(kernel, count, into) {
        rows.push(count);
        kernel.bytes(into, 100 * count * 4).fill(255);
      },
    },
    { width: 50, shape: 2 },
  );
  expect([small.width, small.height]).toEqual([50, 100]);
  expect(rows.reduce((sum, count) => sum + count)).toBe(200);
});
