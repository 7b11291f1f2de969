import { expect, test } from 'vitest';
import { differsOnlyWhereUnstable, type Pixmap, unstableRegions } from '../src/index.ts';

/** A white picture with black pixels. */
function picture(width: number, height: number, ...black: [x: number, y: number][]): Pixmap {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (const [x, y] of black) rgba.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { width, height, rgba };
}

const judge = (before: Pixmap, after: Pixmap, again: Pixmap) =>
  differsOnlyWhereUnstable(before, after, unstableRegions(after, again));

test('a picture that is the same twice has no unstable region', () => {
  expect(unstableRegions(picture(50, 50, [1, 1]), picture(50, 50, [1, 1]))).toEqual([]);
  expect(judge(picture(50, 50), picture(50, 50, [1, 1]), picture(50, 50, [1, 1]))).toBe(false);
});

test('differences count outside of where it differs from itself, to the pixel', () => {
  const after = picture(100, 100, [10, 10], [14, 12]);
  const again = picture(100, 100);
  expect(unstableRegions(after, again)).toEqual([{ x: 10, y: 10, width: 5, height: 3 }]);
  expect(judge(picture(100, 100, [12, 11]), after, again)).toBe(true);
  expect(judge(picture(100, 100, [15, 11]), after, again)).toBe(false);
  expect(judge(picture(100, 100, [80, 80]), after, again)).toBe(false);
});

test('the baseline of another size differs beyond', () => {
  const after = picture(40, 40, [1, 1]);
  expect(judge(picture(40, 41), after, picture(40, 40))).toBe(false);
  expect(judge(picture(41, 40), after, picture(40, 40))).toBe(false);
});

test('what grows is compared down to where it does', () => {
  const after = picture(40, 60, [5, 20]);
  const again = picture(40, 80, [5, 30]);
  expect(judge(picture(40, 70, [9, 50]), after, again)).toBe(true);
  expect(judge(picture(40, 70, [9, 19]), after, again)).toBe(false);
  expect(judge(picture(30, 10, [2, 2]), after, picture(41, 60))).toBe(true);
});
