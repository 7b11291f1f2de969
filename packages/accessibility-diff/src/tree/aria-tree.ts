/** What assistive technology is told of a page, as a tree. */

/** What a node says of itself. */
export interface AriaContent {
  /** Empty where a line could not be read as a node; it is then `text` as it stands. */
  role: string;
  name: string;
  /** States and properties, a value and a description; empty where a state is simply on. */
  attributes: ReadonlyMap<string, string>;
  /** What the node contains, where that is nothing but text. */
  text: string;
}

export interface AriaNode extends AriaContent {
  /** Numbers of nodes: the one this is in, and those in it, in order. The root is in -1. */
  parent: number;
  children: readonly number[];
  /** One after the last node inside this one. */
  end: number;
}

/**
 * Nodes in the order of the document, each before those inside it. The first is the root, which stands
 * for the whole text and says nothing.
 */
export type AriaTree = readonly AriaNode[];

/** @throws RangeError where the tree has no such node: a mistake of ours */
export function nodeAt(tree: AriaTree, at: number): AriaNode {
  const node = tree[at];
  if (node === undefined) throw new RangeError(`the tree has no node ${at}`);
  return node;
}

/** Equal texts for nodes that say the same, whatever is inside them. */
export function labelOf({ role, name, attributes, text }: AriaContent): string {
  const sorted = [...attributes].sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([role, name, sorted, text]);
}
