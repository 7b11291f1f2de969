import type { PicturesToJudge, Pixels } from '@twinlens/visual-tests';

/** What the decoding thread is asked: what the pixels of a file are, or what of pictures is unstable. */
export type DecodeQuestion = { path: string } | { judge: PicturesToJudge };

export type DecodeAnswer =
  | { pixels: Pixels }
  | { onlyWhereUnstable: boolean }
  | { refused: string; tooLarge: boolean };
