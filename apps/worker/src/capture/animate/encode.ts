import type { Rectangle } from '@twinlens/browser';
import { decodePng, encodePng, type Pixmap, writeApng } from '@twinlens/image-diff';

export interface Frame {
  png: Buffer;
  /** Whole milliseconds. */
  delayMs: number;
}

/** A part of a picture, in its pixels. */
export function crop(png: Buffer, part: Rectangle): Buffer {
  const whole = decodePng(png);
  if (part.width === whole.width && part.height === whole.height) return png;
  const rgba = new Uint8Array(part.width * part.height * 4);
  for (let y = 0; y < part.height; y += 1) {
    const from = ((part.y + y) * whole.width + part.x) * 4;
    rgba.set(whole.rgba.subarray(from, from + part.width * 4), y * part.width * 4);
  }
  const cut: Pixmap = { width: part.width, height: part.height, rgba };
  return encodePng(cut);
}

/** Every other frame, shown until the next that is left. */
function everyOther(frames: readonly Frame[]): Frame[] {
  return frames.flatMap((frame, index) => {
    if (index % 2 === 1) return [];
    return [{ ...frame, delayMs: frame.delayMs + (frames[index + 1]?.delayMs ?? 0) }];
  });
}

/**
 * One file of all frames; a still where there is only one left.
 * @param maxBytes Every other frame is left out until the file is no larger.
 */
export function encode(
  frames: readonly Frame[],
  plays: number,
  maxBytes: number,
): { png: Buffer; frames: readonly Frame[] } {
  const [only] = frames;
  if (frames.length === 1 && only) return { png: only.png, frames };
  const png = writeApng({ frames, plays });
  return png.length <= maxBytes ? { png, frames } : encode(everyOther(frames), plays, maxBytes);
}
