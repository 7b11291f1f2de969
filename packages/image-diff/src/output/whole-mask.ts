import { type DifferenceMask, perByte } from './difference-mask.ts';

/** A mask of a whole picture, out of one of the part that differs. */
export function wholeMask(
  { width, height }: { width: number; height: number },
  part: DifferenceMask | null,
): DifferenceMask {
  const stride = Math.ceil(width / perByte);
  const values = new Uint8Array(stride * height);
  if (part !== null) {
    const bytes = part.width / perByte;
    for (let y = 0; y < part.height; y++) {
      const row = part.values.subarray(y * bytes, (y + 1) * bytes);
      values.set(row, (part.y + y) * stride + part.x / perByte);
    }
  }
  return { x: 0, y: 0, width: stride * perByte, height, values };
}
