/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Makes these style sheets the first of the document, one element for each, in the place of those
 * inserted before. As elements: a page may have replaced its document and them with it, and only
 * there may a sheet import others. Runs in the page: self-contained.
 * @returns Whether anything had to change.
 */
export function insertStyles(sheets: string[]): boolean {
  const mark = 'data-twinlens-style';
  const parent = document.head ?? document.documentElement;
  const present = [...document.querySelectorAll(`style[${mark}]`)];
  const same = sheets.every((css, index) => present[index]?.textContent === css);
  if (!parent || (same && present.length === sheets.length)) return false;
  for (const style of present) style.remove();
  parent.prepend(
    ...sheets.map((css) => {
      const style = document.createElement('style');
      style.setAttribute(mark, '');
      style.textContent = css;
      return style;
    }),
  );
  return true;
}
