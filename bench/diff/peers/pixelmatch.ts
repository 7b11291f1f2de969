import pixelmatch from 'pixelmatch';
import type { Forms, Tool } from '../tool.ts';
import { padded, readPixels, writePixels } from './files.ts';

/** It compares pictures of one size only; the smaller one is padded. */
function tool(diffMask: boolean): Tool {
  return {
    async compare(before, after, out) {
      const [one, other] = await Promise.all([readPixels(before), readPixels(after)]);
      const width = Math.max(one.width, other.width);
      const height = Math.max(one.height, other.height);
      const data = new Uint8Array(width * height * 4);
      const pixels = pixelmatch(
        padded(one, width, height).data,
        padded(other, width, height).data,
        data,
        width,
        height,
        { diffMask },
      );
      if (pixels > 0) await writePixels({ width, height, data }, out);
      return { different: pixels > 0, pixels: () => pixels };
    },
  };
}

export const forms: Forms = { full: () => tool(false), mask: () => tool(true) };
