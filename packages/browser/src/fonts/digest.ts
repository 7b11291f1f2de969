/**
 * Names the fonts and what fontconfig is told of them, bytes included: other fonts, other pictures.
 * Unpacking refuses what has another digest, and says which.
 */
export const fontsDigest = '1b6d0ebdebdfd190';
