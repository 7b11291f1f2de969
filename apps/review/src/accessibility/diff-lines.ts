import { diffArrays } from 'diff';

/** Lines after each other that are in both texts, or only in one of them. */
export interface Run {
  side: 'before' | 'after' | 'both';
  lines: string[];
}

/** Milliseconds; texts that take longer have little in common. */
const timeout = 500;

const linesOf = (text: string): string[] => (text === '' ? [] : text.split('\n'));

/** What changed between two texts, line by line. */
export function diffLines(before: string, after: string): Run[] {
  const earlier = linesOf(before);
  const later = linesOf(after);
  const runs = diffArrays(earlier, later, { timeout });
  if (runs === undefined) {
    return [
      { side: 'before', lines: earlier },
      { side: 'after', lines: later },
    ];
  }
  return runs.map(({ added, removed, value }) => ({
    side: added ? 'after' : removed ? 'before' : 'both',
    lines: value,
  }));
}
