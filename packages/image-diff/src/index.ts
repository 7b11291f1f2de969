/** Node entry: pictures as files. The browser entry is browser.ts. */
export { comparePictures, type Pictures } from './compare/compare-pictures.ts';
export * from './compare/comparison.ts';
export { differsOnlyWhereUnstable, unstableRegions } from './compare/unstable-regions.ts';
export { engineVersion } from './engine-version.ts';
export * from './identity/identify-picture.ts';
export * from './identity/pixel-hash.ts';
export { keyBytes, type Picture, pictureOf } from './picture/picture.ts';
export * from './pixmap/pixmap.ts';
export * from './pixmap/region.ts';
export * from './pixmap/without-areas.ts';
export { decodePng, defaultLimits, type PngLimits } from './png/decode-png.ts';
export * from './png/encode-png.ts';
export { PngError, PngTooLargeError } from './png/png-chunks.ts';
export * from './png/read-apng.ts';
export * from './png/write-apng.ts';
export { isWithin, type Within } from './tolerance/is-within.ts';
export type { Tolerance } from './tolerance/tolerance.ts';
