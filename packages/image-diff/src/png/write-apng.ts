import {
  type Blending,
  blendings,
  type Disposal,
  disposals,
  type FrameControl,
} from './apng-frames.ts';
import { decodePng } from './decode-png.ts';
import { encodePng } from './encode-png.ts';
import { assemblePng, type Chunk, chunksOf, PngError } from './png-chunks.ts';

export interface AnimatedPng {
  /** Pictures of one size, as PNG files, and how long each is shown. Whole milliseconds. */
  frames: readonly { png: Uint8Array; delayMs: number }[];
  /** How often they are shown from the first to the last; 0: for ever. */
  plays: number;
}

/** What frames must have in common: they share one header, and the tables after it. */
const common = new Set(['IHDR', 'PLTE', 'tRNS']);

const kindOf = (chunks: readonly Chunk[]): string =>
  chunks
    .filter(({ type }) => common.has(type))
    .map(({ type, content }) => type + content.toString('latin1'))
    .join('');

/** Frames of one kind: as they are, or encoded anew where they are of several. */
function alike(pngs: readonly Uint8Array[]): Chunk[][] {
  const frames = pngs.map((png) => [...chunksOf(png)]);
  if (new Set(frames.map(kindOf)).size <= 1) return frames;
  return pngs.map((png) => [...chunksOf(encodePng(decodePng(png)))]);
}

/** In the smallest unit that holds it: seconds have at most 65,535 parts, and so has a delay. */
function delayOf(ms: number): FrameControl['delay'] {
  for (const denominator of [1000, 100, 10]) {
    const numerator = Math.round((ms * denominator) / 1000);
    if (numerator <= 0xffff) return { numerator, denominator };
  }
  return { numerator: 0xffff, denominator: 10 };
}

/** Content of acTL. */
function animationControl(frames: number, plays: number): Buffer {
  const content = Buffer.alloc(8);
  content.writeUInt32BE(frames, 0);
  content.writeUInt32BE(plays, 4);
  return content;
}

function frameControl(sequence: number, control: FrameControl): Buffer {
  const content = Buffer.alloc(26);
  const { width, height, left, top, delay, disposal, blending } = control;
  for (const [index, value] of [sequence, width, height, left, top].entries()) {
    content.writeUInt32BE(value, index * 4);
  }
  content.writeUInt16BE(delay.numerator, 20);
  content.writeUInt16BE(delay.denominator, 22);
  content.writeUInt8(disposals.indexOf(disposal), 24);
  content.writeUInt8(blendings.indexOf(blending), 25);
  return content;
}

function frameData(sequence: number, content: Buffer): Buffer {
  const numbered = Buffer.alloc(4 + content.length);
  numbered.writeUInt32BE(sequence, 0);
  numbered.set(content, 4);
  return numbered;
}

/**
 * Puts pictures together to an animated PNG, whose first frame is what programs show that know
 * nothing of animations. Compressed pixels are taken over as they are; pictures of different kinds
 * (with and without alpha) are encoded anew.
 * @throws PngError when there is no picture, one is damaged, or they differ in size.
 */
export function writeApng({ frames, plays }: AnimatedPng): Buffer {
  const pictures = alike(frames.map(({ png }) => png));
  const header = pictures[0]?.find(({ type }) => type === 'IHDR')?.content;
  if (!header) throw new PngError('an animated PNG needs a frame');
  const sizeOf = (chunks: Chunk[]) => chunks[0]?.content.subarray(0, 8);
  if (pictures.some((chunks) => !sizeOf(chunks)?.equals(header.subarray(0, 8)))) {
    throw new PngError('the frames of an animated PNG must have one size');
  }
  const whole = {
    width: header.readUInt32BE(0),
    height: header.readUInt32BE(4),
    left: 0,
    top: 0,
    disposal: 'none' as Disposal,
    blending: 'source' as Blending,
  };
  const chunks = (pictures[0] ?? []).filter(({ type }) => common.has(type));
  chunks.push({ type: 'acTL', content: animationControl(frames.length, plays) });
  let sequence = 0;
  for (const [index, picture] of pictures.entries()) {
    const delay = delayOf(frames[index]?.delayMs ?? 0);
    chunks.push({ type: 'fcTL', content: frameControl(sequence++, { ...whole, delay }) });
    for (const { type, content } of picture) {
      if (type !== 'IDAT') continue;
      if (index === 0) chunks.push({ type, content });
      else chunks.push({ type: 'fdAT', content: frameData(sequence++, content) });
    }
  }
  return assemblePng([...chunks, { type: 'IEND', content: Buffer.alloc(0) }]);
}
