import type { Pixels } from '@twinlens/visual-tests';

/** What the decoding thread answers to the path of a file. */
export type DecodeAnswer = { pixels: Pixels } | { refused: string; tooLarge: boolean };
