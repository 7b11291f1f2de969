/** One page interface over the engines. */
export { launchChromium } from './chromium/launch.ts';
export * from './page.ts';
