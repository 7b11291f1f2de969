/** Partners among the children of partners: what stayed where it was. */
import { nodeAt } from '../tree/aria-tree.ts';
import { type Gap, gapsIn, isFree, link, type Matching, type Side } from './matching.ts';
import { type Pair, pairInOrder } from './ordered-pairs.ts';

type KeyOf = (gap: Gap) => Record<'before' | 'after', (node: number) => number | undefined>;

/** Finds partners in a gap by equal keys, and says which. */
function pairGap(matching: Matching, gap: Gap, keyOf: KeyOf): Pair[] {
  matching.work += gap.before.length + gap.after.length;
  return pairInOrder(gap.before, gap.after, keyOf(gap)).map(({ before, after }) => ({
    before: gap.before[before] as number,
    after: gap.after[after] as number,
  }));
}

const bySubtree =
  ({ before, after }: Matching): KeyOf =>
  () => ({
    before: (node) => before.subtrees[node],
    after: (node) => after.subtrees[node],
  });

/**
 * By role and name; nodes that have no name only where they contain others, and there are as many of
 * the role on both sides: what they contain says which is which, otherwise.
 */
const byKey =
  ({ before, after }: Matching): KeyOf =>
  (gap) => {
    const countOf = (side: Side, nodes: number[]) => {
      const counts = new Map<number, number>();
      for (const node of nodes) {
        const key = side.keys[node] as number;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return counts;
    };
    const earlier = countOf(before, gap.before);
    const later = countOf(after, gap.after);
    const keyIn = (side: Side) => (node: number) => {
      const { name, children } = nodeAt(side.tree, node);
      const key = side.keys[node] as number;
      if (name !== '') return key;
      return children.length > 0 && earlier.get(key) === later.get(key) ? key : undefined;
    };
    return { before: keyIn(before), after: keyIn(after) };
  };

/**
 * Makes two nodes partners, and what is inside them as far as it is plain which is which: equal parts
 * first, then what has the same role and name.
 */
export function linkDown(matching: Matching, pair: Pair): void {
  const waiting = [pair];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    link(matching, next);
    for (const keyOf of [bySubtree(matching), byKey(matching)]) {
      for (const gap of gapsIn(matching, next)) {
        for (const found of pairGap(matching, gap, keyOf)) {
          link(matching, found);
          waiting.push(found);
        }
      }
    }
  }
}

/** Lists longer than this are not compared each with each. */
const longest = 32;
/** Nodes inside a node by which it is told how much two have in common. */
const signatureSize = 32;
/** Pairs of nodes that are compared with each other, altogether. */
const mostCompared = 2_000_000;

/** What the first nodes inside one say. */
function signatureOf({ tree, labels }: Side, node: number): Set<number> {
  const end = Math.min(nodeAt(tree, node).end, node + 1 + signatureSize);
  return new Set(labels.subarray(node + 1, end));
}

/** How much two nodes are alike; 0 where they cannot be the same. */
function likeness({ before, after }: Matching, pair: Pair, signatures: Set<number>[]): number {
  const one = nodeAt(before.tree, pair.before);
  const other = nodeAt(after.tree, pair.after);
  const isNamed = one.name !== '' && one.name === other.name;
  if (one.role !== other.role && !isNamed) return 0;
  const [earlier = new Set(), later = new Set()] = signatures;
  const size = earlier.size + later.size;
  const share = size === 0 ? 0 : (2 * earlier.intersection(later).size) / size;
  const says = one.text !== '' && one.text === other.text;
  return 1 + (one.role === other.role ? 1 : 0) + (isNamed ? 2 : 0) + (says ? 2 : 0) + 4 * share;
}

/** The pairs in the same order that are most alike, altogether: by dynamic programming. */
function pairAlike(matching: Matching, { before, after }: Gap): Pair[] {
  const width = after.length + 1;
  const earlier = before.map((node) => signatureOf(matching.before, node));
  const later = after.map((node) => signatureOf(matching.after, node));
  const scores = new Float64Array(before.length * after.length);
  /** The best of the lists from each place on. */
  const best = new Float64Array((before.length + 1) * width);
  for (let b = before.length - 1; b >= 0; b--) {
    for (let a = after.length - 1; a >= 0; a--) {
      const pair = { before: before[b] as number, after: after[a] as number };
      const score = likeness(matching, pair, [earlier[b] as Set<number>, later[a] as Set<number>]);
      scores[b * after.length + a] = score;
      const skip = Math.max(best[(b + 1) * width + a] as number, best[b * width + a + 1] as number);
      const take = score === 0 ? 0 : score + (best[(b + 1) * width + a + 1] as number);
      best[b * width + a] = Math.max(skip, take);
    }
  }
  matching.work += before.length * after.length;
  const pairs: Pair[] = [];
  for (let b = 0, a = 0; b < before.length && a < after.length; ) {
    const here = best[b * width + a] as number;
    const score = scores[b * after.length + a] as number;
    if (score > 0 && here === score + (best[(b + 1) * width + a + 1] as number)) {
      pairs.push({ before: before[b] as number, after: after[a] as number });
      b++;
      a++;
    } else if (here === best[(b + 1) * width + a]) b++;
    else a++;
  }
  return pairs;
}

const byRole =
  ({ before, after }: Matching): KeyOf =>
  () => ({
    before: (node) => before.roles[node],
    after: (node) => after.roles[node],
  });

/**
 * Makes partners of what is left among the children of partners, from the root on: those most alike, in
 * long lists one of a role after the other.
 */
export function linkAlike(matching: Matching): void {
  const { after } = matching;
  const end = matching.work + mostCompared;
  for (let node = 0; node < after.tree.length; node++) {
    if (isFree(after, node)) continue;
    const pair = { before: after.partners[node] as number, after: node };
    for (const gap of gapsIn(matching, pair)) {
      const short = Math.max(gap.before.length, gap.after.length) <= longest;
      const found =
        short && matching.work < end
          ? pairAlike(matching, gap)
          : pairGap(matching, gap, byRole(matching));
      for (const one of found) linkDown(matching, one);
    }
  }
}
