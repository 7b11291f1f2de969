/** Names a change by what it is, whatever picture it is in: the same one in 200 pictures has one name. */
import type { ChangedOperation, Comparison, Operation } from '../compare/comparison.ts';
import { forEachBand, type Sides } from '../compare/mark-bands.ts';
import { type Kernel, withKernel } from '../kernel/kernel.ts';
import { bandRows, type Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import { TextHash } from './text-hash.ts';

/** Share of the pixels of a change that the commonest changes of colour have to be, for it to be a recolouring. */
const recolouring = 0.7;
/** So many of them at most, each of at least this share. */
const mostColours = 3;
const leastShare = 0.1;

/** Of more changes of colour than this the rare ones are forgotten: noise has as many as it has pixels. */
const mostKept = 10_000;
/** What is rare then: too little to matter, and never so many that they are all kept. */
const rareShare = 1 / 2000;

/** With more operations than this, a change is like no other. */
const mostOperations = 100;

/**
 * A name for what a comparison has found, 16 hexadecimal digits: equal for equal changes, wherever and
 * however often they are in a picture. A recolouring is which colours became which; anything else is what
 * was there and what is there now, by its shape: where it is brighter and where darker than halfway, so
 * that most of how edges are smoothed does not count.
 * @returns null where nothing changed that a person would decide on
 */
export function changePrint(pictures: Sides, { operations }: Comparison): string | null {
  const counted = operations.filter(counts);
  if (counted.length === 0) return null;
  const prints = withKernel((kernel) =>
    counted.slice(0, mostOperations).map((operation) => printOf(kernel, pictures, operation)),
  );
  if (counted.length > mostOperations) prints.push(`and ${counted.length - mostOperations} more`);
  const hash = new TextHash();
  for (const print of [...new Set(prints)].sort()) hash.add(print);
  return hash.digest();
}

function counts(operation: Operation): boolean {
  if (operation.kind === 'moved') return true;
  if (operation.kind === 'changed') {
    return operation.class === 'changed' || operation.class === 'subtle';
  }
  return operation.content !== null && !operation.byEdge;
}

function printOf(kernel: Kernel, { before, after }: Sides, operation: Operation): string {
  switch (operation.kind) {
    case 'changed':
      return (
        recolouringOf(kernel, { before, after }, operation) ??
        `changed ${shapeOf(kernel, before, operation.before)} ${shapeOf(kernel, after, operation.after)}`
      );
    case 'inserted':
      return `inserted ${shapeOf(kernel, after, operation.content ?? operation.after)}`;
    case 'removed':
      return `removed ${shapeOf(kernel, before, operation.content ?? operation.before)}`;
    case 'moved':
      return `moved ${shapeOf(kernel, after, operation.after)}`;
  }
}

/** Which colours became which; null where there is more to it. */
function recolouringOf(kernel: Kernel, sides: Sides, operation: ChangedOperation): string | null {
  const changes = new ColourChanges();
  const { width } = operation.after;
  forEachBand(kernel, sides, operation, { bandRows, explain: false }, (band) => {
    for (let row = 0; row < band.rows; row++) {
      const before = kernel.words(band.before + row * band.beforeStride, width);
      const after = kernel.words(band.after + row * band.afterStride, width);
      let x = 0;
      while (x < width) {
        const from = before[x] as number;
        const to = after[x] as number;
        const first = x++;
        if (from === to) continue;
        while (x < width && before[x] === from && after[x] === to) x++;
        changes.add(from, to, x - first);
      }
    }
  });
  const common = changes.commonest();
  if (common === null) return null;
  return `coloured ${common
    .map(({ from, to }) => `${from.toString(16)}>${to.toString(16)}`)
    .sort()
    .join(' ')}`;
}

/** How many pixels of which colour got which other one. */
class ColourChanges {
  readonly #counts = new Map<number, Map<number, number>>();
  #kept = 0;
  #total = 0;

  add(from: number, to: number, pixels: number): void {
    const counts = this.#counts.get(from) ?? new Map<number, number>();
    this.#counts.set(from, counts);
    const known = counts.get(to);
    counts.set(to, (known ?? 0) + pixels);
    this.#total += pixels;
    if (known === undefined && ++this.#kept > mostKept) this.#forgetRare();
  }

  #forgetRare(): void {
    for (const [from, counts] of this.#counts) {
      for (const [to, count] of counts) {
        if (count >= this.#total * rareShare) continue;
        counts.delete(to);
        this.#kept--;
      }
      if (counts.size === 0) this.#counts.delete(from);
    }
  }

  /** The few that are most of all; null where there are none. */
  commonest(): { from: number; to: number }[] | null {
    const common = [...this.#counts]
      .flatMap(([from, counts]) => [...counts].map(([to, count]) => ({ from, to, count })))
      .filter(({ count }) => count >= this.#total * leastShare)
      .sort((one, two) => two.count - one.count)
      .slice(0, mostColours);
    const explained = common.reduce((sum, { count }) => sum + count, 0);
    return explained < this.#total * recolouring ? null : common;
  }
}

/** Brightness, of 255, seen on white. */
function brightness(pixel: number): number {
  const alpha = pixel >>> 24;
  const grey = 0.3 * (pixel & 255) + 0.59 * ((pixel >>> 8) & 255) + 0.11 * ((pixel >>> 16) & 255);
  return 255 + ((grey - 255) * alpha) / 255;
}

/** The size of a region, and which of its pixels are darker than halfway between its extremes. */
function shapeOf(kernel: Kernel, picture: Picture, region: Region): string {
  let darkest = 255;
  let brightest = 0;
  forEachRun(kernel, picture, region, (pixel) => {
    const value = brightness(pixel);
    if (value < darkest) darkest = value;
    if (value > brightest) brightest = value;
  });
  const middle = (darkest + brightest) / 2;
  const hash = new TextHash();
  forEachRun(kernel, picture, region, (pixel, count, isLast) => {
    hash.repeat(brightness(pixel) < middle ? '1' : '0', count);
    if (isLast) hash.end();
  });
  return `${region.width}x${region.height} ${hash.digest()}`;
}

/** Called with a pixel, how often it follows itself, and whether a row ends with it. */
type VisitRun = (pixel: number, count: number, isLast: boolean) => void;

/** Visits all pixels of a region, row by row; most of a page are the same as the one before. */
function forEachRun(
  kernel: Kernel,
  picture: Picture,
  { x, y, width, height }: Region,
  visit: VisitRun,
): void {
  const mark = kernel.mark;
  const band = kernel.reserve(picture.width * 4 * bandRows);
  for (let from = 0; from < height; from += bandRows) {
    const count = Math.min(bandRows, height - from);
    picture.readRows(kernel, y + from, y + from + count, band);
    const pixels = kernel.words(band, picture.width * count);
    for (let row = 0; row < count; row++) {
      const end = row * picture.width + x + width;
      for (let at = end - width; at < end; ) {
        const pixel = pixels[at] as number;
        const start = at;
        while (at < end && pixels[at] === pixel) at++;
        visit(pixel, at - start, at === end);
      }
    }
  }
  kernel.release(mark);
}
