/** The Markdown of forges, and names of strangers in it. */
import type { ForgeKind } from '@twinlens/contract';

export interface Markdown {
  /** A line that is seen in the source only. */
  hidden(text: string): string;
  /** A name as code in a cell of a table: nothing in it is a link, a mention, or the end of the cell. */
  name(text: string): string;
  /** Between what is written one below the other in a cell. */
  lineBreak: string;
  /** A picture that leads somewhere. */
  picture(address: { src: string; url: string; width: number }): string;
}

/** Longer names are cut: sixty of them must fit in a comment, each letter as a number. Characters. */
const longest = 80;

const cut = (name: string) => [...name].slice(0, longest);

/**
 * Of forges that take tags. Everything in a name but letters, digits and spaces is written as a number:
 * within a code span a backtick would end it.
 */
const withTags: Markdown = {
  hidden: (text) => `<!-- ${text} -->`,
  name(text) {
    const written = cut(text).map((character) =>
      /^[\p{L}\p{N} ]$/u.test(character) ? character : `&#${character.codePointAt(0)};`,
    );
    return `<code>${written.join('')}</code>`;
  },
  lineBreak: '<br>',
  picture: ({ src, url, width }) =>
    `<a href="${url}"><img src="${src}" width="${width}" alt=""></a>`,
};

/** What would end a code span or a cell, and what looks like it. */
const lookalikes: Record<string, string> = { '`': '\u02cb', '|': '\u00a6' };

/** Of both Bitbuckets, which show tags as they are written. */
const withoutTags: Markdown = {
  // A definition of a link that nothing uses.
  hidden: (text) => `[//]: # (${text})`,
  name(text) {
    const written = cut(text).map((character) =>
      /[\p{C}\p{Z}]/u.test(character) ? ' ' : (lookalikes[character] ?? character),
    );
    const line = written.join('').trim();
    return line === '' ? '-' : `\`${line}\``;
  },
  lineBreak: ' / ',
  picture: ({ src, url }) => `[![](${src})](${url})`,
};

/** How a forge wants comments written. */
export const markdownOf = (kind: ForgeKind): Markdown =>
  kind === 'bitbucket' || kind === 'bitbucket-server' ? withoutTags : withTags;
