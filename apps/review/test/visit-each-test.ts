/** A browser for a suite, and for every test made-up data of its own and a window on it. */
import { type Browser, launchChromium } from '@twinlens/testing/browser';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type MadeUpServer, startMadeUpServer } from '../made-up/server.ts';
import { startVisit, type Visit } from './visit.ts';

export interface Here {
  browser: Browser;
  server: MadeUpServer;
  /** May be another one from some point of a test on; nothing may have gone wrong in the last. */
  visit: Visit;
}

/** @param width pixels; a desktop's where not said */
export function visitEachTest(width?: number): Here {
  const here = {} as Here;
  beforeAll(async () => {
    here.browser = await launchChromium();
  });
  afterAll(() => here.browser.close());
  beforeEach(async () => {
    here.server = await startMadeUpServer();
    here.visit = await startVisit(here.browser, here.server, width);
  });
  afterEach(async () => {
    expect(here.visit.problems).toEqual([]);
    await here.visit.close();
    await here.server.close();
  });
  return here;
}
