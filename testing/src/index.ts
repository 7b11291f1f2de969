/** Real services for tests. Never imported from `src`. */
export { launchChromium } from './chromium.ts';
