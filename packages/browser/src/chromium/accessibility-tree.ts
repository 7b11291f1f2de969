import { CdpError, type CdpSession } from '../cdp/connection.ts';
import type { AccessibilityNode } from '../page.ts';

interface AxValue {
  value?: unknown;
}

/** A node as the DevTools protocol has it, in a flat list. */
interface AxNode {
  nodeId: string;
  parentId?: string;
  childIds?: string[];
  ignored: boolean;
  role?: AxValue;
  name?: AxValue;
  description?: AxValue;
  value?: AxValue;
  properties?: { name: string; value: AxValue }[];
  backendDOMNodeId?: number;
}

/**
 * Chromium's own roles, which begin with a capital letter, and what they are for everybody; null for
 * those that say nothing. Any other is named as Chromium names it: nothing goes missing.
 */
const roles: Record<string, string | null> = {
  RootWebArea: 'document',
  StaticText: 'text',
  Figcaption: 'caption',
  SvgRoot: 'img',
  DisclosureTriangle: 'button',
  DisclosureTriangleGrouped: 'button',
  MathMLMath: 'math',
  MenuListOption: 'option',
  MenuListPopup: null,
  LabelText: null,
  Legend: null,
  DescriptionList: null,
  LayoutTable: null,
  LayoutTableRow: null,
  LayoutTableCell: null,
  Unknown: null,
  image: 'img',
  none: null,
  presentation: null,
};

/** Lines of a text, which is there as a whole; and bullets, which style sheets add. */
const leftOut = new Set(['InlineTextBox', 'ListMarker']);

/** What is inside these is the engine's own, and for media depends on how much has been loaded. */
const closed = new Set([
  ...['textbox', 'searchbox', 'spinbutton', 'slider', 'progressbar', 'meter', 'scrollbar'],
  ...['Video', 'Audio', 'Date', 'DateTime', 'InputTime', 'ColorWell'],
]);

const hasLevel = new Set(['heading', 'treeitem', 'row']);

/** Properties that are told where they are true, or anything but false. */
const states = new Set([
  ...['checked', 'pressed', 'selected', 'disabled', 'required', 'readonly', 'invalid', 'modal'],
]);

/** Elements deeper than this stand beside their parents: whoever reads the tree need not be as deep. */
const maxDepth = 200;

const textOf = ({ value }: AxValue = {}): string => (value === undefined ? '' : String(value));
const plain = (value: AxValue | undefined): string => textOf(value).replace(/\s+/g, ' ').trim();

function roleOf({ ignored, role, name }: AxNode): string | null {
  const own = textOf(role);
  if (ignored || own.startsWith('MathML')) return roles[own] ?? null;
  // A name on what says nothing is a mistake somebody may want to see.
  if (own === 'generic') return plain(name) === '' ? null : own;
  const known = roles[own];
  return known === undefined ? own.charAt(0).toLowerCase() + own.slice(1) : known;
}

function statesOf({ properties = [] }: AxNode, role: string): Record<string, string> {
  const told = properties
    .map(({ name, value }): [string, string] => [name, textOf(value)])
    .filter(([name, value]) => {
      if (name === 'level') return hasLevel.has(role);
      return name === 'expanded' || (states.has(name) && value !== 'false' && value !== '');
    });
  return Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const text = (name: string): AccessibilityNode => ({
  role: 'text',
  name,
  description: '',
  value: '',
  states: {},
  children: [],
});

/** Something still to be put into the list of its parent's children. */
interface Waiting {
  node: AxNode | 'boundary';
  into: AccessibilityNode[];
  depth: number;
}

/**
 * The nodes of one document as a tree. Without recursion: pages nest their elements as deep as they
 * like.
 * @param framed The documents in its frames, by the id of the node.
 */
function translate(nodes: AxNode[], framed: Map<string, AccessibilityNode>): AccessibilityNode {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const root: AccessibilityNode[] = [];
  const waiting: Waiting[] = nodes
    .filter(({ parentId }) => parentId === undefined)
    .map((node) => ({ node, into: root, depth: 0 }));
  const pushChildren = ({ childIds = [] }: AxNode, into: AccessibilityNode[], depth: number) => {
    for (const id of childIds.toReversed()) {
      const node = byId.get(id);
      if (node) waiting.push({ node, into, depth });
    }
  };
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, into, depth } = next;
    if (node === 'boundary') {
      into.push(text(' '));
      continue;
    }
    const own = textOf(node.role);
    if (leftOut.has(own)) continue;
    const role = roleOf(node);
    if (role === null || own === 'LineBreak') {
      // What stands in a box of its own is not one word with what stands beside it.
      into.push(text(' '));
      waiting.push({ node: 'boundary', into, depth });
      if (role === null) pushChildren(node, into, depth);
      continue;
    }
    if (role === 'text') {
      into.push(text(textOf(node.name)));
      continue;
    }
    const translated: AccessibilityNode = {
      role,
      name: plain(node.name),
      description: plain(node.description),
      value: plain(node.value),
      states: statesOf(node, role),
      children: framed.get(node.nodeId)?.children ?? [],
    };
    into.push(translated);
    if (closed.has(own)) continue;
    pushChildren(node, depth < maxDepth ? translated.children : into, depth + 1);
  }
  return root.find(({ role }) => role === 'document') ?? { ...text(''), role: 'document' };
}

/** The id of the frame in an element; undefined where it has none, or is gone. */
async function frameIn(session: CdpSession, backendNodeId: number): Promise<string | undefined> {
  try {
    const { node } = await session.send('DOM.describeNode', { backendNodeId });
    return (node as { frameId?: string }).frameId;
  } catch (error) {
    if (error instanceof CdpError) return undefined;
    throw error;
  }
}

async function readDocument(session: CdpSession, frameId?: string): Promise<AccessibilityNode> {
  const { nodes } = (await session.send('Accessibility.getFullAXTree', {
    ...(frameId !== undefined && { frameId }),
  })) as unknown as { nodes: AxNode[] };
  const framed = new Map<string, AccessibilityNode>();
  for (const { ignored, role, nodeId, backendDOMNodeId } of nodes) {
    if (ignored || role?.value !== 'Iframe' || backendDOMNodeId === undefined) continue;
    const inner = await frameIn(session, backendDOMNodeId);
    if (inner !== undefined) framed.set(nodeId, await readDocument(session, inner));
  }
  return translate(nodes, framed);
}

/** What Chromium tells assistive technology about the page of a session, frames included. */
export async function readAccessibilityTree(session: CdpSession): Promise<AccessibilityNode> {
  try {
    return await readDocument(session);
  } finally {
    // Or every later change of the page would be worked into the tree.
    await session.send('Accessibility.disable').catch(() => undefined);
  }
}
