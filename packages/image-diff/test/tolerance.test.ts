import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWithin, type Pixmap, type Tolerance } from '../src/index.ts';

type Colour = readonly [red: number, green: number, blue: number, alpha?: number];

const white = [255, 255, 255] as const;

/** A picture of rows of colours. */
function picture(rows: readonly (readonly Colour[])[]): Pixmap {
  const rgba = Uint8Array.from(rows.flat().flatMap(([r, g, b, a = 255]) => [r, g, b, a]));
  return { width: rows[0]?.length ?? 0, height: rows.length, rgba };
}

/** Of one colour, but for some pixels. */
function plain(
  width: number,
  height: number,
  colour: Colour,
  ...other: [number, number, Colour][]
) {
  const rows = Array.from({ length: height }, () => Array<Colour>(width).fill(colour));
  for (const [x, y, own] of other) (rows[y] as Colour[])[x] = own;
  return picture(rows);
}

// The same in the plainest form there is: whole pictures, numbers in nested arrays.

type Grid = number[][];

const clamp = (at: number, length: number) => Math.max(0, Math.min(length - 1, at));

function channels({ width, height, rgba }: Pixmap): Grid[] {
  return [0, 1, 2].map((channel) =>
    Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_, x) => {
        const at = (y * width + x) * 4;
        const alpha = (rgba[at + 3] as number) / 255;
        return (rgba[at + channel] as number) * alpha + 255 * (1 - alpha);
      }),
    ),
  );
}

/** Every pixel as the weighted mean of those around it. */
function filter(grid: Grid, weights: number[]): Grid {
  const reach = (weights.length - 1) / 2;
  const sum = weights.reduce((total, weight) => total + weight) ** 2;
  return grid.map((row, y) =>
    row.map((_, x) => {
      let total = 0;
      for (const [i, down] of weights.entries()) {
        for (const [j, across] of weights.entries()) {
          const from = grid[clamp(y + i - reach, grid.length)] as number[];
          total += down * across * (from[clamp(x + j - reach, row.length)] as number);
        }
      }
      return total / sum;
    }),
  );
}

const combine = (one: Grid, other: Grid, how: (a: number, b: number) => number): Grid =>
  one.map((row, y) => row.map((value, x) => how(value, other[y]?.[x] as number)));

function naiveDistances(before: Pixmap, after: Pixmap, tolerance: Tolerance): number[] {
  const read = (one: Pixmap) =>
    channels(one).map((grid) => (tolerance.applyBlur ? filter(grid, [1, 4, 6, 4, 1]) : grid));
  const weigh = (grids: Grid[], [r, g, b]: readonly [number, number, number]): Grid =>
    (grids[0] as Grid).map((row, y) =>
      row.map(
        (red, x) =>
          red * r + (grids[1]?.[y]?.[x] as number) * g + (grids[2]?.[y]?.[x] as number) * b,
      ),
    );
  const one = read(before);
  const other = read(after);
  if (tolerance.diffAlgorithm !== 'ssim') {
    const part = (weights: readonly [number, number, number]) =>
      combine(weigh(one, weights), weigh(other, weights), (a, b) => (a - b) ** 2).flat();
    const y = part([0.29889531, 0.58662247, 0.11448223]);
    const i = part([0.59597799, -0.2741761, -0.32180189]);
    const q = part([0.21147017, -0.52261711, 0.31114694]);
    return y.map(
      (value, at) =>
        (0.5053 * value + 0.299 * (i[at] as number) + 0.1957 * (q[at] as number)) / 35215,
    );
  }
  const window = Array.from({ length: 11 }, (_, at) => Math.exp(-((at - 5) ** 2) / 4.5));
  const luma = [0.299, 0.587, 0.114] as const;
  const b = weigh(one, luma);
  const a = weigh(other, luma);
  const times = (left: Grid, right: Grid) => combine(left, right, (x, y) => x * y);
  const [meanB, meanA, bb, aa, ba] = [b, a, times(b, b), times(a, a), times(b, a)].map((grid) =>
    filter(grid, window).flat(),
  ) as [number[], number[], number[], number[], number[]];
  return meanB.map((mb, at) => {
    const ma = meanA[at] as number;
    const both = 2 * ((ba[at] as number) - mb * ma) + 58.5225;
    const own = (bb[at] as number) - mb * mb + (aa[at] as number) - ma * ma + 58.5225;
    const similarity = ((2 * mb * ma + 6.5025) * both) / ((mb * mb + ma * ma + 6.5025) * own);
    return (1 - similarity) / 2;
  });
}

