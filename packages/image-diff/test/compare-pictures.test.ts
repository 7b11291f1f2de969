import { isWhole } from '@twinlens/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  comparePictures,
  contentBytes,
  cutPicture,
  groupIntoBlocks,
  KeptBits,
  maskOf,
  maskValueAt,
  maskValues,
  type Picture,
  type Pixmap,
  packStrips,
  pictureOf,
  pictureWithoutAreas,
  pixelHashOf,
  pixmapOf,
  type Region,
  readerOf,
  type StoredStrips,
  storedPicture,
  withoutAreas,
} from '../src/index.ts';

/** Few colours, so that equal rows and columns are common; some with alpha. */
const colours = [
  0xffffffff, 0xff000000, 0xfffefefe, 0xffc26600, 0xff1b72c8, 0x80ffffff, 0x00000000,
];

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
  colour: number;
}

const rectangle: fc.Arbitrary<Rectangle> = fc.record({
  x: fc.nat(70),
  y: fc.nat(260),
  width: fc.integer({ min: 1, max: 40 }),
  height: fc.integer({ min: 1, max: 60 }),
  colour: fc.constantFrom(...colours),
});

function paint(width: number, height: number, rectangles: Rectangle[]): Pixmap {
  const pixels = new Uint32Array(width * height).fill(colours[0] as number);
  for (const { x, y, colour, ...size } of rectangles) {
    for (let row = y; row < Math.min(height, y + size.height); row++) {
      const from = row * width;
      pixels.fill(colour, from + Math.min(width, x), from + Math.min(width, x + size.width));
    }
  }
  return { width, height, rgba: new Uint8Array(pixels.buffer) };
}

/** Two pictures, the second of which is the first with rows cut out, put in and painted over. */
const pair = fc
  .record({
    width: fc.integer({ min: 1, max: 80 }),
    height: fc.integer({ min: 1, max: 300 }),
    shared: fc.array(rectangle, { maxLength: 12 }),
    own: fc.array(rectangle, { maxLength: 3 }),
    grown: fc.integer({ min: -20, max: 20 }),
    wider: fc.constantFrom(0, 0, 0, 5),
    moved: fc.constantFrom(0, 0, 0, 1, 7, 24),
  })
  .map(({ width, height, shared, own, grown, wider, moved }) => ({
    before: paint(width, height, shared),
    after: paint(width + wider, Math.max(1, height + grown), [
      ...shared.map((one) => (one.y > 40 ? { ...one, y: one.y + moved } : one)),
      ...own,
    ]),
  }));

const samePixels = (before: Pixmap, after: Pixmap) =>
  before.width === after.width &&
  before.height === after.height &&
  Buffer.from(before.rgba).equals(after.rgba);

const contains = (region: Region, x: number, y: number) =>
  x >= region.x && x < region.x + region.width && y >= region.y && y < region.y + region.height;

/** The same picture as it lies in the store. */
function stored(pixmap: Pixmap): { picture: Picture; pixelHash: string; key: Uint8Array } {
  const key = new Uint8Array(32).fill(5);
  const manifest = cutPicture(readerOf(pixmap));
  const { width, strips } = manifest;
  const all = strips.map((_, index) => index);
  const { blocks, rows } = packStrips(readerOf(pixmap), manifest, all, key);
  const sizes = strips.map((strip) => contentBytes({ width, ...strip }));
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
  const form = { manifest, places, blockBytes, rows, key };
  return {
    picture: storedPicture(form, (block) => blocks[block] as Uint8Array),
    pixelHash: pixelHashOf(manifest),
    key,
  };
}

/** Pairs of pictures. */
const runs = { numRuns: isWhole ? 10_000 : 500 };

test('pictures are identical where every pixel is, and nowhere else', () => {
  fc.assert(
    fc.property(pair, ({ before, after }) => {
      const { class: found, operations } = comparePictures({
        before: pictureOf(before),
        after: pictureOf(after),
      });
      expect(found === 'identical').toBe(samePixels(before, after));
      expect(operations.length === 0).toBe(samePixels(before, after));
    }),
    runs,
  );
}, 180_000);

test('strips, of which only some are opened, say what whole pictures say', () => {
  fc.assert(
    fc.property(pair, ({ before, after }) => {
      const one = stored(before);
      const two = stored(after);
      expect(one.pixelHash === two.pixelHash).toBe(samePixels(before, after));
      expect(comparePictures({ before: one.picture, after: two.picture })).toEqual(
        comparePictures({ before: pictureOf(before), after: pictureOf(after) }),
      );
    }),
    runs,
  );
}, 180_000);

test('areas that do not count are left out of stored pictures as of decoded ones', () => {
  const areas = fc.array(
    fc.record({
      x: fc.integer({ min: -10, max: 90 }),
      y: fc.integer({ min: -10, max: 300 }),
      width: fc.nat(60),
      height: fc.nat(120),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(pair, areas, ({ before, after }, ignored) => {
      const without = (pixmap: Pixmap) => {
        const { picture, key } = stored(pixmap);
        return pictureWithoutAreas(picture, ignored, key);
      };
      expect(comparePictures({ before: without(before), after: without(after) })).toEqual(
        comparePictures({
          before: pictureOf(withoutAreas(before, ignored)),
          after: pictureOf(withoutAreas(after, ignored)),
        }),
      );
      expect(pixmapOf(without(after))).toEqual(withoutAreas(after, ignored));
    }),
    { numRuns: isWhole ? 2_000 : 500 },
  );
}, 180_000);

test('in place, every pixel that differs is painted or called noise, and no other', () => {
  fc.assert(
    fc.property(pair, ({ before, after }) => {
      const sides = { before: pictureOf(before), after: pictureOf(after), bits: new KeptBits() };
      const comparison = comparePictures(sides);
      const isInPlace = comparison.operations.every(
        (one) =>
          one.kind === 'changed' && one.before.x === one.after.x && one.before.y === one.after.y,
      );
      fc.pre(isInPlace && before.height === after.height && before.width === after.width);
      const mask = maskOf(sides, comparison);
      expect(mask).toEqual(maskOf({ before: sides.before, after: sides.after }, comparison));
      const { width, height } = after;
      const one = new Uint32Array(before.rgba.buffer);
      const two = new Uint32Array(after.rgba.buffer);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const value =
            mask !== null && contains(mask, x, y) ? maskValueAt(mask, x, y) : maskValues.nothing;
          const at = y * width + x;
          const isNoise = comparison.operations.some(
            (operation) =>
              operation.kind === 'changed' &&
              ['imperceptible', 'anti-alias'].includes(operation.class) &&
              contains(operation.after, x, y),
          );
          const isPainted = value !== maskValues.nothing;
          if (isPainted) expect([x, y, one[at]]).not.toEqual([x, y, two[at]]);
          else if (!isNoise) expect([x, y, one[at]]).toEqual([x, y, two[at]]);
        }
      }
    }),
    { numRuns: 300 },
  );
}, 180_000);
