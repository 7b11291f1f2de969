/** Edits of a document: each an expression that a page runs before its picture is taken. */

const json = JSON.stringify;

/** The one element a selector finds; a selector that finds none is a mistake in the corpus. */
const one = (selector: string) =>
  `(document.querySelector(${json(selector)}) ?? (() => { throw new Error('no ' + ${json(selector)}); })())`;

export const text = (selector: string, to: string): string =>
  `${one(selector)}.textContent = ${json(to)}`;

export const html = (selector: string, to: string): string =>
  `${one(selector)}.innerHTML = ${json(to)}`;

export const style = (css: string): string =>
  `document.head.insertAdjacentHTML('beforeend', ${json(`<style>${css}</style>`)})`;

export const attribute = (selector: string, name: string, value: string): string =>
  `${one(selector)}.setAttribute(${json(name)}, ${json(value)})`;

export const remove = (selector: string): string => `${one(selector)}.remove()`;

export const insertAfter = (selector: string, markup: string): string =>
  `${one(selector)}.insertAdjacentHTML('afterend', ${json(markup)})`;

export const insertBefore = (selector: string, markup: string): string =>
  `${one(selector)}.insertAdjacentHTML('beforebegin', ${json(markup)})`;

/** Puts an element after another, where the document has them now. */
export const moveAfter = (selector: string, other: string): string =>
  `${one(other)}.after(${one(selector)})`;

export const swap = (selector: string, other: string): string =>
  `(() => { const [a, b] = [${one(selector)}, ${one(other)}]; const mark = document.createElement('i');
  a.replaceWith(mark); b.replaceWith(a); mark.replaceWith(b); })()`;

/**
 * Puts every glyph into a box as wide as its outline says, whatever it is drawn by, so that another way
 * to draw text moves nothing. The space between words is a margin, as blanks have widths of their own.
 */
export const pinGlyphs = (selector: string): string =>
  overGlyphs(
    selector,
    `box.style.cssText = 'display:inline-block;white-space:pre;width:' + widthOf(box, box.textContent) + 'px';
    const blank = box.parentElement.nextSibling;
    if (box.nextSibling || blank?.data?.trim() !== '') return;
    box.parentElement.style.marginRight = widthOf(box, ' ') + 'px';
    const small = document.createElement('span');
    small.style.cssText = 'font-size:0;line-height:0';
    blank.replaceWith(small);
    small.append(blank)`,
  );

/** Moves every glyph sideways by a random part of `most` pixels, the same in every run. */
export const jitterGlyphs = (selector: string, most: number, steps: number): string =>
  overGlyphs(
    selector,
    `seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    box.style.cssText = 'position:relative;left:' + Math.round((seed / 2 ** 32) * ${steps}) / ${steps} * ${most} + 'px'`,
  );

function overGlyphs(selector: string, statement: string): string {
  return `(() => {
    let seed = 7;
    const texts = [];
    for (const element of document.querySelectorAll(${json(selector)})) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) if (walker.currentNode.data.trim() !== '') texts.push(walker.currentNode);
    }
    const boxes = [];
    for (const text of texts) {
      const parts = text.data.split(/(\\s+)/).filter((part) => part !== '').map((part) => {
        if (part.trim() === '') return document.createTextNode(part);
        const word = document.createElement('span');
        word.style.whiteSpace = 'nowrap';
        for (const glyph of part) {
          const box = document.createElement('span');
          box.textContent = glyph;
          word.append(box);
          boxes.push(box);
        }
        return word;
      });
      text.replaceWith(...parts);
    }
    const pen = document.createElement('canvas').getContext('2d');
    const widthOf = (box, text) => {
      const { fontStyle, fontWeight, fontFamily, fontSize } = getComputedStyle(box);
      pen.font = [fontStyle, fontWeight, '1000px', fontFamily].join(' ');
      return (pen.measureText(text).width * Number.parseFloat(fontSize)) / 1000;
    };
    for (const box of boxes) (() => { ${statement}; })();
  })()`;
}
