import looksSame from 'looks-same';
import type { Forms, Tool } from '../tool.ts';

function tool(): Tool {
  return {
    async compare(before, after, out) {
      const options = { createDiffImage: true, shouldCluster: false } as const;
      const result = await looksSame(before, after, options);
      if (!result.equal) await result.diffImage.save(out);
      return {
        different: !result.equal,
        pixels: () => (result.equal ? 0 : result.differentPixels),
      };
    },
  };
}

export const forms: Forms = { full: tool };
