import { chromiumBuild } from './chromium/unpack.ts';
import { fontsDigest } from './fonts/digest.ts';

/** What decides pixels beside the page itself: a picture stands for no other browser or fonts. */
export const rendererDigest = { browser: chromiumBuild, fonts: fontsDigest } as const;
