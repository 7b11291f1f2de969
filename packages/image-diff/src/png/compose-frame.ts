import type { Pixmap } from '../pixmap/pixmap.ts';
import type { FrameControl } from './apng-frames.ts';

/** Paints one frame onto the canvas, in the way it says. */
export function composeFrame(
  canvas: Pixmap,
  { left, top, width, height, blending }: FrameControl,
  { rgba }: Pixmap,
): void {
  const stride = width * 4;
  for (let y = 0; y < height; y++) {
    const from = rgba.subarray(y * stride, (y + 1) * stride);
    const to = ((top + y) * canvas.width + left) * 4;
    if (blending === 'source') canvas.rgba.set(from, to);
    else paintOver(canvas.rgba.subarray(to, to + stride), from);
  }
}

/** Makes the frame's part of the canvas transparent. */
export function disposeFrame(canvas: Pixmap, { left, top, width, height }: FrameControl): void {
  for (let y = top; y < top + height; y++) {
    const to = (y * canvas.width + left) * 4;
    canvas.rgba.fill(0, to, to + width * 4);
  }
}

/** `over` of Porter and Duff, on colours that alpha has not been multiplied into. */
function paintOver(below: Uint8Array, above: Uint8Array): void {
  for (let at = 0; at < above.length; at += 4) {
    const alpha = above[at + 3] as number;
    const under = below[at + 3] as number;
    if (alpha === 255 || under === 0) {
      below.set(above.subarray(at, at + 4), at);
    } else if (alpha > 0) {
      const share = alpha * 255;
      const rest = (255 - alpha) * under;
      for (let channel = at; channel < at + 3; channel++) {
        const mixed = (above[channel] as number) * share + (below[channel] as number) * rest;
        below[channel] = Math.floor(mixed / (share + rest));
      }
      below[at + 3] = Math.floor((share + rest) / 255);
    }
  }
}
