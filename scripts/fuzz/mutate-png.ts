/** Damages PNGs in ways that reach far into what decodes them. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { damaged } from './damage.ts';
import type { Random } from './random.ts';

interface Chunk {
  type: string;
  content: Buffer;
}

const head = 8;

/** As far as it can be taken apart. */
function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = head; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    if (at + 12 + length > png.length) break;
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      content: png.subarray(at + 8, at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}

/** With lengths and checksums that are right. */
function assembled(png: Buffer, chunks: Chunk[]): Buffer {
  const parts: Buffer[] = [png.subarray(0, head)];
  for (const { type, content } of chunks) {
    const start = Buffer.alloc(8);
    start.writeUInt32BE(content.length);
    start.write(type, 4, 'latin1');
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(content, crc32(start.subarray(4))));
    parts.push(start, content, sum);
  }
  return Buffer.concat(parts);
}

/** Damage below the compression, which damage of the compressed bytes hardly ever gets past. */
function damagedPixels(content: Buffer, random: Random): Buffer {
  try {
    const pixels = inflateSync(content, { maxOutputLength: 4_000_000 });
    return deflateSync(damaged(pixels, random), { level: 1 });
  } catch {
    return damaged(content, random);
  }
}

/**
 * One picture, damaged; now and then with a chunk of another one.
 * @param random says how
 */
export function mutatedPng(png: Buffer, other: Buffer, random: Random): Buffer {
  if (random(20) === 0) return damaged(png, random);
  const chunks = chunksOf(png);
  for (let times = 1 + random(3); times > 0 && chunks.length > 0; times--) {
    const at = random(chunks.length);
    const chunk = chunks[at] as Chunk;
    const way = random(8);
    if (way === 0) chunks.splice(at, 1);
    else if (way === 1) chunks.splice(random(chunks.length), 0, chunk);
    else if (way === 2) {
      const others = chunksOf(other);
      const foreign = others[random(others.length)];
      if (foreign) chunks.splice(at, 0, foreign);
    } else if (chunk.type === 'IDAT' && way < 6) {
      chunks[at] = { ...chunk, content: damagedPixels(chunk.content, random) };
    } else {
      chunks[at] = { ...chunk, content: damaged(chunk.content, random) };
    }
  }
  return assembled(png, chunks);
}
