import type { Pixmap } from '../pixmap/pixmap.ts';
import { blendings, disposals, type FrameControl } from './apng-frames.ts';
import { composeFrame, disposeFrame } from './compose-frame.ts';
import { decodeParts, type PngLimits } from './decode-png.ts';
import { chunksOf, PngError, type PngParts, PngTooLargeError, readPngParts } from './png-chunks.ts';

export interface AnimatedPicture {
  width: number;
  height: number;
  /** How often it is shown; 0: for ever. */
  plays: number;
  frames: readonly FrameControl[];
  /**
   * What is seen with each frame, one after the other. The same pixmap every time, painted anew: take
   * what is needed of it before the next.
   * @throws PngError where a frame cannot be decompressed.
   */
  pictures(): Iterable<Pixmap>;
}

export interface ApngLimits extends PngLimits {
  /** Most pixels of all frames together, each as large as the canvas. */
  maxTotalPixels: number;
}

export const defaultApngLimits: ApngLimits = {
  maxPixels: 64_000_000,
  maxTotalPixels: 400_000_000,
};

const damaged = () =>
  new PngError('the PNG is damaged: the parts of its animation do not fit together');

interface Split {
  plays: number;
  frames: { control: FrameControl; data: Buffer[] }[];
}

function readControl(content: Buffer): FrameControl {
  if (content.length !== 26) throw damaged();
  const [width, height, left, top] = [4, 8, 12, 16].map((at) => content.readUInt32BE(at)) as [
    number,
    number,
    number,
    number,
  ];
  const disposal = disposals[content.readUInt8(24)];
  const blending = blendings[content.readUInt8(25)];
  if (!disposal || !blending || width === 0 || height === 0) throw damaged();
  const numerator = content.readUInt16BE(20);
  // The specification gives none a meaning: hundredths.
  const denominator = content.readUInt16BE(22) || 100;
  return { width, height, left, top, delay: { numerator, denominator }, disposal, blending };
}

/** Sorts the chunks of the animation into frames; undefined where there is none. */
function split(png: Uint8Array): Split | undefined {
  let announced: { count: number; plays: number } | undefined;
  const frames: Split['frames'] = [];
  let sequence = 0;
  const follow = (content: Buffer): void => {
    if (content.length < 4 || content.readUInt32BE(0) !== sequence) throw damaged();
    sequence += 1;
  };
  let first = true;
  for (const { type, content } of chunksOf(png)) {
    if (type === 'acTL') {
      if (announced || !first || content.length !== 8) throw damaged();
      announced = { count: content.readUInt32BE(0), plays: content.readUInt32BE(4) };
    } else if (type === 'fcTL' && announced) {
      follow(content);
      frames.push({ control: readControl(content), data: [] });
    } else if (type === 'IDAT') {
      first = false;
      // Without a control before it, it is a picture for programs that know of no animations.
      if (frames.length > 1) throw damaged();
      frames[0]?.data.push(content);
    } else if (type === 'fdAT' && announced) {
      const frame = frames.at(-1);
      if (!frame || first) throw damaged();
      follow(content);
      frame.data.push(content.subarray(4));
    }
  }
  if (!announced) return undefined;
  const whole = frames.every(({ data }) => data.length > 0);
  if (announced.count !== frames.length || frames.length === 0 || !whole) throw damaged();
  return { plays: announced.plays, frames };
}

/**
 * Reads an animated PNG; undefined for one that is not animated. Nothing is decompressed before its
 * pictures are asked for, and then one frame after the other.
 * @throws PngError when it is damaged or larger than allowed.
 */
export function readApng(
  png: Uint8Array,
  limits: ApngLimits = defaultApngLimits,
): AnimatedPicture | undefined {
  const animation = split(png);
  if (!animation) return undefined;
  const parts = readPngParts(png);
  const { width, height } = parts;
  const { plays, frames } = animation;
  const outside = ({ control }: Split['frames'][number]) =>
    control.left + control.width > width || control.top + control.height > height;
  if (frames.some(outside)) throw damaged();
  const total = width * height * frames.length;
  if (width * height > limits.maxPixels || total > limits.maxTotalPixels) {
    throw new PngTooLargeError(
      `the PNG has ${frames.length} frames of ${width} x ${height} pixels; at most ${limits.maxPixels} pixels in a frame and ${limits.maxTotalPixels} in all are allowed`,
    );
  }
  return {
    width,
    height,
    plays,
    frames: frames.map(({ control }) => control),
    pictures: () => paintAll(parts, frames, limits),
  };
}

function* paintAll(
  parts: PngParts,
  frames: Split['frames'],
  limits: PngLimits,
): Generator<Pixmap, void> {
  const { width, height } = parts;
  const canvas: Pixmap = { width, height, rgba: new Uint8Array(width * height * 4) };
  for (const [index, { control, data }] of frames.entries()) {
    const own = { ...parts, width: control.width, height: control.height };
    const pixels = decodeParts({ ...own, data: Buffer.concat(data) }, limits);
    // There is nothing before the first frame that it could go back to.
    const disposal =
      index === 0 && control.disposal === 'previous' ? 'background' : control.disposal;
    const before = disposal === 'previous' ? canvas.rgba.slice() : undefined;
    composeFrame(canvas, control, pixels);
    yield canvas;
    if (before) canvas.rgba.set(before);
    else if (disposal === 'background') disposeFrame(canvas, control);
  }
}
