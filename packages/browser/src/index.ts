/** One page interface over the engines. */
export { type ChromiumIdentity, identifyChromium } from './chromium/identity.ts';
export { launchChromium } from './chromium/launch.ts';
/** For programs that drive the bundled browser with a library of their own, as page tests do. */
export { type ChromiumFiles, unpackChromium } from './chromium/unpack.ts';
export * from './page.ts';
export { rendererDigest } from './renderer-digest.ts';
