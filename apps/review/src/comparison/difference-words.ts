/** Kinds of differences in plain words. */
import type { ChangeKind, PassingClass, SeenDifference, SeenOperation } from '../api/entities.ts';
import type { IconName } from '../ui/icon.tsx';

export type DifferenceClass = NonNullable<SeenDifference['class']>;

interface Words {
  /** Few, for rows of a list. */
  short: string;
  icon: IconName;
  meaning: string;
}

export const differenceWords: Record<DifferenceClass, Words> = {
  identical: {
    short: 'Same pixels',
    icon: 'check',
    meaning: 'Every pixel that counts is the same.',
  },
  imperceptible: {
    short: 'Imperceptible',
    icon: 'noise',
    meaning: 'Nothing a person sees, and nothing the differing pixels have in common.',
  },
  'anti-alias': {
    short: 'Anti-aliasing',
    icon: 'edge',
    meaning: 'The same shapes, with edges smoothed otherwise or less than a pixel elsewhere.',
  },
  'blank-bands': {
    short: 'Blank space',
    icon: 'blank',
    meaning: 'More or less of one colour at an edge or between, and nothing else.',
  },
  subtle: {
    short: 'Subtle',
    icon: 'shade',
    meaning: 'A small change of colour, the same all over: hardly seen, but there on purpose.',
  },
  moved: { short: 'Moved', icon: 'moved', meaning: 'The same pixels are elsewhere.' },
  inserted: {
    short: 'Inserted',
    icon: 'plus',
    meaning: 'Something is new; what was there before is the same.',
  },
  removed: {
    short: 'Removed',
    icon: 'minus',
    meaning: 'Something is gone; what is left is the same.',
  },
  changed: { short: 'Changed', icon: 'diff', meaning: 'Something looks different.' },
};

/** From what matters most, as a list offers them. */
export const differenceClasses: DifferenceClass[] = [
  'changed',
  'inserted',
  'removed',
  'moved',
  'subtle',
  'blank-bands',
  'anti-alias',
  'imperceptible',
];

/** Null for anything else: people edit addresses. */
export function parseDifference(text: string | undefined): DifferenceClass | null {
  return differenceClasses.find((one) => one === text) ?? null;
}

/** Whether there are two pictures that differ. */
export const hasDifferences = (kind: ChangeKind): boolean =>
  kind === 'changed' || kind === 'unstable' || kind === 'tolerated' || kind === 'ignored';

/** What may pass without a review, the least of it first. */
export const passingClasses: PassingClass[] = [
  'imperceptible',
  'anti-alias',
  'blank-bands',
  'subtle',
  'moved',
  'inserted',
  'removed',
];

const number = new Intl.NumberFormat('en');

interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

const sizeOf = ({ width, height }: Region) => `${number.format(width)} × ${number.format(height)}`;
const placeOf = ({ x, y }: { x: number; y: number }) => `${number.format(x)}, ${number.format(y)}`;

/** What was done, where: sizes and places in pixels, from the top left corner. */
export function operationWords(operation: SeenOperation): { what: string; where: string } {
  if (operation.kind === 'changed') {
    const { class: found, after, pixels } = operation;
    const of = `${number.format(pixels)} ${pixels === 1 ? 'pixel' : 'pixels'} in ${sizeOf(after)}`;
    return { what: differenceWords[found].short, where: `${of} at ${placeOf(after)}` };
  }
  if (operation.kind === 'moved') {
    const { before, after } = operation;
    return {
      what: 'Moved',
      where: `${sizeOf(after)} from ${placeOf(before)} to ${placeOf(after)}`,
    };
  }
  const blank = operation.content === null ? 'blank, ' : '';
  const byEdge = operation.byEdge ? ', at the edge, as the rest moved' : '';
  return operation.kind === 'inserted'
    ? {
        what: 'Inserted',
        where: `${blank}${sizeOf(operation.after)} at ${placeOf(operation.after)}`,
      }
    : {
        what: 'Removed',
        where: `${blank}${sizeOf(operation.before)} at ${placeOf(operation.before)} of the baseline${byEdge}`,
      };
}
