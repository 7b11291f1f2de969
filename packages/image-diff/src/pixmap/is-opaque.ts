import type { Pixmap } from './pixmap.ts';

/** Whether no pixel of a picture is transparent. */
export function isOpaque({ rgba }: Pixmap): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
}
