/** Names of strangers in the Markdown of a forge. */

/** Longer names are cut: many of them must fit in a comment. Characters. */
const longest = 200;

/**
 * A name as code in a cell of a table: everything but letters, digits and spaces is written as a
 * number, so that nothing in it is a link, a picture, a mention of somebody, or the end of the cell.
 */
export function inTable(name: string): string {
  const cut = [...name].slice(0, longest);
  const written = cut.map((character) =>
    /^[\p{L}\p{N} ]$/u.test(character) ? character : `&#${character.codePointAt(0)};`,
  );
  return `<code>${written.join('')}</code>`;
}
