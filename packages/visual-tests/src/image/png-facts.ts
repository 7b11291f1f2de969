const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const headerStart = Buffer.from('0000000d49484452', 'hex');
const end = Buffer.from('0000000049454e44ae426082', 'hex');

/** Pixels on a side; what the contract allows. */
const maxSide = 65_535;

export interface PngFacts {
  width: number;
  height: number;
  animation?: Animation;
}

/** What an animated PNG says of itself. */
export interface Animation {
  frameCount: number;
  /** How long all frames together are shown, once; whole milliseconds. */
  durationMs: number;
}

/**
 * What a PNG declares, or null when the bytes are not a whole PNG. Reads the frame of the file only;
 * nothing is decompressed.
 */
export function pngFacts(bytes: Uint8Array): PngFacts | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, 8).equals(signature)) return null;
  if (!file.subarray(8, 16).equals(headerStart)) return null;
  if (!file.subarray(-end.length).equals(end)) return null;
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  if (width < 1 || height < 1 || width > maxSide || height > maxSide) return null;
  const animation = animationOf(file);
  return { width, height, ...(animation && { animation }) };
}

/** Adds up the delays of the frames; undefined for a still. */
function animationOf(file: Buffer): Animation | undefined {
  let announced = false;
  let frameCount = 0;
  let seconds = 0;
  for (let at = 8; at + 12 <= file.length; at += 12 + file.readUInt32BE(at)) {
    const type = file.toString('latin1', at + 4, at + 8);
    if (type === 'acTL') announced = true;
    if (type !== 'fcTL' || at + 34 > file.length) continue;
    frameCount += 1;
    // Content: five numbers of four bytes, then the delay as a share of a second (0: hundredths).
    seconds += file.readUInt16BE(at + 28) / (file.readUInt16BE(at + 30) || 100);
  }
  if (!announced || frameCount === 0) return undefined;
  return { frameCount, durationMs: Math.min(0x7fff_ffff, Math.round(seconds * 1000)) };
}
