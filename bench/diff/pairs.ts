import { pages, type Size } from './inputs/pages.ts';
import { encodedAgain, takePictures } from './inputs/pictures.ts';
import { type Change, variants } from './inputs/variants.ts';

/** Two PNG files. */
export interface Pair {
  before: string;
  after: string;
}

export async function makePairs(size: Size): Promise<Record<Change, Pair>> {
  const page = pages[size];
  const { base, small, shift, recolor } = variants;
  const files = await takePictures([page(base), page(small), page(shift), page(recolor)]);
  const [before, edited, shifted, recoloured] = files as [string, string, string, string];
  return {
    same: { before, after: await encodedAgain(before) },
    small: { before, after: edited },
    shift: { before, after: shifted },
    recolor: { before, after: recoloured },
    cold: { before, after: edited },
  };
}
