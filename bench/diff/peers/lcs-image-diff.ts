import imageDiff from 'lcs-image-diff';
import type { Forms, Tool } from '../tool.ts';
import { type Pixels, readPixels, writePixels } from './files.ts';

/** The colour it paints what differs with; how opaque it is tells how much. */
const [red, green, blue] = [179, 54, 130];

function countPainted(data: Uint8ClampedArray): number {
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count += 1;
  }
  return count;
}

const clamped = ({ width, height, data }: Pixels) => ({
  width,
  height,
  data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength),
});

function tool(): Tool {
  return {
    async compare(before, after, out) {
      const [one, other] = await Promise.all([readPixels(before), readPixels(after)]);
      const { diff, width, height, data } = imageDiff(clamped(one), clamped(other));
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      if (diff > 0) await writePixels({ width, height, data: bytes }, out);
      return { different: diff > 0, pixels: () => countPainted(data) };
    },
  };
}

export const forms: Forms = { full: tool };
