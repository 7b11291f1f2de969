import { type AriaContent, type AriaTree, nodeAt } from '../tree/aria-tree.ts';

/** Characters of a text that are told in a sentence. */
const longest = 60;

/** A text in quotation marks, cut where it is too long for a sentence. */
export function quote(text: string): string {
  const characters = [...text];
  const shown =
    characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
  return `"${shown}"`;
}

/** A node as people are told of it: `button "Save"`, `paragraph`, `text "from €4"`. */
export function describeNode({ role, name, text }: AriaContent): string {
  if (role === '') return `line ${quote(text)}`;
  if (name !== '') return `${role} ${quote(name)}`;
  return text === '' ? role : `${role} ${quote(text)}`;
}

/** Where a node is: the closest one around it that has a name. Empty where only the page itself has. */
export function placeOf(tree: AriaTree, node: number): string {
  let around = nodeAt(tree, node).parent;
  while (around > 0 && nodeAt(tree, around).name === '') around = nodeAt(tree, around).parent;
  const place = around > 0 ? nodeAt(tree, around) : null;
  return place === null || place.role === 'document' ? '' : describeNode(place);
}
