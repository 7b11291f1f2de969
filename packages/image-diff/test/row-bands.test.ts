/** Rows of two pictures beside each other: of any two, and of the labelled ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparePictures,
  decodePng,
  maskOf,
  type Pixmap,
  pictureOf,
  type RowBand,
  type Rows,
  rowBands,
  tilesOf,
} from '../src/index.ts';

const corpus = join(import.meta.dirname, '../corpus');

function look(before: Pixmap, after: Pixmap) {
  const pictures = { before: pictureOf(before), after: pictureOf(after) };
  const comparison = comparePictures(pictures);
  return { pictures, comparison, bands: rowBands(pictures, comparison) };
}

const rowsOf = (bands: RowBand[], side: 'before' | 'after'): Rows[] =>
  bands.flatMap((band) => (side in band ? [(band as Record<typeof side, Rows>)[side]] : []));

/** Every row of the side once, in order. */
function expectWhole(bands: RowBand[], side: 'before' | 'after', height: number): void {
  let y = 0;
  for (const rows of rowsOf(bands, side)) {
    expect(rows.y).toBe(y);
    expect(rows.height).toBeGreaterThan(0);
    y += rows.height;
  }
  expect(y).toBe(height);
}

const bytesOf = ({ width, rgba }: Pixmap, { y, height }: Rows) =>
  Buffer.from(rgba.subarray(y * width * 4, (y + height) * width * 4));

function expectTrue(before: Pixmap, after: Pixmap, bands: RowBand[]): void {
  expectWhole(bands, 'before', before.height);
  expectWhole(bands, 'after', after.height);
  for (const band of bands) {
    if (band.kind === 'same') {
      expect(bytesOf(before, band.before).equals(bytesOf(after, band.after))).toBe(true);
    }
    if (band.kind === 'noise') expect(band.before.height).toBe(band.after.height);
  }
}

/** Rows by their colours, so that many are equal, as on pages. */
const picture = (width: number) =>
  fc
    .array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 12 })
    .map((stripes): Pixmap => {
      const rows = stripes.flatMap(([shade, height]) => Array<number>(height).fill(shade));
      const rgba = new Uint8Array(width * rows.length * 4).fill(255);
      for (const [y, shade] of rows.entries()) {
        for (let x = shade; x < width; x += 3)
          rgba.fill(shade * 40, (y * width + x) * 4, (y * width + x) * 4 + 3);
      }
      return { width, height: rows.length, rgba };
    });

test('every row of any two pictures is in one band, and equal rows are equal', () => {
  fc.assert(
    fc.property(picture(24), picture(24), (before, after) => {
      expectTrue(before, after, look(before, after).bands);
    }),
    { numRuns: 300 },
  );
});

test('pictures of different widths have every row beside another', () => {
  fc.assert(
    fc.property(picture(24), picture(31), (before, after) => {
      const { bands } = look(before, after);
      expectTrue(before, after, bands);
      expect(bands.some(({ kind }) => kind === 'same')).toBe(false);
    }),
    { numRuns: 50 },
  );
});

const pairs = readdirSync(corpus, { withFileTypes: true })
  .filter((folder) => folder.isDirectory() && folder.name !== 'render')
  .flatMap(({ name }) => readdirSync(join(corpus, name)).map((pair) => `${name}/${pair}`));

describe.each(pairs)('%s', (name) => {
  const read = (side: string) => decodePng(readFileSync(join(corpus, name, `${side}.png`)));

  test('every row is in one band', () => {
    const [before, after] = [read('before'), read('after')];
    const { bands, comparison } = look(before, after);
    expectTrue(before, after, bands);
    if (comparison.class === 'identical') {
      expect(bands.map(({ kind }) => kind)).toEqual(['same']);
    }
  });

  test('what is marked is painted, in small parts', () => {
    const { pictures, comparison } = look(read('before'), read('after'));
    const mask = maskOf(pictures, comparison);
    const tiles = mask ? tilesOf(mask) : [];
    const painted = tiles
      .map(({ rgba }) => rgba.filter((byte, at) => at % 4 === 3 && byte > 0).length)
      .reduce((sum, count) => sum + count, 0);
    // Two bits of a byte for each pixel.
    const marked = [...(mask?.values ?? [])]
      .flatMap((four) => [four & 3, four & 12, four & 48, four & 192])
      .filter((value) => value !== 0).length;
    expect(painted).toBe(marked);
    for (const tile of tiles) expect(Math.max(tile.width, tile.height)).toBeLessThanOrEqual(1024);
  });
});

/** A page of cards, each of which looks different. */
function page(cards: number[]): Pixmap {
  const width = 40;
  const height = cards.length * 60;
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (const [at, card] of cards.entries()) {
    for (let y = at * 60 + 10; y < at * 60 + 50; y++) {
      for (let x = 4; x < 36; x++) {
        const on = ((x * 7 + y * 3 - at * 180) % (card + 5)) * 20;
        rgba.fill(Math.min(255, on), (y * width + x) * 4, (y * width + x) * 4 + 3);
      }
    }
  }
  return { width, height, rgba };
}

/** Pages of which sections were put in, left out, changed and moved. */
const edited = fc
  .record({
    cards: fc.uniqueArray(fc.nat(30), { minLength: 2, maxLength: 9 }),
    edits: fc.array(fc.tuple(fc.constantFrom('put', 'drop', 'move'), fc.nat(8), fc.nat(8)), {
      maxLength: 4,
    }),
  })
  .map(({ cards, edits }) => {
    const after = [...cards];
    for (const [edit, from, to] of edits) {
      const [card] = edit === 'put' ? [40 + from] : after.splice(from % (after.length || 1), 1);
      if (edit !== 'drop' && card !== undefined) after.splice(to % (after.length + 1), 0, card);
    }
    return { before: page(cards), after: page(after.length === 0 ? [50] : after) };
  });

test('what was moved, put in and left out of a page leaves the rest beside its own', () => {
  fc.assert(
    fc.property(edited, ({ before, after }) => {
      expectTrue(before, after, look(before, after).bands);
    }),
    { numRuns: 300 },
  );
});

test('an inserted, a removed and a moved band are said to be such', () => {
  const kinds = (before: number[], after: number[]) =>
    look(page(before), page(after)).bands.map(({ kind }) => kind);
  expect(kinds([1, 2, 3], [1, 2, 9, 3])).toEqual(['same', 'inserted', 'same']);
  expect(kinds([1, 2, 9, 3], [1, 2, 3])).toEqual(['same', 'removed', 'same']);
  const moved = look(page([1, 2, 3, 4, 5]), page([1, 3, 4, 5, 2])).bands;
  expect(moved.map(({ kind }) => kind)).toEqual(['same', 'moved', 'same', 'moved', 'same']);
});
