/** How much two pictures may differ and still count as the same, as clients ask for it (`deepCompare`). */
export interface Tolerance {
  /** Largest distance of two pixels, from 0 to 1. */
  compareThreshold: number;
  diffAlgorithm?: 'color-delta' | 'ssim' | undefined;
  /** Share of all pixels whose distance may be larger, from 0 to 1. */
  ignoreThreshold?: number | undefined;
  /** Bands of one colour that only one picture has do not count. */
  ignoreWhitespace?: boolean | undefined;
  /** Both pictures are blurred first. */
  applyBlur?: boolean | undefined;
}
