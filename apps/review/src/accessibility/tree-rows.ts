/** Which nodes of a tree are shown, each as a row, and what is folded. */
import type { MergedNode } from '@twinlens/accessibility-diff';

/** A node of what is shown: one of the tree, or many that are folded into one row. */
export type TreeItem =
  | { kind: 'node'; key: string; node: MergedNode; items: TreeItem[] }
  | {
      kind: 'fold';
      key: string;
      count: number;
      changes: number;
      /** Whether it is the rest of a long list, of which the start is shown. */
      isRest: boolean;
      items: TreeItem[];
    };

export interface TreeRow {
  item: TreeItem;
  /** From 1; what is in a fold stands where it would stand without. */
  indent: number;
  level: number;
  position: number;
  setSize: number;
  isOpen: boolean;
  /** The key of the row around it. */
  parent: string | null;
}

/** Equal nodes beside each other that are shown as they are, and next to what changed. */
const fewest = 4;
/** Children shown before the rest is folded. */
const mostChildren = 200;
/** Rows that are shown before anybody asked for more. */
const mostRows = 400;

const isQuiet = ({ mark, changesInside }: MergedNode): boolean =>
  mark === 'same' && changesInside === 0;

function foldOf(items: TreeItem[], nodes: readonly MergedNode[], isRest: boolean): TreeItem {
  const changes = nodes.reduce(
    (sum, { mark, changesInside }) => sum + changesInside + (mark === 'same' ? 0 : 1),
    0,
  );
  const key = `${isRest ? 'r' : 'f'}${nodes[0]?.key}`;
  return { kind: 'fold', key, count: nodes.length, changes, isRest, items };
}

const itemOf = (node: MergedNode, folding: boolean): TreeItem => ({
  kind: 'node',
  key: node.key,
  node,
  items: itemsOf(node.children, folding && !isQuiet(node)),
});

/** Long lists are shown a part at a time: the rest is in a fold at the end, and so on. */
function chunked(nodes: readonly MergedNode[], folding: boolean): TreeItem[] {
  const rest = nodes.length > mostChildren ? nodes.slice(mostChildren) : [];
  let items: TreeItem[] = [];
  // From the end, as there may be more parts than a stack is deep.
  for (let end = rest.length; end > 0; ) {
    const start = Math.floor((end - 1) / mostChildren) * mostChildren;
    const part = rest.slice(start, end).map((node) => itemOf(node, folding));
    items = [foldOf([...part, ...items], rest.slice(start), true)];
    end = start;
  }
  return [...nodes.slice(0, mostChildren).map((node) => itemOf(node, folding)), ...items];
}

/** @param folding whether stretches that did not change are folded */
export function itemsOf(nodes: readonly MergedNode[], folding: boolean): TreeItem[] {
  if (!folding) return chunked(nodes, false);
  const shown: MergedNode[] = [];
  const folds = new Map<MergedNode, MergedNode[]>();
  for (let at = 0; at < nodes.length; ) {
    let end = at;
    while (end < nodes.length && isQuiet(nodes[end] as MergedNode)) end++;
    // One is left beside what changed, to see where that is.
    const from = at === 0 ? 0 : at + 1;
    const to = end === nodes.length ? end : end - 1;
    if (to - from >= fewest) {
      shown.push(...nodes.slice(at, from + 1), ...nodes.slice(to, end));
      folds.set(nodes[from] as MergedNode, nodes.slice(from, to));
    } else {
      shown.push(...nodes.slice(at, end));
    }
    const next = nodes[end];
    if (next !== undefined) shown.push(next);
    at = end + 1;
  }
  return chunked(shown, true).map((item) => {
    const folded = item.kind === 'node' ? folds.get(item.node) : undefined;
    return folded === undefined ? item : foldOf(chunked(folded, false), folded, false);
  });
}

/**
 * The keys of what is open at first: what has changes inside, or everything where nothing changed, the
 * outermost first, until there are rows enough.
 */
export function openAtFirst(items: readonly TreeItem[], isCompared: boolean): Set<string> {
  const open = new Set<string>();
  const waiting = [...items];
  let rows = items.length;
  for (const item of waiting) {
    if (item.kind === 'fold' || item.items.length === 0) continue;
    const { changesInside } = item.node;
    if ((isCompared && changesInside === 0) || rows + item.items.length > mostRows) continue;
    open.add(item.key);
    rows += item.items.length;
    waiting.push(...item.items);
  }
  return open;
}

/** The rows there are while these are open. */
export function rowsOf(items: readonly TreeItem[], open: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (list: readonly TreeItem[], parent: TreeRow | null) => {
    list.forEach((item, index) => {
      const inFold = parent?.item.kind === 'fold';
      const row: TreeRow = {
        item,
        indent: (parent?.indent ?? 0) + (inFold ? 0 : 1),
        level: (parent?.level ?? 0) + 1,
        position: index + 1,
        setSize: list.length,
        isOpen: open.has(item.key),
        parent: parent?.item.key ?? null,
      };
      rows.push(row);
      if (row.isOpen) add(item.items, row);
    });
  };
  add(items, null);
  return rows;
}
