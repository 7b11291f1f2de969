import { comparePictures, encodePng, type Pixmap, pictureOf } from '@twinlens/image-diff';
import { firstRow, type JudgePage, type MadeUpPage, pages } from '../pages.ts';
import { chance, pick } from '../random.ts';

/** As whole pixels: alpha, blue, green, red. */
const colours = [0xffd65240, 0xff6c770b, 0xff2e48be, 0xff005386, 0xffaa3c78];
const ink = 0xff4a3a34;
const pale = 0xffded3ce;
const paper = 0xffffffff;

function draw(page: MadeUpPage, side: 'before' | 'after'): Pixmap {
  const list = page[side];
  const width = side === 'after' ? (page.widthAfter ?? page.width) : page.width;
  const height = list.reduce((sum, section) => sum + section.height, 0);
  const pixels = new Uint32Array(width * height).fill(page.transparent ? 0 : paper);
  const rectangle = (x: number, y: number, right: number, rows: number, colour: number) => {
    for (let row = y; row < y + rows; row++) {
      pixels.fill(colour, row * width + x, row * width + Math.min(width, right));
    }
  };
  let top = 0;
  for (const { seed, height: rows, changed, dot } of list) {
    const accent = pick(colours, 'accent', seed);
    const other = pick(colours, 'accent', seed + 1);
    const another = other === accent ? 0xff229900 : other;
    rectangle(24, top + 24, 24 + Math.floor(page.width * (0.2 + chance(seed) * 0.4)), 18, ink);
    for (let line = 0; line * 20 < rows - 140; line++) {
      const share = 0.5 + chance('line', seed, line) * 0.4;
      rectangle(24, top + 64 + line * 20, Math.floor(page.width * share), 9, pale);
    }
    rectangle(24, top + rows - 60, 164, 36, changed ? another : accent);
    rectangle(52, top + rows - 46, 136, 8, paper);
    if (!page.transparent) rectangle(0, top + rows - 2, width, 1, pale);
    if (dot) rectangle(400, top + 40, 401, 1, 0xff0000ff);
    top += rows;
  }
  return { width, height, rgba: new Uint8Array(pixels.buffer) };
}

/** @returns null for what is no picture of a page */
export function drawPage(row: number, side: 'before' | 'after'): Buffer | null {
  const page = pages[row - firstRow];
  return page === undefined ? null : encodePng(draw(page, side));
}

export const judgeDrawing: JudgePage = async (_change, page) =>
  comparePictures({
    before: pictureOf(draw(page, 'before')),
    after: pictureOf(draw(page, 'after')),
  });
