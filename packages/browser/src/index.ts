/** One page interface over the engines. */
export type { Appearance } from './appearance.ts';
export type { Capabilities } from './capabilities.ts';
/** For programs that drive the bundled browser with a library of their own, as page tests do. */
export { type ChromiumFiles, unpackChromium } from './chromium/unpack.ts';
export type { Device } from './device.ts';
export {
  type Engine,
  type EngineName,
  engineNames,
  engines,
  type LaunchOptions,
} from './engines.ts';
export * from './page.ts';
export { BrowserMissingError } from './program/find-program.ts';
export type { OwnProgram } from './program/own-program.ts';
export { rendererDigest } from './renderer-digest.ts';