const colour = fc.tuple(
  ...[0, 1, 2].map(() => fc.constantFrom(0, 90, 200, 205, 255)),
  fc.constantFrom(255, 255, 128, 0),
) as unknown as fc.Arbitrary<Colour>;

const pairOfPictures = fc
  .record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 24 }) })
  .chain(({ width, height }) => {
    const row = fc.array(colour, { minLength: width, maxLength: width });
    const change = fc.tuple(fc.nat(width - 1), fc.nat(height - 1), colour);
    return fc.record({
      rows: fc.array(row, { minLength: height, maxLength: height }),
      changes: fc.array(change, { maxLength: 6 }),
    });
  })
  .map(({ rows, changes }) => {
    const later = rows.map((row) => [...row]);
    for (const [x, y, own] of changes) (later[y] as Colour[])[x] = own;
    return { before: picture(rows), after: picture(later) };
  });

const tolerances = fc.record({
  compareThreshold: fc.constantFrom(0.00013, 0.0021, 0.017, 0.11, 0.43),
  diffAlgorithm: fc.constantFrom('color-delta' as const, 'ssim' as const, undefined),
  ignoreThreshold: fc.constantFrom(0, 0.013, 0.21),
  applyBlur: fc.boolean(),
});

test('says what the plainest form says, whatever the pictures', () => {
  fc.assert(
    fc.property(pairOfPictures, tolerances, ({ before, after }, tolerance) => {
      const distances = naiveDistances(before, after, tolerance);
      const beyond = distances.filter((distance) => distance > tolerance.compareThreshold).length;
      const found = isWithin(before, after, tolerance);
      expect(found.share).toBe(beyond / distances.length);
      expect(found.within).toBe(found.share <= tolerance.ignoreThreshold);
    }),
    { numRuns: 300 },
  );
});

test('a distance of just the threshold is within it, and the next smaller threshold is passed', () => {
  const before = plain(10, 10, white);
  const after = plain(10, 10, white, [3, 4, [240, 240, 240]]);
  const [largest = 0] = naiveDistances(before, after, { compareThreshold: 0 }).sort(
    (a, b) => b - a,
  );
  // Fifteen steps of grey, by hand: 0.5053 * 15² / 35215.
  expect(largest).toBeCloseTo(0.003228, 5);
  expect(isWithin(before, after, { compareThreshold: largest + 1e-12 })).toEqual({
    within: true,
    reason: `within ${largest + 1e-12}`,
    share: 0,
  });
  expect(isWithin(before, after, { compareThreshold: largest - 1e-12 })).toMatchObject({
    within: false,
    share: 0.01,
  });
});

test('black and white are as far apart as can be, and equal pictures are within nothing at all', () => {
  const black = plain(3, 3, [0, 0, 0]);
  expect(isWithin(black, plain(3, 3, white), { compareThreshold: 0.93 }).share).toBe(1);
  expect(isWithin(black, plain(3, 3, white), { compareThreshold: 1 }).within).toBe(true);
  expect(isWithin(black, black, { compareThreshold: 0 })).toMatchObject({ within: true, share: 0 });
});

test('the share of pixels that may differ more is a share of all, borders included', () => {
  const before = plain(10, 10, white);
  const after = plain(10, 10, white, [0, 0, [0, 0, 0]], [9, 9, [0, 0, 0]]);
  const judge = (ignoreThreshold: number) =>
    isWithin(before, after, { compareThreshold: 0.002, ignoreThreshold });
  expect(judge(0.02)).toEqual({
    within: true,
    reason: 'within 0.002, all but 2 % of the pixels',
    share: 0.02,
  });
  expect(judge(0.0199)).toEqual({
    within: false,
    reason: '2 % of the pixels differ by more than 0.002',
    share: 0.02,
  });
});

