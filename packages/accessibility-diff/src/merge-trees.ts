import type { TreeDiff } from './compare-trees.ts';
import type { Way } from './operations.ts';
import { type AriaContent, type AriaTree, nodeAt } from './tree/aria-tree.ts';
import { placeOf } from './words/describe-node.ts';

/** A node of two trees shown as one. */
export interface MergedNode {
  /** Names it among all nodes. */
  key: string;
  mark: 'added' | 'removed' | 'changed' | 'moved' | 'same';
  content: AriaContent;
  /** What a node said before that says something else now. */
  former: AriaContent | null;
  /** How a node came to be in another place, in words; empty where it stayed. */
  move: string;
  /** Nodes inside it that are not the same. */
  changesInside: number;
  children: MergedNode[];
}

/** How a node got to another place, to be read after what it is called. */
function describeMove(way: Way, from: string): string {
  if (way === 'wrapped') return 'was wrapped';
  if (way === 'unwrapped') return 'was taken out of what was around it';
  return way === 'reordered' || from === '' ? 'moved' : `moved from ${from}`;
}

/** What follows each node in its former place and is gone; 0 stands for the start. */
function removedAfter(diff: TreeDiff, node: number, partner: number): Map<number, number[]> {
  const following = new Map<number, number[]>();
  let last = 0;
  for (const child of nodeAt(diff.before, partner).children) {
    const now = diff.partners.before[child] as number;
    if (now === -1) {
      const known = following.get(last);
      if (known) known.push(child);
      else following.set(last, [child]);
    } else if (nodeAt(diff.after, now).parent === node) last = now;
  }
  return following;
}

const countChanges = (nodes: readonly MergedNode[]): number =>
  nodes.reduce(
    (sum, { mark, changesInside }) => sum + changesInside + (mark === 'same' ? 0 : 1),
    0,
  );

/** One tree of two: that of today, with what is gone where it was. */
export function mergeTrees(diff: TreeDiff): MergedNode[] {
  const { before, after, partners } = diff;
  const moves = new Map<number, string>();
  const changed = new Set<number>();
  for (const operation of diff.operations) {
    if (operation.kind === 'moved') {
      moves.set(operation.after, describeMove(operation.way, placeOf(before, operation.before)));
    }
    if (operation.kind === 'changed') changed.add(operation.after);
  }
  const made = (tree: AriaTree, node: number, letter: string, children: MergedNode[]) => ({
    ...{ key: `${letter}${node}`, content: nodeAt(tree, node), former: null, move: '' },
    ...{ changesInside: countChanges(children), children },
  });
  // What moved out of a node that is gone is shown where it is now.
  const removed = (node: number): MergedNode => {
    const gone = nodeAt(before, node).children.filter((child) => partners.before[child] === -1);
    return { ...made(before, node, 'b', gone.map(removed)), mark: 'removed' };
  };
  const childrenOf = (node: number): MergedNode[] => {
    const partner = partners.after[node] as number;
    const gone = partner === -1 ? null : removedAfter(diff, node, partner);
    const goneAfter = (last: number) => (gone?.get(last) ?? []).map(removed);
    const shown = nodeAt(after, node).children.flatMap((child) => [
      present(child),
      ...goneAfter(child),
    ]);
    return [...goneAfter(0), ...shown];
  };
  const present = (node: number): MergedNode => {
    const partner = partners.after[node] as number;
    const merged = made(after, node, 'a', childrenOf(node));
    if (partner === -1) return { ...merged, mark: 'added' };
    const move = moves.get(node) ?? '';
    return {
      ...merged,
      mark: move ? 'moved' : changed.has(node) ? 'changed' : 'same',
      former: changed.has(node) ? nodeAt(before, partner) : null,
      move,
    };
  };
  return childrenOf(0);
}

/** A tree there is nothing to compare with, in the same form. */
export function unmergedTree(tree: AriaTree): MergedNode[] {
  const made = (node: number): MergedNode => ({
    ...{ key: `a${node}`, mark: 'same', content: nodeAt(tree, node), former: null, move: '' },
    ...{ changesInside: 0, children: nodeAt(tree, node).children.map(made) },
  });
  return nodeAt(tree, 0).children.map(made);
}
