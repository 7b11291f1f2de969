import { withKernel } from '../kernel/kernel.ts';
import { fingerprintRows } from '../picture/picture.ts';
import { decompressBlock, groupIntoBlocks } from './blocks.ts';
import { mostRows } from './boundaries.ts';
import { joined, stripAt } from './compress-strips.ts';
import type { Manifest } from './manifest.ts';
import { release } from './release.ts';
import { contentBytes, digestOfStrip, expandStrip, StripError } from './strip.ts';

/**
 * Looks whether blocks hold the strips they are said to, one after the other.
 * @param sent places of these strips in the manifest, ascending
 * @param key of the fingerprints
 * @returns fingerprints of their rows, two words each
 * @throws StripError where they do not
 */
export function verifyStrips(
  manifest: Manifest,
  sent: readonly number[],
  blocks: readonly Uint8Array[],
  key: Uint8Array,
): Uint32Array {
  const { width } = manifest;
  const shapes = sent.map((index) => ({ width, ...stripAt(manifest, index) }));
  const counts = groupIntoBlocks(shapes.map(contentBytes));
  if (counts.length !== blocks.length) {
    throw new StripError(`the strips lie in ${counts.length} blocks, not ${blocks.length}`);
  }
  const rows: Uint32Array[] = [];
  withKernel((kernel) => {
    const pixels = kernel.reserve(width * 4 * mostRows);
    let next = 0;
    for (const [at, block] of blocks.entries()) {
      const own = shapes.slice(next, next + (counts[at] as number));
      next += own.length;
      const content = decompressBlock(
        block,
        own.reduce((sum, shape) => sum + contentBytes(shape), 0),
      );
      let start = 0;
      for (const shape of own) {
        const part = content.subarray(start, start + contentBytes(shape));
        start += part.length;
        if (!digestOfStrip(shape, part).equals(shape.digest)) {
          throw new StripError('a strip is not the one its digest names');
        }
        expandStrip(kernel, shape, part, { from: 0, to: shape.rows }, pixels);
        if (shape.channels === 4 && kernel.run.isOpaque(pixels, width * shape.rows)) {
          throw new StripError('a strip of opaque pixels has no use for their alpha');
        }
        rows.push(fingerprintRows(kernel, { pixels, width, count: shape.rows, key }).slice());
      }
      release(content);
    }
  });
  return joined(rows);
}
