/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type axe from 'axe-core';

/** Edges in CSS pixels of the viewport. */
interface Edges {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What is kept of an element: as axe-core itself keeps it, and where it is. */
interface Spec extends axe.SerialDqElement {
  /** Null where nothing of it can be seen. */
  edges: Edges | null;
  /** Where the document in a frame element is shown. */
  inside: Edges;
}

interface World {
  axe: typeof axe;
  /** What was found in this document, until it is put together with what its frames say. */
  twinlensPartial?: axe.PartialResult;
}

/** A frame inside a document that is to be examined too. */
export interface ChildFrame {
  /** A selector of its element in the document, or selectors through shadow roots. */
  selector: axe.CrossTreeSelector;
  /** What axe-core wants to know in it. */
  context: axe.FrameContextObject;
}

export interface FoundNode {
  target: (string | string[])[];
  html: string;
  /** In CSS pixels of the document; null where nothing of it can be seen. */
  edges: Edges | null;
  /** One of these has to be mended. */
  any: string[];
  /** Each of these has to be mended. */
  all: string[];
}

export interface FoundViolation {
  id: string;
  impact: NonNullable<axe.ImpactValue>;
  tags: string[];
  help: string;
  helpUrl: string;
  nodes: FoundNode[];
  /** Nodes there were, of which no more than asked for are answered. */
  total: number;
}

/**
 * A `setTimeout` for axe-core that does what comes next at once. Timers never end in frames that are
 * sandboxed against scripts, and wait four milliseconds in chains of them. Runs in the page:
 * self-contained.
 */
export function makeSetTimeout(): (callback: () => void, ms?: number) => number {
  const { setTimeout } = window;
  const { port1, port2 } = new MessageChannel();
  const next: (() => void)[] = [];
  port1.onmessage = () => next.shift()?.();
  return (callback, ms = 0) => {
    if (ms > 0) return setTimeout(callback, ms);
    next.push(callback);
    port2.postMessage(null);
    return 0;
  };
}

/**
 * Makes axe-core note where elements are, and deaf to messages: any script of the page could send it
 * some. Runs in the page: self-contained.
 */
export function prepareAxe(): void {
  const { axe } = globalThis as unknown as World;
  axe.configure({ allowedOrigins: [] });
  const edgesOf = ({ left, top, right, bottom }: Edges): Edges => ({ left, top, right, bottom });
  const insideOf = (element: Element, { left, top }: Edges): Edges => {
    const style = getComputedStyle(element);
    const x = left + element.clientLeft + Number.parseFloat(style.paddingLeft);
    const y = top + element.clientTop + Number.parseFloat(style.paddingTop);
    return { left: x, top: y, right: x + element.clientWidth, bottom: y + element.clientHeight };
  };
  const within = (edges: Edges | null, inside: Edges): Edges | null => {
    if (edges === null) return null;
    const left = Math.max(edges.left + inside.left, inside.left);
    const top = Math.max(edges.top + inside.top, inside.top);
    const right = Math.min(edges.right + inside.left, inside.right);
    const bottom = Math.min(edges.bottom + inside.top, inside.bottom);
    return left < right && top < bottom ? { left, top, right, bottom } : null;
  };
  const serializer: axe.CustomNodeSerializer<Spec> = {
    toSpec({ element, source, nodeIndexes, selector }) {
      const edges = edgesOf(element.getBoundingClientRect());
      const isFrame = /^i?frame$/i.test(element.nodeName);
      const inside = isFrame ? insideOf(element, edges) : edges;
      return { source, nodeIndexes, selector, xpath: [], ancestry: [], edges, inside };
    },
    mergeSpecs: (node, frame) => ({
      ...axe.utils.DqElement.mergeSpecs(node, frame),
      edges: within(node.edges, frame.inside),
      inside: within(node.inside, frame.inside) ?? frame.inside,
    }),
  };
  axe.utils.nodeSerializer.update(serializer);
}

/**
 * Examines one document with axe-core, without the documents in its frames, and keeps what it found.
 * Runs in the page: self-contained.
 * @param context What the document around says of this one; null for the page itself.
 * @returns The frames in it.
 */
export async function examineDocument(
  options: axe.RunOptions,
  context: axe.FrameContextObject | null,
): Promise<ChildFrame[]> {
  const world = globalThis as unknown as World;
  const examined = context ?? (document as axe.ElementContext);
  const partial = await world.axe.runPartial(examined, options);
  world.twinlensPartial = partial;
  if (partial.frames.length === 0) return [];
  return world.axe.utils
    .getFrameContexts(examined, options)
    .map(({ frameSelector, frameContext }) => ({ selector: frameSelector, context: frameContext }));
}

/** What was kept of the last examination of this document. Runs in the page: self-contained. */
export function takePartial(): axe.PartialResult | undefined {
  const world = globalThis as unknown as World;
  const { twinlensPartial } = world;
  delete world.twinlensPartial;
  return twinlensPartial;
}

/**
 * Puts together what was found in the page and in its frames. Runs in the page: self-contained.
 * @param inFrames By frame, those inside a frame right after it; null for one that was not examined.
 * @param maxNodes How many nodes of a rule are answered.
 */
export async function finishExamination(
  inFrames: axe.PartialResults,
  options: axe.RunOptions,
  maxNodes: number,
): Promise<FoundViolation[]> {
  const world = globalThis as unknown as World;
  const { twinlensPartial = null } = world;
  delete world.twinlensPartial;
  const finished = await world.axe.finishRun([twinlensPartial, ...inFrames], {
    ...options,
    reporter: 'raw',
  });
  const messages = (checks: axe.RawCheckResult[]) => checks.map(({ message }) => message);
  const shift = ({ left, top, right, bottom }: Edges): Edges => ({
    left: left + scrollX,
    top: top + scrollY,
    right: right + scrollX,
    bottom: bottom + scrollY,
  });
  return (finished as unknown as axe.RawResult[]).map(
    ({ id, impact, tags, help, helpUrl, violations }) => ({
      id,
      // Every rule of axe-core has one; its types leave it open.
      impact: impact ?? 'moderate',
      tags,
      help,
      helpUrl,
      total: violations.length,
      nodes: violations.slice(0, maxNodes).map(({ node, any, all, none }) => {
        const { selector, source, edges } = node as Spec;
        return {
          target: selector,
          html: source,
          edges: edges && shift(edges),
          any: messages(any),
          all: messages([...all, ...none]),
        };
      }),
    }),
  );
}
