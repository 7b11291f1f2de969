/** What differs between two results of an accessibility target; pure, runs in Node and in the browser. */
export { compareTrees, type TreeDiff } from './compare-trees.ts';
export { type MergedNode, mergeTrees, unmergedTree } from './merge-trees.ts';
export type { Field, Operation, Place, Way } from './operations.ts';
export { type AriaContent, type AriaNode, type AriaTree, nodeAt } from './tree/aria-tree.ts';
export { parseTree } from './tree/parse-tree.ts';
export {
  type BrokenRule,
  compareViolations,
  countStates,
  type Finding,
  type FindingState,
} from './violations/compare-violations.ts';
export { describeNode } from './words/describe-node.ts';
export { summarizeTrees } from './words/summarize.ts';
