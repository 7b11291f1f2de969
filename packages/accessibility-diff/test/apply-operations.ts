import type { Operation } from '../src/operations.ts';
import { type AriaTree, labelOf, nodeAt } from '../src/tree/aria-tree.ts';

/** A tree as nested lists: what a node says, and what is inside it. */
export interface Nested {
  label: string;
  children: Nested[];
}

export function nest(tree: AriaTree, at = 0): Nested {
  const node = nodeAt(tree, at);
  return { label: labelOf(node), children: node.children.map((child) => nest(tree, child)) };
}

/**
 * Does to one tree what operations say, by nothing else than these and the contents of what is new: takes
 * out what goes and moves, then puts in what comes, in order.
 */
export function applyOperations(
  before: AriaTree,
  operations: readonly Operation[],
  contentAt: (after: number) => string,
): Nested {
  const kept = before.map((node): Nested => ({ label: labelOf(node), children: [] }));
  const added = new Map<number, Nested>();
  const leaving = new Set(
    operations.flatMap((one) =>
      one.kind === 'removed' || one.kind === 'moved' ? [one.before] : [],
    ),
  );
  const find = (at: number): Nested => {
    const found = kept[at];
    if (found === undefined) throw new Error(`there is no node ${at}`);
    return found;
  };
  before.forEach(({ children }, at) => {
    find(at).children = children.filter((child) => !leaving.has(child)).map(find);
  });
  for (const operation of operations) {
    if (operation.kind === 'changed') find(operation.before).label = contentAt(operation.after);
    if (operation.kind !== 'added' && operation.kind !== 'moved') continue;
    const { parent, position } = operation.place;
    const into = 'added' in parent ? added.get(parent.added) : find(parent.before);
    if (into === undefined) throw new Error('a node is put into one that is not there yet');
    const node =
      operation.kind === 'moved'
        ? find(operation.before)
        : { label: contentAt(operation.after), children: [] };
    if (operation.kind === 'added') added.set(operation.after, node);
    into.children.splice(position, 0, node);
  }
  return find(0);
}
