/** Pictures of a change as files. */
import { type Browser, findViolations, launchChromium } from '@twinlens/testing/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reviewShas } from '../made-up/records.ts';
import { type MadeUpServer, startMadeUpServer } from '../made-up/server.ts';
import { phone, startVisit } from './visit.ts';

const comparison = `/a/1/p/1/compare/${reviewShas.before}/${reviewShas.after}`;

let browser: Browser;
let server: MadeUpServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startMadeUpServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test.each([1280, phone])('both pictures, and what differs, are files, %i wide', async (width) => {
  const { page, problems, open, close } = await startVisit(browser, server, width);
  await open(`${comparison}?t=changed&c=1`);
  await page.getByRole('button', { name: 'Download' }).click();
  const menu = page.getByRole('dialog', { name: 'Download' });
  for (const [label, name] of [
    [/^Before/, 'before'],
    [/^After/, 'after'],
    [/^Highlight/, 'highlight'],
    [/^Mask/, 'mask'],
  ] as const) {
    const link = menu.getByRole('link', { name: label });
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toMatch(
      new RegExp(`^Avatar.000 default chrome-phone ${name}\\.png$`),
    );
    expect(await download.failure()).toBe(null);
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findViolations(page)).toEqual([]);
  }
  expect(problems).toEqual([]);
  await close();
});

test('what cannot be shown of a difference is said not to be there', async () => {
  const { page, open, close } = await startVisit(browser, server);
  await open(`${comparison}?t=changed&c=5`);
  await page.getByRole('button', { name: 'Download' }).click();
  const menu = page.getByRole('dialog', { name: 'Download' });
  await menu.getByText('The difference is not there as a picture.').waitFor();
  expect(await menu.getByRole('link').count()).toBe(2);
  await open(`${comparison}?t=added&c=0`);
  await page.getByRole('button', { name: 'Download' }).click();
  expect(await menu.getByRole('link').allTextContents()).toEqual(['After']);
  await close();
});
