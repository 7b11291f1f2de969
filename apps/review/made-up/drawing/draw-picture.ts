/** Pictures that look like parts of a user interface, drawn from nothing but their name. */
import { isChanged, isUnstableRow, type PictureName, type Side, sizeOf } from '../picture.ts';
import { chance, pick } from '../random.ts';
import { Canvas, type Colour } from './png.ts';

/** Share of the width that the title takes, which is what differs from one capture to the next. */
const titleShare: Record<Side, number> = { before: 0.3, after: 0.36, again: 0.44 };

const accents: Colour[] = [
  [64, 82, 214],
  [11, 119, 108],
  [190, 72, 46],
  [134, 83, 0],
  [120, 60, 170],
];
const ink: Colour = [52, 58, 74];
const pale: Colour = [206, 211, 222];
const paper: Colour = [255, 255, 255];

function drawLines(canvas: Canvas, row: number, x: number, y: number, width: number): void {
  for (let line = 0; line * 18 < canvas.height - y - 70; line++) {
    const share = 0.55 + chance('line', row, line) * 0.45;
    canvas.rectangle(x, y + line * 18, Math.floor(width * share), 8, pale, 4);
  }
}

/**
 * The PNG of one side of a row; both sides differ in a button, and in what sizeOf says.
 * @param aside pixels its buttons stand to the right
 */
export function drawPicture(name: PictureName, aside = 0): Buffer {
  const { row, side } = name;
  const { width, height } = sizeOf(name);
  const changed = isChanged(name);
  const grown = changed && row % 4 === 1 ? 28 : 0;
  const accent = pick(accents, 'accent', row);
  const changedAccent = pick(accents, 'accent', row + 1);
  const canvas = new Canvas(width, height, paper);
  canvas.rectangle(0, 0, width, 48, [245, 246, 250]);
  canvas.rectangle(16, 12, 24, 24, accent, 12);
  const isUnstable = isUnstableRow(row) || side === 'again';
  const title = isUnstable ? titleShare[side] : titleShare.before;
  canvas.rectangle(52, 19, Math.floor(width * title), 10, ink, 5);
  drawLines(canvas, row, 16, 68 + grown, width - 32);
  const shift = aside + (changed && row % 3 === 0 ? 14 : 0);
  const button = changed && row % 3 !== 0 ? changedAccent : accent;
  canvas.rectangle(16 + shift, height - 44, 108, 30, button, 6);
  canvas.rectangle(38 + shift, height - 33, 64, 8, paper, 4);
  canvas.rectangle(140 + shift, height - 44, 84, 30, [236, 238, 242], 6);
  return canvas.png();
}
