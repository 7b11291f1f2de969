/** What has to be done to one tree to make it another. */
import { keptChildren, type Matching, none } from './match/matching.ts';
import { type AriaContent, nodeAt } from './tree/aria-tree.ts';

/** Where a node is put: in one that was there before, or in one that is new. */
export interface Place {
  parent: { before: number } | { added: number };
  /** Among all children that there are in the end. */
  position: number;
}

/**
 * How a node that is in another place got there: a new node stands around it; the node around it is
 * gone; it has another place in the same node; or it is in another node.
 */
export type Way = 'wrapped' | 'unwrapped' | 'reordered' | 'elsewhere';

/**
 * `before` and `after` are places in the two trees. What is inside a node that is removed is removed or
 * moved by operations of its own.
 */
export type Operation =
  | { kind: 'removed'; before: number }
  | { kind: 'added'; after: number; place: Place }
  | { kind: 'moved'; before: number; after: number; place: Place; way: Way }
  | { kind: 'changed'; before: number; after: number; fields: Field[] };

/** What of a node changed. */
export type Field =
  | { what: 'role' | 'name' | 'text'; from: string; to: string }
  /** Null where it has no such attribute. */
  | { what: 'attribute'; attribute: string; from: string | null; to: string | null };

function fieldsOf(before: AriaContent, after: AriaContent): Field[] {
  const fields: Field[] = [];
  for (const what of ['role', 'name', 'text'] as const) {
    if (before[what] !== after[what]) fields.push({ what, from: before[what], to: after[what] });
  }
  const names = new Set([...before.attributes.keys(), ...after.attributes.keys()]);
  for (const attribute of names) {
    const from = before.attributes.get(attribute) ?? null;
    const to = after.attributes.get(attribute) ?? null;
    if (from !== to) fields.push({ what: 'attribute', attribute, from, to });
  }
  return fields;
}

/** The closest node around one that has a partner, in its own tree. */
function keptAround({ tree, partners }: Matching['before'], node: number): number {
  let around = nodeAt(tree, node).parent;
  while (partners[around] === none) around = nodeAt(tree, around).parent;
  return around;
}

function wayOf({ before, after }: Matching, from: number, to: number): Way {
  const left = nodeAt(before.tree, from).parent;
  const reached = nodeAt(after.tree, to).parent;
  if (before.partners[left] === reached) return 'reordered';
  if (before.partners[left] === keptAround(after, to)) return 'wrapped';
  return after.partners[reached] === keptAround(before, from) ? 'unwrapped' : 'elsewhere';
}

/** The operations that lead from one tree to the other: what goes first, the rest in the new order. */
export function operationsOf(matching: Matching): Operation[] {
  const { before, after } = matching;
  const operations: Operation[] = [];
  for (let node = 1; node < before.tree.length; node++) {
    if (before.partners[node] === none) operations.push({ kind: 'removed', before: node });
  }
  const positions = new Int32Array(after.tree.length);
  const stays = new Uint8Array(after.tree.length);
  after.tree.forEach(({ children }, node) => {
    children.forEach((child, position) => {
      positions[child] = position;
    });
    const partner = after.partners[node] as number;
    if (partner === none) return;
    for (const kept of keptChildren(matching, { before: partner, after: node })) {
      stays[kept.after] = 1;
    }
  });
  for (let node = 1; node < after.tree.length; node++) {
    const content = nodeAt(after.tree, node);
    const partner = after.partners[node] as number;
    const parent = after.partners[content.parent] as number;
    const place: Place = {
      parent: parent === none ? { added: content.parent } : { before: parent },
      position: positions[node] as number,
    };
    if (partner === none) {
      operations.push({ kind: 'added', after: node, place });
      continue;
    }
    const pair = { before: partner, after: node };
    if (stays[node] === 0) {
      operations.push({ kind: 'moved', ...pair, place, way: wayOf(matching, partner, node) });
    }
    if (before.labels[partner] !== after.labels[node]) {
      const earlier = nodeAt(before.tree, partner);
      operations.push({ kind: 'changed', ...pair, fields: fieldsOf(earlier, content) });
    }
  }
  return operations;
}
