import type { Static } from 'typebox';
import type { Payload } from './payload.ts';

type Recorded = Pick<Static<typeof Payload>, 'globalCSS' | 'snapPayloads'>;
export type DomSnapshot = NonNullable<Recorded['snapPayloads']>[number];

/** Names the parser would read as anything else are left out: nobody recorded those. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
const attributeName = /^[^\s"'<>/=\u0000-\u001f\u007f]+$/;

function attributesOf(attributes: Record<string, string> | undefined): string {
  return Object.entries(attributes ?? {})
    .filter(([name]) => attributeName.test(name))
    .map(([name, value]) => {
      const quoted = value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
      return ` ${name}="${quoted}"`;
    })
    .join('');
}

/** Rules as an element. The backslash means nothing to CSS and keeps the element from ending. */
function styleElement(css: string): string {
  return `<style>${css.replaceAll(/<\/(?=style)/gi, '<\\/')}</style>`;
}

/**
 * The rules that apply where these conditional style sheets do, block by block in their order; none
 * for a block that could not be recorded.
 */
export function blocksOf(
  globalCSS: Recorded['globalCSS'],
  stylesheets: readonly string[] | undefined,
): string[] {
  if (typeof globalCSS === 'string') return [globalCSS];
  return (globalCSS ?? []).flatMap(({ id, conditional, css }) => {
    const applies = conditional !== true || (id !== undefined && stylesheets?.includes(id));
    return applies && css !== undefined ? [css] : [];
  });
}

/** What the parser keeps certain elements in; anywhere else it would leave them out. */
const parents: [element: RegExp, parents: string][] = [
  [/^<(caption|colgroup|thead|tbody|tfoot)\b/i, '<table data-happo-ignore>'],
  [/^<tr\b/i, '<table data-happo-ignore><tbody data-happo-ignore>'],
  [/^<(td|th)\b/i, '<table data-happo-ignore><tbody data-happo-ignore><tr data-happo-ignore>'],
];

/** The start tags somebody who recorded a part of a table has left out, with no box of their own. */
function parentsOf(html: string): string {
  return parents.find(([element]) => element.test(html))?.[1] ?? '';
}

/**
 * A recorded document as HTML, in standards mode. A body element in what was recorded does no harm:
 * the parser gives its attributes to the one that is there.
 */
export function documentOf(snapshot: DomSnapshot, globalCSS: Recorded['globalCSS']): string {
  const { html, css, stylesheets, htmlElementAttrs, bodyElementAttrs } = snapshot;
  const styles = [...blocksOf(globalCSS, stylesheets), ...(css ? [css] : [])].map(styleElement);
  return `<!doctype html><html${attributesOf(htmlElementAttrs)}><head><meta charset="utf-8">${styles.join('')}</head><body${attributesOf(bodyElementAttrs)}>${parentsOf(html)}${html}</body></html>`;
}
