/** A person's browser. */
export type { Browser, Page } from 'playwright-core';
export { findViolations } from './accessibility.ts';
export { type AnyWindow, openAnyWindow } from './any-browser.ts';
export { launchChromium } from './chromium.ts';
