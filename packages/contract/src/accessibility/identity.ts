/**
 * What makes a result of an accessibility target the one it is. Ids are left out: frameworks make
 * them up anew each time, and what an element is called changes nothing for anybody.
 */
import type { AccessibilityResult, ViolatingNode } from './result.ts';

/** Attributes that hold an id or ids of elements (HTML and ARIA). */
const idAttributes = [
  ...['id', 'for', 'form', 'headers', 'itemref', 'list', 'popovertarget', 'commandfor'],
  ...['aria-activedescendant', 'aria-controls', 'aria-describedby', 'aria-details'],
  ...['aria-errormessage', 'aria-flowto', 'aria-labelledby', 'aria-owns'],
].join('|');

const attributeInMarkup = new RegExp(`(\\s(?:${idAttributes}))="[^"]*"`, 'gi');
/** Addresses of elements in the same document: `href="#name"`, `fill="url(#name)"`. */
const addressInMarkup = /(="|\burl\((?:&quot;)?)#[^"&)\s]*/gi;

const attributeInSelector = new RegExp(
  `(\\[(?:${idAttributes})[~|^$*]?)="(?:\\\\.|[^"\\\\])*"`,
  'gi',
);
/** `#name`, with the escapes of CSS. */
const idInSelector = /#(?:[\w\u0080-\uffff-]|\\[0-9a-f]{1,6}\s?|\\.)+/gi;

const markupWithoutIds = (html: string): string =>
  html.replace(attributeInMarkup, '$1=""').replace(addressInMarkup, '$1#');

const selectorWithoutIds = (selector: string): string =>
  selector.replace(attributeInSelector, '$1=""').replace(idInSelector, '#');

/** What makes a violating element the one it is, for one rule: where it is, and its markup. */
export function identityOfNode({ target, html }: Pick<ViolatingNode, 'target' | 'html'>): {
  target: string;
  html: string;
} {
  const selectors = target.map((one) =>
    typeof one === 'string' ? selectorWithoutIds(one) : one.map(selectorWithoutIds),
  );
  return { target: JSON.stringify(selectors), html: markupWithoutIds(html) };
}

/**
 * The same text for equal results: of equal rules broken by equal elements, in the same order, and
 * equal trees. Where elements are in the picture and how rules are worded does not matter.
 */
export function identityOfResult({ violations, aria }: AccessibilityResult): string {
  const broken = violations.map(({ id, nodes }): [string, string[][]] => [
    id,
    nodes.map(identityOfNode).map(({ target, html }) => [target, html]),
  ]);
  broken.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(['accessibility', broken, aria]);
}
