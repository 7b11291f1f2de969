/** A comparison across versions of a browser, whose baseline is captured again. */
import { type Browser, launchChromium } from '@twinlens/testing/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareAddress } from '../made-up/addresses.ts';
import { browserShas } from '../made-up/records.ts';
import { type MadeUpServer, startMadeUpServer } from '../made-up/server.ts';
import { startVisit } from './visit.ts';

let browser: Browser;
let server: MadeUpServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startMadeUpServer()]);
});
afterAll(async () => {
  await browser.close();
  server.close();
});

test('is asked for, followed, and taken back', async () => {
  const { page, problems, open, close } = await startVisit(browser, server);
  await open(compareAddress(browserShas));
  const note = page.getByRole('note');
  await note.getByText('Captured with different browsers').waitFor();
  await note.getByRole('button', { name: 'Capture the baseline again' }).click();
  const bar = note.getByRole('progressbar', { name: 'The baseline, captured again' });
  expect(await bar.getAttribute('aria-valuenow')).toBe('5');
  await note.getByText('What differs comes from the commit').waitFor();
  expect(await bar.count()).toBe(0);
  await note.getByRole('button', { name: 'Compare with the pictures of then' }).click();
  await note.getByRole('button', { name: 'Capture the baseline again' }).waitFor();
  expect(problems).toEqual([]);
  await close();
});
