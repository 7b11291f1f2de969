import { type BlazeDiffOptions, compare, hasNativeBinding } from '@blazediff/bin';
import { type Forms, refuses, type Tool } from '../tool.ts';

/** In this process, without one of its own for each pair. */
function blazediff(options: BlazeDiffOptions): Tool {
  if (!hasNativeBinding()) throw new Error('blazediff has no binding for this machine');
  return {
    async compare(before, after, out) {
      const result = await compare(before, after, out, { antialiasing: true, ...options });
      if (result.match) return { different: false, pixels: () => 0 };
      if (result.reason === 'layout-diff') return refuses;
      if (result.reason !== 'pixel-diff') throw new Error(`blazediff: ${result.reason}`);
      return { different: true, pixels: () => result.diffCount };
    },
  };
}

export const forms: Forms = {
  'full, default compression': () => blazediff({}),
  'full, compression 3': () => blazediff({ compression: 3 }),
  'mask, default compression': () => blazediff({ diffMask: true }),
  'mask, compression 3': () => blazediff({ diffMask: true, compression: 3 }),
};
