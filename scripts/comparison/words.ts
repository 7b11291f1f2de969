/** What our engine says of a pair, in words. */
import type { Comparison, DifferenceClass, Operation, Region } from '@twinlens/image-diff';

export const classWords: Record<DifferenceClass, string> = {
  identical: 'the same',
  imperceptible: 'noise that nobody sees',
  'anti-alias': 'noise: the same shapes, smoothed otherwise',
  'blank-bands': 'only blank space is new or gone',
  subtle: 'hard to see, but the same change all over',
  moved: 'something stands elsewhere',
  inserted: 'something is new',
  removed: 'something is gone',
  changed: 'changed',
};

/** What needs no one to look at it. */
const quiet: readonly string[] = ['identical', 'imperceptible', 'anti-alias'];

export const isQuiet = (found: string): boolean => quiet.includes(found);

const number = new Intl.NumberFormat('en');

const amount = (count: number, one: string, many: string) =>
  `${number.format(count)} ${count === 1 ? one : many}`;

const sized = ({ width, height }: Region) => `${width} x ${height}`;

const placed = ({ x, y }: { x: number; y: number }) => `at ${x}, ${y}`;

function wordsOf(operation: Operation): string {
  switch (operation.kind) {
    case 'moved': {
      const { before, after } = operation;
      return `moved: ${sized(after)} from ${before.x}, ${before.y} to ${after.x}, ${after.y}`;
    }
    case 'inserted': {
      const { content, after, byEdge } = operation;
      if (content === null) return `inserted: blank, ${sized(after)} ${placed(after)}`;
      return `${byEdge ? 'came in at the edge' : 'inserted'}: ${sized(content)} ${placed(content)}`;
    }
    case 'removed': {
      const { content, before, byEdge } = operation;
      if (content === null) return `removed: blank, ${sized(before)} ${placed(before)}`;
      return `${byEdge ? 'pushed out at the edge' : 'removed'}: ${sized(content)} ${placed(content)}`;
    }
    case 'changed': {
      const pixels = amount(operation.pixels, 'pixel', 'pixels');
      return `${operation.class}: ${pixels} in ${sized(operation.after)} ${placed(operation.after)}`;
    }
  }
}

/** Noise has many places and none worth naming. */
function noiseWords(operations: readonly Operation[]): string[] {
  const noise = operations.flatMap((operation) =>
    operation.kind === 'changed' && isQuiet(operation.class) ? [operation] : [],
  );
  return Object.entries(Object.groupBy(noise, (one) => one.class)).map(([found, parts = []]) => {
    const pixels = parts.reduce((sum, part) => sum + part.pixels, 0);
    return `${found}: ${amount(pixels, 'pixel', 'pixels')} in ${amount(parts.length, 'place', 'places')}`;
  });
}

/** @returns Its operations, one sentence for each, and one for each kind of noise. */
export function operationWords({ operations }: Comparison): string[] {
  const named = operations.filter((one) => one.kind !== 'changed' || !isQuiet(one.class));
  return [...named.map(wordsOf), ...noiseWords(operations)];
}
