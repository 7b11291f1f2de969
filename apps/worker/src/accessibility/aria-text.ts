import type { AccessibilityNode } from '@twinlens/browser';

const indent = '  ';

/** Pieces of text beside each other as one, and none that is only white space. */
function joinTexts(children: readonly AccessibilityNode[]): AccessibilityNode[] {
  const joined: AccessibilityNode[] = [];
  for (const child of children) {
    const last = joined.at(-1);
    if (child.role === 'text' && last?.role === 'text') {
      joined[joined.length - 1] = { ...last, name: last.name + child.name };
    } else {
      joined.push(child);
    }
  }
  return joined.flatMap((child) => {
    if (child.role !== 'text') return [child];
    const name = child.name.replace(/\s+/g, ' ').trim();
    return name === '' ? [] : [{ ...child, name }];
  });
}

const withoutSpace = (text: string): string => text.replace(/\s+/g, '');

/** What is shown inside a node: not its text, where that is what its name was made of. */
function shownChildren({ name, value, children }: AccessibilityNode): AccessibilityNode[] {
  const joined = joinTexts(children);
  const [only, ...more] = joined;
  if (only?.role !== 'text' || more.length > 0) return joined;
  const said = [name, value].map(withoutSpace);
  return said.includes(withoutSpace(only.name)) ? [] : joined;
}

function labelOf({ role, name, description, states }: AccessibilityNode, value: string): string {
  const parts = [role];
  if (name !== '') parts.push(JSON.stringify(name));
  for (const [state, value] of Object.entries(states)) {
    parts.push(value === 'true' ? `[${state}]` : `[${state}=${value}]`);
  }
  if (value !== '') parts.push(`[value=${JSON.stringify(value)}]`);
  if (description !== '') parts.push(`[description=${JSON.stringify(description)}]`);
  return parts.join(' ');
}

function write(node: AccessibilityNode, depth: number, lines: string[]): void {
  const start = `${indent.repeat(depth)}- `;
  if (node.role === 'text') {
    lines.push(`${start}text: ${node.name}`);
    return;
  }
  const children = shownChildren(node);
  const [only, ...more] = children;
  if (only === undefined) {
    lines.push(`${start}${labelOf(node, '')}${node.value === '' ? '' : `: ${node.value}`}`);
  } else if (only.role === 'text' && more.length === 0) {
    lines.push(`${start}${labelOf(node, node.value)}: ${only.name}`);
  } else {
    lines.push(`${start}${labelOf(node, node.value)}:`);
    for (const child of children) write(child, depth + 1, lines);
  }
}

/**
 * An accessibility tree as text, a node a line, in the form that readers of test runners know:
 * `- heading "Title" [level=1]`, `- paragraph: Text`. White space is collapsed.
 */
export function ariaText(tree: AccessibilityNode): string {
  const lines: string[] = [];
  write(tree, 0, lines);
  return lines.join('\n');
}
