import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffPixels, type PixelGrid } from '../src/diff.ts';

/** Few colours and small sizes, so that equal pixels and equal pictures are common. */
const grid: fc.Arbitrary<PixelGrid> = fc
  .record({ width: fc.integer({ min: 1, max: 70 }), height: fc.integer({ min: 1, max: 70 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.record({ at: fc.nat(width * height - 1), shade: fc.constantFrom(1, 2) }), {
        maxLength: 12,
      })
      .map((dots) => {
        const data = new Uint8Array(width * height * 4);
        for (const { at, shade } of dots) data[at * 4 + (at % 4)] = shade;
        return { width, height, data };
      }),
  );

function pixel(picture: PixelGrid, x: number, y: number): string | null {
  if (x >= picture.width || y >= picture.height) return null;
  const from = (y * picture.width + x) * 4;
  return picture.data.subarray(from, from + 4).join();
}

test('the order of the pictures makes no difference', () => {
  fc.assert(
    fc.property(grid, grid, (before, after) => {
      expect(diffPixels({ before, after })).toEqual(diffPixels({ before: after, after: before }));
    }),
  );
});

test('a picture does not differ from itself, even when its bytes lie elsewhere', () => {
  fc.assert(
    fc.property(grid, (before) => {
      const shifted = new Uint8Array(before.data.length + 1).subarray(1);
      shifted.set(before.data);
      const diff = diffPixels({ before, after: { ...before, data: shifted } });
      expect(diff).toMatchObject({ changedPixels: 0, regions: [] });
    }),
  );
});

test('the mask marks the pixels that differ and no others', () => {
  fc.assert(
    fc.property(grid, grid, (before, after) => {
      const { width, height, mask, changedPixels } = diffPixels({ before, after });
      let expected = 0;
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const differs = pixel(before, x, y) !== pixel(after, x, y);
          if (differs) expected += 1;
          expect(mask[y * width + x]).toBe(differs ? 1 : 0);
        }
      }
      expect(changedPixels).toBe(expected);
    }),
  );
});

test('every changed pixel is in exactly one region, and no region could be smaller', () => {
  fc.assert(
    fc.property(grid, grid, (before, after) => {
      const { width, height, mask, regions } = diffPixels({ before, after });
      const covered = new Uint8Array(width * height);
      for (const region of regions) {
        const rows = new Set<number>();
        const columns = new Set<number>();
        for (let y = region.y; y < region.y + region.height; y++) {
          for (let x = region.x; x < region.x + region.width; x++) {
            expect(covered[y * width + x]).toBe(0);
            covered[y * width + x] = 1;
            if (mask[y * width + x] === 1) {
              rows.add(y);
              columns.add(x);
            }
          }
        }
        expect(rows).toContain(region.y);
        expect(rows).toContain(region.y + region.height - 1);
        expect(columns).toContain(region.x);
        expect(columns).toContain(region.x + region.width - 1);
      }
      for (const [at, changed] of mask.entries()) if (changed === 1) expect(covered[at]).toBe(1);
    }),
  );
});

test('changes all over a large picture still come as few regions', () => {
  const width = 1600;
  const height = 1600;
  const before = { width, height, data: new Uint8Array(width * height * 4) };
  const after = { width, height, data: before.data.slice() };
  for (let y = 0; y < height; y += 40) {
    for (let x = 0; x < width; x += 40) after.data[(y * width + x) * 4] = 255;
  }
  const { changedPixels, regions } = diffPixels({ before, after });
  expect(changedPixels).toBe(1600);
  expect(regions.length).toBeGreaterThan(0);
  expect(regions.length).toBeLessThanOrEqual(200);
});
