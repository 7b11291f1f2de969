/** Partners for what did not stay where it was. */
import { nodeAt } from '../tree/aria-tree.ts';
import { linkDown } from './align-children.ts';
import { isFree, type Matching, none, type Side } from './matching.ts';

type KeyOf = (side: Side, node: number) => number | undefined;

/** The nodes without partners whose key no other of them has, by the key. */
function onlyOnes(side: Side, keyOf: KeyOf): Map<number, number> {
  const found = new Map<number, number>();
  const often = new Set<number>();
  side.tree.forEach((_, node) => {
    const key = isFree(side, node) ? keyOf(side, node) : undefined;
    if (key === undefined) return;
    if (found.has(key)) often.add(key);
    found.set(key, node);
  });
  for (const key of often) found.delete(key);
  return found;
}

/** Makes partners of nodes that are the only ones with their key, the outermost first. */
function linkOnlyOnes(matching: Matching, keyOf: KeyOf): void {
  const { before, after } = matching;
  matching.work += before.tree.length + after.tree.length;
  const later = onlyOnes(after, keyOf);
  for (const [key, node] of onlyOnes(before, keyOf)) {
    const partner = later.get(key);
    if (partner === undefined || !isFree(before, node) || !isFree(after, partner)) continue;
    linkDown(matching, { before: node, after: partner });
  }
}

/** A part as a whole, where it says or contains something: a line between others can be any line. */
const wholePart: KeyOf = ({ tree, subtrees }, node) => {
  const { name, text, children } = nodeAt(tree, node);
  return name !== '' || text !== '' || children.length > 0 ? subtrees[node] : undefined;
};

const roleAndName: KeyOf = ({ tree, keys }, node) =>
  nodeAt(tree, node).name === '' ? undefined : keys[node];

/** The node without a partner that most children of another one were in; none where it was not their place. */
function formerPlace({ before, after }: Matching, node: number): number {
  const votes = new Map<number, number>();
  const { children } = nodeAt(after.tree, node);
  for (const child of children) {
    const partner = after.partners[child] ?? none;
    const place = partner === none ? none : nodeAt(before.tree, partner).parent;
    if (place !== none && isFree(before, place)) votes.set(place, (votes.get(place) ?? 0) + 1);
  }
  let best = none;
  for (const [place, count] of votes) if (count > (votes.get(best) ?? 0)) best = place;
  if (best === none) return none;
  const size = children.length + nodeAt(before.tree, best).children.length;
  return 4 * (votes.get(best) ?? 0) >= size ? best : none;
}

/** Makes partners of nodes that have at least half of their children in common, the innermost first. */
function linkByChildren(matching: Matching): void {
  const { after } = matching;
  for (let node = after.tree.length - 1; node > 0; node--) {
    if (!isFree(after, node)) continue;
    matching.work += 1 + nodeAt(after.tree, node).children.length;
    const place = formerPlace(matching, node);
    if (place !== none) linkDown(matching, { before: place, after: node });
  }
}

/**
 * Makes partners of what is elsewhere now: equal parts, then what the parts it contains tell, then what
 * is the only one of its role and name.
 */
export function linkElsewhere(matching: Matching): void {
  linkOnlyOnes(matching, wholePart);
  linkByChildren(matching);
  linkOnlyOnes(matching, roleAndName);
}
