import { pixelFlags } from './chromium/flags.ts';
import { chromiumBuild } from './chromium/unpack.ts';
import { fontsDigest } from './fonts/digest.ts';

/**
 * What decides pixels beside the page itself: a picture stands for no other browser or fonts, nor for
 * one that was told otherwise how to draw.
 */
export const rendererDigest = {
  browser: chromiumBuild,
  flags: pixelFlags,
  fonts: fontsDigest,
} as const;