test('what is transparent counts as the white it is shown on', () => {
  const clear = plain(4, 4, [10, 20, 30, 0]);
  expect(isWithin(clear, plain(4, 4, white), { compareThreshold: 0 }).within).toBe(true);
  const half = plain(4, 4, [0, 0, 0, 51]);
  expect(isWithin(half, plain(4, 4, [204, 204, 204]), { compareThreshold: 1e-9 }).within).toBe(
    true,
  );
});

test('blurring takes a single pixel down to where a threshold has it', () => {
  const before = plain(20, 20, white);
  const after = plain(20, 20, white, [10, 10, [180, 180, 180]]);
  const tolerance = { compareThreshold: 0.002 };
  expect(isWithin(before, after, tolerance).within).toBe(false);
  expect(isWithin(before, after, { ...tolerance, applyBlur: true }).within).toBe(true);
});

test('by structure, a change of brightness all over is nothing, and of a shape it is something', () => {
  const stripes = (dark: number, offset: number) =>
    picture(
      Array.from({ length: 40 }, () =>
        Array.from({ length: 40 }, (_, x): Colour => {
          const grey = (x + offset) % 8 < 4 ? dark : 230;
          return [grey, grey, grey];
        }),
      ),
    );
  const tolerance = { compareThreshold: 0.05, diffAlgorithm: 'ssim' as const };
  expect(isWithin(stripes(60, 0), stripes(70, 0), tolerance).within).toBe(true);
  expect(isWithin(stripes(60, 0), stripes(60, 4), tolerance)).toMatchObject({ within: false });
});

/** Rows of an article: dark marks that differ from row to row, as text does. */
function article(rows: number, { width = 60, noise = 0 } = {}): Colour[][] {
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: width }, (_, x): Colour => {
      const ink = (x * 7 + y * 13 + ((x * y) % 11)) % 5 === 0;
      const grey = ink ? 40 + (noise > 0 && (x + y) % 3 === 0 ? noise : 0) : 255;
      return [grey, grey, grey];
    }),
  );
}

const blank = (rows: number, { width = 60, colour = white as Colour } = {}) =>
  Array.from({ length: rows }, () => Array<Colour>(width).fill(colour));

test('bands of one colour that only one picture has do not count where that is wanted', () => {
  const text = article(80);
  const before = picture(text);
  const exact = { compareThreshold: 0, ignoreWhitespace: true };
  const below = picture([...text, ...blank(33)]);
  const between = picture([...text.slice(0, 40), ...blank(20), ...text.slice(40)]);
  const wider = picture(text.map((row) => [...row, ...Array<Colour>(9).fill(white)]));
  for (const after of [below, between, wider]) {
    expect(isWithin(before, after, exact)).toMatchObject({ within: true, share: 0 });
    expect(isWithin(after, before, exact)).toMatchObject({ within: true, share: 0 });
    expect(isWithin(before, after, { compareThreshold: 1 })).toMatchObject({
      within: false,
      reason: expect.stringContaining('their sizes differ, 60 × 80 and '),
    });
  }
});

test('bands with something in them do count, of whatever colour', () => {
  const text = article(80);
  const exact = { compareThreshold: 0.5, ignoreWhitespace: true };
  const striped = picture([...text, ...blank(10), ...blank(10, { colour: [200, 0, 0] })]);
  const dotted = blank(20);
  (dotted[7] as Colour[])[30] = [0, 0, 0];
  expect(isWithin(picture(text), picture([...text, ...dotted]), exact).within).toBe(false);
  // Two bands, each of one colour.
  expect(isWithin(picture(text), striped, exact).within).toBe(true);
});

test('what is left beside blank bands is held to the threshold', () => {
  const before = picture(article(80));
  const after = picture([...article(80, { noise: 12 }), ...blank(30)]);
  const tolerance = { compareThreshold: 0.005, ignoreWhitespace: true };
  expect(isWithin(before, after, tolerance)).toMatchObject({ within: true, share: 0 });
  expect(isWithin(before, after, { ...tolerance, compareThreshold: 0.001 }).within).toBe(false);
});
