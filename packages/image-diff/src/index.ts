/** Node entry: pictures as files. The browser entry is browser.ts. */

export { type ApartCounts, apartCounter } from './compare/apart-counter.ts';
export { comparePictures } from './compare/compare-pictures.ts';
export * from './compare/comparison.ts';
export { KeptBits } from './compare/difference-bits.ts';
export { type Summary, summaryOf } from './compare/summary.ts';
export { differsOnlyWhereUnstable, unstableRegions } from './compare/unstable-regions.ts';
export { engineVersion } from './engine-version.ts';
export { changePrint } from './group/change-print.ts';
export * from './identity/identify-picture.ts';
export * from './identity/pixel-hash.ts';
export { type DifferenceMask, maskOf, maskValueAt, maskValues } from './output/difference-mask.ts';
export { encodeMask } from './output/encode-mask.ts';
export { tilesOf } from './output/mask-tiles.ts';
export { paintFound } from './output/paint-found.ts';
export { type RowBand, type Rows, rowBands } from './output/row-bands.ts';
export { type ThumbnailLimits, thumbnailOf } from './output/thumbnail.ts';
export { wholeMask } from './output/whole-mask.ts';
export { fingerprintRows, keyBytes, ownKey, type Picture, pictureOf } from './picture/picture.ts';
export { pictureOfPng } from './picture/picture-of-png.ts';
export { pictureWithoutAreas } from './picture/picture-without-areas.ts';
export { pixmapOf } from './picture/pixmap-of.ts';
export { isOpaque } from './pixmap/is-opaque.ts';
export * from './pixmap/pixmap.ts';
export * from './pixmap/region.ts';
export * from './pixmap/without-areas.ts';
export { decodePng, defaultLimits, type PngLimits } from './png/decode-png.ts';
export * from './png/encode-png.ts';
export { encodeRows } from './png/encode-rows.ts';
export { PngError, PngTooLargeError } from './png/png-chunks.ts';
export * from './png/read-apng.ts';
export * from './png/write-apng.ts';
export { compressAgain, groupIntoBlocks } from './strips/blocks.ts';
export {
  compressContents,
  compressStrips,
  type PackedStrips,
  packStrips,
} from './strips/compress-strips.ts';
export { cutPicture } from './strips/cut-picture.ts';
export * from './strips/manifest.ts';
export { release } from './strips/release.ts';
export { readerOf, readerOfPng, readerWithoutAreas } from './strips/row-reader.ts';
export * from './strips/stored-picture.ts';
export { contentBytes, digestOfStrip, StripError } from './strips/strip.ts';
export { verifyStrips } from './strips/verify-strips.ts';
export { isWithin, type Within } from './tolerance/is-within.ts';
export type { Tolerance } from './tolerance/tolerance.ts';
