import { type AriaTree, nodeAt } from '../tree/aria-tree.ts';
import { createNumbering, type Numbers, numberNodes } from './numbering.ts';
import { longestOrder, type Pair } from './ordered-pairs.ts';

/** One tree of two, while partners are being found for its nodes. */
export interface Side extends Numbers {
  tree: AriaTree;
  /** Of each node the one it became or was; -1 where there is none. */
  partners: Int32Array;
}

/** Which node of one tree is which of another. */
export interface Matching {
  before: Side;
  after: Side;
  /** Times that a node was looked at, which is what finding partners costs. */
  work: number;
}

export const none = -1;

/** Two trees of which only the roots belong together so far. */
export function startMatching(before: AriaTree, after: AriaTree): Matching {
  const number = createNumbering();
  const sideOf = (tree: AriaTree): Side => ({
    ...numberNodes(tree, number),
    tree,
    partners: new Int32Array(tree.length).fill(none),
  });
  const matching = {
    before: sideOf(before),
    after: sideOf(after),
    work: before.length + after.length,
  };
  link(matching, { before: 0, after: 0 });
  return matching;
}

export function link({ before, after }: Matching, pair: Pair): void {
  before.partners[pair.before] = pair.after;
  after.partners[pair.after] = pair.before;
}

export const isFree = ({ partners }: Side, node: number): boolean => partners[node] === none;

/** Nodes without partners between the same two children that have theirs: each is an ordered list. */
export interface Gap {
  before: number[];
  after: number[];
}

/** The children of two nodes that stayed children of these, in the most that are in the same order. */
export function keptChildren({ before, after }: Matching, pair: Pair): Pair[] {
  const pairs = nodeAt(before.tree, pair.before).children.flatMap((child): Pair[] => {
    const partner = before.partners[child] ?? none;
    const stayed = partner !== none && nodeAt(after.tree, partner).parent === pair.after;
    return stayed ? [{ before: child, after: partner }] : [];
  });
  return longestOrder(pairs);
}

/** What among the children of two partners is without one. Only where both sides have such children. */
export function gapsIn(matching: Matching, pair: Pair): Gap[] {
  const { before, after } = matching;
  const earlier = nodeAt(before.tree, pair.before).children;
  const later = nodeAt(after.tree, pair.after).children;
  matching.work += earlier.length + later.length;
  const ends = [...keptChildren(matching, pair), { before: Infinity, after: Infinity }];
  const gaps: Gap[] = [];
  let b = 0;
  let a = 0;
  for (const end of ends) {
    const gap: Gap = { before: [], after: [] };
    for (; b < earlier.length && (earlier[b] as number) < end.before; b++) {
      const child = earlier[b] as number;
      if (isFree(before, child)) gap.before.push(child);
    }
    for (; a < later.length && (later[a] as number) < end.after; a++) {
      const child = later[a] as number;
      if (isFree(after, child)) gap.after.push(child);
    }
    if (gap.before.length > 0 && gap.after.length > 0) gaps.push(gap);
  }
  return gaps;
}
