import type { DifferenceMask } from './difference-mask.ts';

/** A mask of a whole picture, out of one of the part that differs. */
export function wholeMask(
  { width, height }: { width: number; height: number },
  part: DifferenceMask | null,
): DifferenceMask {
  const stride = Math.ceil(width / 4) * 4;
  const values = new Uint8Array(stride * height);
  if (part !== null) {
    const columns = Math.min(part.width, stride - part.x);
    for (let y = 0; y < part.height; y++) {
      const from = y * part.width;
      values.set(part.values.subarray(from, from + columns), (part.y + y) * stride + part.x);
    }
  }
  return { x: 0, y: 0, width: stride, height, values };
}
