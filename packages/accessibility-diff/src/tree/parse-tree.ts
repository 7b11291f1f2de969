import type { AriaNode, AriaTree } from './aria-tree.ts';
import { parseLine } from './parse-line.ts';

/** Spaces of each level. */
const indent = 2;

const start = /^( *)(?:- )?/;

/**
 * Reads the tree of an accessibility result. Any text is one: a line that is no node becomes one that
 * says what stands there, a line that is indented too far is inside the one before it, and empty lines
 * are nothing.
 */
export function parseTree(text: string): AriaTree {
  const root = {
    ...{ role: '', name: '', attributes: new Map<string, string>(), text: '' },
    ...{ parent: -1, children: [] as number[], end: 1 },
  };
  const nodes: (AriaNode & { children: number[]; end: number })[] = [root];
  /** The nodes that further ones may be in, from the root on. */
  const open = [0];
  const close = (levels: number) => {
    for (const at of open.splice(levels)) {
      const node = nodes[at];
      if (node) node.end = nodes.length;
    }
  };
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const [marker = '', spaces = ''] = start.exec(line) ?? [];
    close(1 + Math.min(open.length - 1, Math.floor(spaces.length / indent)));
    const parent = open.at(-1) ?? 0;
    const at = nodes.length;
    nodes.push({ ...parseLine(line.slice(marker.length)), parent, children: [], end: at + 1 });
    nodes[parent]?.children.push(at);
    open.push(at);
  }
  close(0);
  return nodes;
}
