/** How documents are shown, where it is not the usual way. */
export interface Appearance {
  /** Pixels of the picture for each CSS pixel, each way; 1 unless given. */
  deviceScaleFactor?: number;
  reducedMotion?: boolean;
  colorScheme?: 'light' | 'dark';
  forcedColors?: boolean;
  /** As on paper. */
  print?: boolean;
  /** Nothing behind what documents paint themselves: pictures are transparent there. */
  transparent?: boolean;
}
