import markdownIt from 'markdown-it';
import { Html } from './html.ts';

/**
 * HTML in the text is shown as text, and links lead only where links may lead (the library refuses
 * `javascript:`, `data:` and `file:`). Pictures are left out: a page that must show while everything else
 * is down fetches nothing.
 */
const reader = markdownIt({ html: false, linkify: true }).disable('image');

/** Markdown of an operator as markup. */
export const markdown = (text: string): Html => new Html(reader.render(text));

/** The same as one line of plain text, for feeds. */
export const plainText = (text: string): string =>
  reader
    .parse(text, {})
    .flatMap((token) => token.children ?? [])
    .map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? ' ' : content))
    .join('')
    .trim();
