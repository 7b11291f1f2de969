/** Finds what is gone in one place and there in another. */
import type { Kernel } from '../kernel/kernel.ts';
import { fingerprintRows, keyBytes, type Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import type { MovedOperation, Operation } from './comparison.ts';
import { contentOf } from './content.ts';

/** What is smaller looks like many other things. Pixels. */
const smallest = 36;

/** With more operations than this, whatever moved is the least of it. */
const mostOperations = 120;

interface Seen {
  operation: Operation;
  region: Region;
  /** What it looks like: its size and its pixels. */
  print: string;
}

/** Replaces operations that together say that something moved. */
export function findMoves(
  kernel: Kernel,
  pictures: { before: Picture; after: Picture },
  operations: Operation[],
): Operation[] {
  if (operations.length < 2 || operations.length > mostOperations) return operations;
  const gone: Seen[] = [];
  const come: Seen[] = [];
  /** Sides of an operation where there is nothing but background. */
  const blank = new Map<Operation, { before: boolean; after: boolean }>();
  for (const operation of operations) {
    if (operation.kind === 'moved') continue;
    if (operation.kind === 'changed' && operation.class !== 'changed') continue;
    const isBlank = { before: true, after: true };
    if (operation.kind !== 'inserted') {
      const seen = look(kernel, pictures.before, operation.before);
      if (seen) gone.push({ operation, ...seen });
      isBlank.before = seen === null;
    }
    if (operation.kind !== 'removed') {
      const seen = look(kernel, pictures.after, operation.after);
      if (seen) come.push({ operation, ...seen });
      isBlank.after = seen === null;
    }
    blank.set(operation, isBlank);
  }
  const explained = new Map<Operation, { before: boolean; after: boolean }>();
  const moves: MovedOperation[] = [];
  const waiting = Map.groupBy(come, ({ print }) => print);
  for (const { operation, region, print } of gone) {
    const other = waiting.get(print)?.find((seen) => seen.operation !== operation);
    if (other === undefined) continue;
    waiting.set(print, waiting.get(print)?.filter((seen) => seen !== other) ?? []);
    moves.push({ kind: 'moved', before: region, after: other.region });
    explained.set(operation, { before: true, after: explained.get(operation)?.after ?? false });
    explained.set(other.operation, {
      before: explained.get(other.operation)?.before ?? false,
      after: true,
    });
  }
  if (moves.length === 0) return operations;
  const left = operations.filter((operation) => {
    const known = explained.get(operation);
    if (known === undefined) return true;
    const empty = blank.get(operation) ?? { before: false, after: false };
    return !((known.before || empty.before) && (known.after || empty.after));
  });
  return [...left, ...moves];
}

/** Null where there is nothing to be seen, or too little to know it again. */
function look(
  kernel: Kernel,
  picture: Picture,
  region: Region,
): { region: Region; print: string } | null {
  const content = contentOf(kernel, picture, region);
  if (content === null) return null;
  return { region: content, print: printOf(kernel, picture, content) };
}

/** Content for moves lives as long as a comparison. */
const printKey = crypto.getRandomValues(new Uint8Array(keyBytes));

function printOf(kernel: Kernel, picture: Picture, region: Region): string {
  const { x, y, width, height } = region;
  // What is too small to be known again is like nothing else.
  if (width * height < smallest) return `${x} ${y} small`;
  const mark = kernel.mark;
  const row = kernel.reserve(picture.width * 4);
  let print = `${width}x${height}`;
  let one = 0;
  let two = 0;
  for (let line = 0; line < height; line++) {
    picture.readRows(kernel, y + line, y + line + 1, row);
    kernel.bytes(row, width * 4).set(kernel.bytes(row + x * 4, width * 4));
    const prints = fingerprintRows(kernel, { pixels: row, width, count: 1, key: printKey });
    one = Math.imul(one ^ (prints[0] as number), 0x01000193) + line;
    two = Math.imul(two ^ (prints[1] as number), 0x27d4eb2f) + line;
  }
  print += ` ${one >>> 0} ${two >>> 0}`;
  kernel.release(mark);
  return print;
}
