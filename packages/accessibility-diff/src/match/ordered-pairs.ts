/** Places in two lists that belong together. */
export interface Pair {
  before: number;
  after: number;
}

/**
 * The most pairs that are in the same order on both sides: the longest increasing subsequence, in
 * O(n log n).
 * @param pairs in the order of `before`; no place twice
 */
export function longestOrder(pairs: readonly Pair[]): Pair[] {
  /** Of each length, the pair that ends a chain of it and lies first in `after`. */
  const ends: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(({ after }, at) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const end = pairs[ends[middle] as number] as Pair;
      if (end.after < after) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[at] = ends[low - 1] as number;
    ends[low] = at;
  });
  const chain: Pair[] = [];
  for (let at = ends.at(-1) ?? -1; at !== -1; at = previous[at] as number) {
    chain.push(pairs[at] as Pair);
  }
  return chain.reverse();
}

/**
 * Pairs of equal keys that are in the same order on both sides: the first of a key with the first, the
 * second with the second, and of these as many as can be.
 * @param keyOf undefined for what is to have no partner
 */
export function pairInOrder(
  before: readonly number[],
  after: readonly number[],
  keyOf: { before(node: number): number | undefined; after(node: number): number | undefined },
): Pair[] {
  const places = new Map<number, number[]>();
  after.forEach((node, at) => {
    const key = keyOf.after(node);
    if (key === undefined) return;
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  });
  const taken = new Map<number, number>();
  const pairs = before.flatMap((node, at): Pair[] => {
    const key = keyOf.before(node);
    if (key === undefined) return [];
    const nth = taken.get(key) ?? 0;
    taken.set(key, nth + 1);
    const place = places.get(key)?.[nth];
    return place === undefined ? [] : [{ before: at, after: place }];
  });
  return longestOrder(pairs);
}
