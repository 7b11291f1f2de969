/** Names a change by what it is, whatever picture it is in: the same one in 200 pictures has one name. */
import type { ChangedOperation, Comparison, Operation } from '../compare/comparison.ts';
import { forEachBand, type Sides } from '../compare/mark-bands.ts';
import { type Kernel, withKernel } from '../kernel/kernel.ts';
import type { Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import { TextHash } from './text-hash.ts';

/** Share of the pixels of a change that the commonest changes of colour have to be, for it to be a recolouring. */
const recolouring = 0.7;
/** So many of them at most, each of at least this share. */
const mostColours = 3;
const leastShare = 0.1;

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
  const changes = new Map<string, number>();
  let total = 0;
  forEachBand(kernel, sides, operation, { bandRows: 64, explain: false }, (band) => {
    for (let row = 0; row < band.rows; row++) {
      const before = kernel.words(band.before + row * band.beforeStride, operation.after.width);
      const after = kernel.words(band.after + row * band.afterStride, operation.after.width);
      for (let x = 0; x < operation.after.width; x++) {
        if (before[x] === after[x]) continue;
        const change = `${hex(before[x])}>${hex(after[x])}`;
        changes.set(change, (changes.get(change) ?? 0) + 1);
        total++;
      }
    }
  });
  const common = [...changes]
    .filter(([, count]) => count >= total * leastShare)
    .sort(([, one], [, two]) => two - one)
    .slice(0, mostColours);
  const explained = common.reduce((sum, [, count]) => sum + count, 0);
  if (explained < total * recolouring) return null;
  return `coloured ${common
    .map(([change]) => change)
    .sort()
    .join(' ')}`;
}

const hex = (pixel = 0) => pixel.toString(16);

/** Brightness, of 255, seen on white. */
function brightness(pixel: number): number {
  const alpha = pixel >>> 24;
  const grey = 0.3 * (pixel & 255) + 0.59 * ((pixel >>> 8) & 255) + 0.11 * ((pixel >>> 16) & 255);
  return 255 + ((grey - 255) * alpha) / 255;
}

/** The size of a region, and which of its pixels are darker than halfway between its extremes. */
function shapeOf(kernel: Kernel, picture: Picture, { x, y, width, height }: Region): string {
  const mark = kernel.mark;
  const row = kernel.reserve(picture.width * 4);
  const rowAt = (at: number) => {
    picture.readRows(kernel, y + at, y + at + 1, row);
    return kernel.words(row + x * 4, width);
  };
  let darkest = 255;
  let brightest = 0;
  for (let at = 0; at < height; at++) {
    for (const pixel of rowAt(at)) {
      const value = brightness(pixel);
      if (value < darkest) darkest = value;
      if (value > brightest) brightest = value;
    }
  }
  const middle = (darkest + brightest) / 2;
  const hash = new TextHash();
  for (let at = 0; at < height; at++) {
    let bits = '';
    for (const pixel of rowAt(at)) bits += brightness(pixel) < middle ? '1' : '0';
    hash.add(bits);
  }
  kernel.release(mark);
  return `${width}x${height} ${hash.digest()}`;
}
