/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './open-roots.ts';

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * The union of the boxes of everything rendered inside the body, in CSS pixels of the document; null
 * when nothing is. Elements marked `data-happo-ignore` are left out, their children are not, and
 * neither is the text directly in them. Boxes count as far as scrolling ancestors show them.
 * Where an element is marked `data-happo-clip`, the box is that of the first one.
 * Runs in the page: self-contained.
 */
export function measureContent(roots: readonly Root[]): Box | null {
  const skipped = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'LINK', 'META', 'NOSCRIPT', 'TITLE']);
  const everything: Box = {
    left: Number.NEGATIVE_INFINITY,
    top: Number.NEGATIVE_INFINITY,
    right: Number.POSITIVE_INFINITY,
    bottom: Number.POSITIVE_INFINITY,
  };
  let union: Box | null = null;

  const intersect = (a: Box, b: Box): Box => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const boxOf = (rectangle: DOMRect): Box => ({
    left: rectangle.left + scrollX,
    top: rectangle.top + scrollY,
    right: rectangle.right + scrollX,
    bottom: rectangle.bottom + scrollY,
  });
  const add = (box: Box): void => {
    if (box.right <= box.left || box.bottom <= box.top) return;
    union = union
      ? {
          left: Math.min(union.left, box.left),
          top: Math.min(union.top, box.top),
          right: Math.max(union.right, box.right),
          bottom: Math.max(union.bottom, box.bottom),
        }
      : box;
  };
  const addText = (text: Text, clip: Box): void => {
    if (text.data.trim() === '') return;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const rectangle of range.getClientRects()) add(intersect(boxOf(rectangle), clip));
  };
  /** What children may show of themselves; each axis scrolls or hides on its own. */
  const clipInside = (style: CSSStyleDeclaration, box: Box, clip: Box): Box => {
    const inside = { ...clip };
    if (style.overflowX !== 'visible') {
      inside.left = Math.max(clip.left, box.left);
      inside.right = Math.min(clip.right, box.right);
    }
    if (style.overflowY !== 'visible') {
      inside.top = Math.max(clip.top, box.top);
      inside.bottom = Math.min(clip.bottom, box.bottom);
    }
    return inside;
  };

  /**
   * @param clip What the scrolling ancestors show.
   * @param absoluteClip The same for absolutely positioned children, which escape unpositioned ones.
   */
  const visit = (element: Element, hidden: boolean, clip: Box, absoluteClip: Box): void => {
    if (skipped.has(element.tagName)) return;
    const style = getComputedStyle(element);
    if (style.display === 'none') return;
    const hides = hidden || element.hasAttribute('data-happo-hide');
    const ignored = element.hasAttribute('data-happo-ignore');
    const shown = hides || style.visibility === 'visible';
    const outer =
      style.position === 'fixed' ? everything : style.position === 'absolute' ? absoluteClip : clip;
    let inner = outer;
    let innerAbsolute = absoluteClip;
    if (style.display !== 'contents') {
      const box = boxOf(element.getBoundingClientRect());
      if (shown && !ignored) add(intersect(box, outer));
      inner = clipInside(style, box, outer);
      if (style.position !== 'static' || style.transform !== 'none') innerAbsolute = inner;
    }
    if (element instanceof SVGElement) return;
    visitChildren(element, hides, ignored && shown, inner, innerAbsolute);
  };
  const visitChildren = (
    parent: Element,
    hidden: boolean,
    textCounts: boolean,
    clip: Box,
    absoluteClip: Box,
  ): void => {
    const inside: ParentNode = parent.shadowRoot ?? parent;
    const nodes: Iterable<Node> =
      parent instanceof HTMLSlotElement && parent.assignedNodes().length > 0
        ? parent.assignedNodes({ flatten: true })
        : inside.childNodes;
    for (const node of nodes) {
      if (node instanceof Element) visit(node, hidden, clip, absoluteClip);
      else if (textCounts && node instanceof Text) addText(node, clip);
    }
  };

  const [clipped] = roots.flatMap((root) => root.querySelector('[data-happo-clip="true"]') ?? []);
  if (clipped) {
    add(boxOf(clipped.getBoundingClientRect()));
    return union;
  }
  if (document.body && getComputedStyle(document.body).display !== 'none') {
    visitChildren(document.body, false, true, everything, everything);
  }
  return union;
}
