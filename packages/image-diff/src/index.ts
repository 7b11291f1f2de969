/** Node entry: pictures as files. The browser entry is browser.ts. */
export * from './pixel-hash.ts';
export * from './png.ts';
export { PngError, PngTooLargeError } from './png-chunks.ts';
export { differsOnlyWhereUnstable, unstableRegions } from './unstable-regions.ts';
export * from './without-areas.ts';
