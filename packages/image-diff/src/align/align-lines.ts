/** Which lines of two pictures belong together: rows, rows of a column, or columns, by their fingerprints. */

/** Lines that are equal: `length` of them from `before` in the one and from `after` in the other. */
export interface Run {
  before: number;
  after: number;
  length: number;
}

/** Between two runs: lines of the one, of the other or of both that have no counterpart. */
export interface Gap {
  before: number;
  beforeEnd: number;
  after: number;
  afterEnd: number;
}

/**
 * Aligns two sequences of numbers, equal ones for equal lines. Lines that occur once in both, or else
 * equally often, are anchors, of which the longest chain in the same order is kept; what lies between two of them is
 * aligned in the same way, as lines that occur often elsewhere may occur once there. This is the
 * patience diff of Bram Cohen: O(n log n) a level, and it does not take one blank row for another.
 *
 * @returns runs in ascending order, none of which touches the next with the same offset
 */
export function alignLines(before: Float64Array, after: Float64Array): Run[] {
  const runs: Run[] = [];
  const whole = { before: 0, beforeEnd: before.length, after: 0, afterEnd: after.length };
  alignBetween({ before, after, runs }, whole, 0);
  return joined(runs);
}

/** Gaps deeper than this have no anchors worth the time. */
const deepest = 24;

interface Lines {
  before: Float64Array;
  after: Float64Array;
  runs: Run[];
}

function alignBetween(lines: Lines, gap: Gap, depth: number): void {
  const { before, after, runs } = lines;
  let { before: b, beforeEnd, after: a, afterEnd } = gap;
  const first = { before: b, after: a, length: 0 };
  while (b < beforeEnd && a < afterEnd && before[b] === after[a]) {
    b++;
    a++;
    first.length++;
  }
  const last = { before: beforeEnd, after: afterEnd, length: 0 };
  while (b < beforeEnd && a < afterEnd && before[beforeEnd - 1] === after[afterEnd - 1]) {
    beforeEnd--;
    afterEnd--;
    last.length++;
  }
  if (first.length > 0) runs.push(first);
  if (b < beforeEnd && a < afterEnd && depth < deepest) {
    const anchors = longestChain(anchorsIn(lines, { before: b, beforeEnd, after: a, afterEnd }));
    let from = { before: b, after: a };
    for (const anchor of anchors) {
      // Part of what the anchor before was extended to.
      if (anchor.before < from.before || anchor.after < from.after) continue;
      const end = { beforeEnd: anchor.before, afterEnd: anchor.after };
      alignBetween(lines, { ...from, ...end }, depth + 1);
      let length = 1;
      while (
        anchor.before + length < beforeEnd &&
        anchor.after + length < afterEnd &&
        before[anchor.before + length] === after[anchor.after + length]
      ) {
        length++;
      }
      runs.push({ ...anchor, length });
      from = { before: anchor.before + length, after: anchor.after + length };
    }
    if (anchors.length > 0) {
      alignBetween(lines, { ...from, beforeEnd, afterEnd }, depth + 1);
    }
  }
  if (last.length > 0) {
    runs.push({ before: beforeEnd, after: afterEnd, length: last.length });
  }
}

interface Anchor {
  before: number;
  after: number;
}

/** Lines that occur more often than this are background. */
const mostTimes = 32;

/**
 * Lines that occur once in each part; where there are none, those that occur equally often in both, the
 * first for the first and so on: simple shapes are made of a few lines that repeat. In the order of
 * `before`.
 */
function anchorsIn({ before, after }: Lines, gap: Gap): Anchor[] {
  const one = placesOf(before, gap.before, gap.beforeEnd);
  const two = placesOf(after, gap.after, gap.afterEnd);
  const isOnce = ([line, places]: [number, number[]]) =>
    places.length === 1 && two.get(line)?.length === 1;
  const isAsOften = ([line, places]: [number, number[]]) =>
    places.length <= mostTimes && two.get(line)?.length === places.length;
  const once = [...one].filter(isOnce);
  return (once.length > 0 ? once : [...one].filter(isAsOften))
    .flatMap(([line, places]) =>
      places.map((place, at) => ({ before: place, after: two.get(line)?.[at] as number })),
    )
    .sort((a, b) => a.before - b.before);
}

/** Where each line is. */
function placesOf(lines: Float64Array, from: number, to: number): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (let at = from; at < to; at++) {
    const line = lines[at] as number;
    const seen = places.get(line);
    if (seen) seen.push(at);
    else places.set(line, [at]);
  }
  return places;
}

/** The most anchors that are in the same order in both; longest increasing subsequence. */
function longestChain(anchors: Anchor[]): Anchor[] {
  /** Of each length, the anchor that ends a chain of it and lies first in `after`. */
  const ends: number[] = [];
  const previous = new Int32Array(anchors.length).fill(-1);
  anchors.forEach(({ after }, at) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const end = anchors[ends[middle] as number] as Anchor;
      if (end.after < after) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[at] = ends[low - 1] as number;
    ends[low] = at;
  });
  const chain: Anchor[] = [];
  for (let at = ends.at(-1) ?? -1; at !== -1; at = previous[at] as number) {
    chain.push(anchors[at] as Anchor);
  }
  return chain.reverse();
}

/** Runs that go on where the one before ended are one. */
function joined(runs: Run[]): Run[] {
  const all: Run[] = [];
  for (const run of runs) {
    const before = all.at(-1);
    if (
      before !== undefined &&
      before.before + before.length === run.before &&
      before.after + before.length === run.after
    ) {
      before.length += run.length;
    } else {
      all.push({ ...run });
    }
  }
  return all;
}

/** What lies between the runs, and before the first and after the last. */
export function gapsBetween(runs: Run[], size: { before: number; after: number }): Gap[] {
  const gaps: Gap[] = [];
  let before = 0;
  let after = 0;
  for (const run of [...runs, { ...size, length: 0 }]) {
    if (run.before > before || run.after > after) {
      gaps.push({ before, beforeEnd: run.before, after, afterEnd: run.after });
    }
    before = run.before + run.length;
    after = run.after + run.length;
  }
  return gaps;
}
