/** Two accessibility trees as text, with a form feed between them. */
import {
  compareTrees,
  type MergedNode,
  mergeTrees,
  parseTree,
  summarizeTrees,
} from '@twinlens/accessibility-diff';
import { damaged } from '../damage.ts';
import type { Random } from '../random.ts';
import type { Target } from '../target.ts';

const between = '\f';

const seed = `- document "Shop":
  - navigation "Main":
    - link "Home" [level=2] [description="it \\"is\\" so"]: Text
    - list:
      - listitem: €4
      - listitem:
        - button [disabled]
  - text: Text`;

/** Bytes; a longer text only makes every look slower. */
const longest = 4_000;

function editedLines(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = random(lines.length);
  const line = lines[at] ?? '';
  const [part] = lines.splice(at, random(2) === 0 ? 1 : 0) as [string | undefined];
  const deeper = random(3) === 0 ? '  ' : '';
  lines.splice(random(lines.length + 1), 0, deeper + (part ?? line));
  return lines.join('\n');
}

const countOf = (nodes: readonly MergedNode[], isHere: (node: MergedNode) => boolean): number =>
  nodes.reduce((sum, node) => sum + (isHere(node) ? 1 : 0) + countOf(node.children, isHere), 0);

export const trees: Target = {
  seeds: () => [Buffer.from(`${seed}${between}${seed}`), Buffer.from(between)],
  mutated(input, other, random) {
    if (random(2) === 0) return damaged(input, random).subarray(0, longest);
    const [before = '', after = ''] = input.toString().split(between);
    const way = random(4);
    if (way === 0) return Buffer.from(`${before}${between}${before}`);
    if (way === 1) return Buffer.concat([input, other]).subarray(0, longest);
    return Buffer.from(`${before}${between}${editedLines(after, random)}`).subarray(0, longest);
  },
  isClear: () => false,
  feed(input) {
    const [before = '', after = ''] = input.toString().split(between);
    const diff = compareTrees(parseTree(before), parseTree(after));
    const nodes = diff.before.length + diff.after.length;
    if (diff.work > 48 * nodes) return `${nodes} nodes were looked at ${diff.work} times`;
    if ((diff.operations.length === 0) !== (summarizeTrees(diff) === ''))
      return 'it is summed up wrong';
    const merged = mergeTrees(diff);
    const later = countOf(merged, ({ mark }) => mark !== 'removed');
    const earlier = countOf(merged, ({ mark }) => mark !== 'added');
    const isWhole = later === diff.after.length - 1 && earlier === diff.before.length - 1;
    return isWhole ? null : 'a node is missing where both are shown as one';
  },
};
