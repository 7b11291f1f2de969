import { linkAlike, linkDown } from './match/align-children.ts';
import { linkElsewhere } from './match/find-elsewhere.ts';
import { startMatching } from './match/matching.ts';
import { type Operation, operationsOf } from './operations.ts';
import type { AriaTree } from './tree/aria-tree.ts';

/** How one tree became another. */
export interface TreeDiff {
  before: AriaTree;
  after: AriaTree;
  /** Of each node the place of the one it became, or was, in the other tree; -1 where there is none. */
  partners: { before: Int32Array; after: Int32Array };
  operations: Operation[];
  /** Times a node was looked at to find this: bounded by the sizes of the trees. */
  work: number;
}

/**
 * Compares two ordered trees. Partners are looked for from the outside to the inside where they were
 * before, then elsewhere, and what then stands at the same place and is alike is taken for the same;
 * docs/decisions/0022-accessibility-compared-as-trees.md. Takes O(n log n).
 */
export function compareTrees(before: AriaTree, after: AriaTree): TreeDiff {
  const matching = startMatching(before, after);
  linkDown(matching, { before: 0, after: 0 });
  linkElsewhere(matching);
  linkAlike(matching);
  return {
    before,
    after,
    partners: { before: matching.before.partners, after: matching.after.partners },
    operations: operationsOf(matching),
    work: matching.work,
  };
}
