import { type AriaTree, labelOf } from '../tree/aria-tree.ts';

/** Equal numbers for equal texts. Exact, unlike a hash: what is compared may be made to collide. */
export function createNumbering(): (text: string) => number {
  const numbers = new Map<string, number>();
  return (text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
}

/** Of each node by its place in a tree: equal numbers in two trees where the same is said. */
export interface Numbers {
  /** By role, name, attributes and text. */
  labels: Int32Array;
  /** By the label and everything inside. */
  subtrees: Int32Array;
  /** By role and name. */
  keys: Int32Array;
  roles: Int32Array;
}

/** Numbers the nodes of trees that are to be compared; call it for each with the same numbering. */
export function numberNodes(tree: AriaTree, number: (text: string) => number): Numbers {
  const numbers = {
    labels: new Int32Array(tree.length),
    subtrees: new Int32Array(tree.length),
    keys: new Int32Array(tree.length),
    roles: new Int32Array(tree.length),
  };
  // From the end: what is inside a node stands after it.
  for (let at = tree.length - 1; at >= 0; at--) {
    const node = tree[at];
    if (node === undefined) continue;
    numbers.labels[at] = number(`label ${labelOf(node)}`);
    numbers.keys[at] = number(`key ${JSON.stringify([node.role, node.name])}`);
    numbers.roles[at] = number(`role ${node.role}`);
    const inside = node.children.map((child) => numbers.subtrees[child]);
    numbers.subtrees[at] = number(`subtree ${numbers.labels[at]} ${inside.join(' ')}`);
  }
  return numbers;
}
