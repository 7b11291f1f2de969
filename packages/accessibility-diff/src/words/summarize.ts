import type { TreeDiff } from '../compare-trees.ts';
import type { Operation } from '../operations.ts';
import { type AriaTree, nodeAt } from '../tree/aria-tree.ts';
import { describeField } from './describe-field.ts';
import { describeNode, placeOf } from './describe-node.ts';

/** Things told before the rest is only counted. */
const mostTold = 3;

/** Something that a sentence says, and how many operations it stands for. */
interface Statement {
  words: string;
  /** Statements of equal groups become one: how many nodes, and what is said of them together. */
  group?: { key: string; count: number; say(count: number): string };
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

const where = (tree: AriaTree, node: number, word: string): string => {
  const place = placeOf(tree, node);
  return place === '' ? '' : ` ${word} ${place}`;
};

/** A node that came or went, told by what is inside where it has no name of its own. */
function describePart(tree: AriaTree, node: number, count: number): string {
  const content = nodeAt(tree, node);
  const what = describeNode(content);
  if (count === 1) return what;
  const inside = tree.slice(node + 1, content.end).find(({ name }) => name !== '');
  return content.name === '' && inside !== undefined
    ? `${what} with ${describeNode(inside)} inside`
    : `${what} with ${plural(count - 1, 'node')} inside`;
}

/** Nodes that came or went with everything inside them that did too. */
function groupStatement(
  tree: AriaTree,
  partners: Int32Array,
  node: number,
  verb: 'added' | 'removed',
): Statement {
  const { end } = nodeAt(tree, node);
  const count = partners.subarray(node, end).filter((partner) => partner === -1).length;
  const place = where(tree, node, verb === 'added' ? 'under' : 'from');
  return {
    words: `${describePart(tree, node, count)} ${verb}${place}`,
    group: {
      key: `${verb}${place}`,
      count,
      say: (total) => `${plural(total, 'node')} ${verb}${place}`,
    },
  };
}

function movedStatement(
  { before, after }: TreeDiff,
  operation: Operation & { kind: 'moved' },
): Statement {
  const what = describeNode(nodeAt(after, operation.after));
  const from = nodeAt(before, nodeAt(before, operation.before).parent);
  const to = nodeAt(after, nodeAt(after, operation.after).parent);
  const say = (end: string, key: string): Statement => ({
    words: `${what} ${end}`,
    group: { key, count: 1, say: (total) => `${plural(total, 'node')} ${end}` },
  });
  switch (operation.way) {
    case 'wrapped':
      return say(
        `wrapped in ${describeNode(to)}`,
        `wrapped ${nodeAt(after, operation.after).parent}`,
      );
    case 'unwrapped': {
      const key = `unwrapped ${nodeAt(before, operation.before).parent}`;
      return say(`taken out of ${describeNode(from)}, which is gone`, key);
    }
    case 'reordered': {
      const place = where(after, operation.after, 'within');
      return say(`moved${place || ' to another place'}`, `reordered${place}`);
    }
    case 'elsewhere': {
      const stayed = placeOf(before, operation.before) === placeOf(after, operation.after);
      const start = where(before, operation.before, 'from');
      const places = stayed ? '' : start + where(after, operation.after, 'to');
      return say(`moved${places || ' to another place'}`, `moved${places}`);
    }
  }
}

/** Nodes whose coming or going is said with what moved into or out of them. */
function wrappers({ before, after, operations }: TreeDiff) {
  const added = new Set<number>();
  const removed = new Set<number>();
  for (const operation of operations) {
    if (operation.kind !== 'moved') continue;
    if (operation.way === 'wrapped') added.add(nodeAt(after, operation.after).parent);
    if (operation.way === 'unwrapped') removed.add(nodeAt(before, operation.before).parent);
  }
  return { added, removed };
}

function statementsOf(diff: TreeDiff): Statement[] {
  const { before, after, partners, operations } = diff;
  const around = wrappers(diff);
  return operations.flatMap((operation): Statement[] => {
    if (operation.kind === 'moved') return [movedStatement(diff, operation)];
    if (operation.kind === 'changed') {
      const what = describeNode(nodeAt(before, operation.before));
      return [{ words: `${what} ${operation.fields.map(describeField).join(' and ')}` }];
    }
    const [tree, found, node, known] =
      operation.kind === 'added'
        ? ([after, partners.after, operation.after, around.added] as const)
        : ([before, partners.before, operation.before, around.removed] as const);
    const { parent } = nodeAt(tree, node);
    const isInside = found[parent] === -1 && !known.has(parent);
    return known.has(node) || isInside ? [] : [groupStatement(tree, found, node, operation.kind)];
  });
}

/** One statement for all of a group, where the first of them stands. */
function joinGroups(statements: readonly Statement[]): string[] {
  const groups = Map.groupBy(statements, (statement) => statement.group?.key ?? statement);
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (group.length === 1 || first?.group === undefined) return first?.words ?? '';
    return first.group.say(group.reduce((sum, one) => sum + (one.group?.count ?? 0), 0));
  });
}

/**
 * How a tree changed, in one sentence without its full stop: `3 nodes added under navigation "Main",
 * button "Save" is now disabled`. Empty where nothing did.
 */
export function summarizeTrees(diff: TreeDiff): string {
  const told = joinGroups(statementsOf(diff));
  const rest = told.length - mostTold;
  // The rest of one is no shorter than the one itself.
  if (rest <= 1) return told.join(', ');
  return `${told.slice(0, mostTold).join(', ')} and ${rest} more changes`;
}
