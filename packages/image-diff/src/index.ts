/** Node entry: pictures as files. The browser entry is browser.ts. */
export * from './encode-png.ts';
export * from './identify-picture.ts';
export * from './pixel-hash.ts';
export * from './png.ts';
export { PngError, PngTooLargeError } from './png-chunks.ts';
export * from './read-apng.ts';
export { differsOnlyWhereUnstable, unstableRegions } from './unstable-regions.ts';
export * from './without-areas.ts';
export * from './write-apng.ts';
