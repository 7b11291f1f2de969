import type { PairToLookAt, PicturesToJudge, Pixels, SeenPair } from '@twinlens/visual-tests';

/** What the decoding thread is asked: of the pixels of a file, or what there is to see between pictures. */
export type DecodeQuestion = { path: string } | { judge: PicturesToJudge } | { look: PairToLookAt };

export type DecodeAnswer =
  | { pixels: Pixels }
  | { onlyWhereUnstable: boolean }
  | { seen: SeenPair }
  | { refused: string; tooLarge: boolean };
