import { type Browser, findViolations, launchChromium } from '@twinlens/testing/browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ForeignServer, startForeignServer } from '../made-up/foreign.ts';
import { reviewShas } from '../made-up/records.ts';
import { type MadeUpServer, startMadeUpServer } from '../made-up/server.ts';
import { startVisit, type Visit } from './visit.ts';

const comparison = `/a/1/p/1/compare/${reviewShas.before}/${reviewShas.after}?t=diffs&c=`;
const report = `/a/1/report/${reviewShas.after}?p=1`;
const [readable, unreadable, missing] = ['0', '1', '2'];

let browser: Browser;
let foreign: ForeignServer;
let server: MadeUpServer;
beforeAll(async () => {
  [browser, foreign] = await Promise.all([launchChromium(), startForeignServer()]);
  server = await startMadeUpServer(foreign.origin);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await foreign.close();
});

describe.each([1280, 390])('pictures on another server, %i wide', (width) => {
  let visit: Visit;
  beforeAll(async () => {
    visit = await startVisit(browser, server, width);
  });
  afterAll(() => visit.close());

  async function expectAccessible(): Promise<void> {
    const { page } = visit;
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findViolations(page)).toEqual([]);
    }
  }
  const view = (name: string) => visit.page.getByRole('tab', { name }).click();
  const cannotCompare = () => visit.page.getByRole('alert').getByText('cannot be compared here');

  test('are compared where that server lets pages read them', async () => {
    await visit.open(comparison + readable);
    await view('Diff');
    await visit.page.getByRole('img', { name: 'changed pixels highlighted' }).waitFor();
    expect(visit.problems.splice(0)).toEqual([]);
  });

  test('are shown, and said not to be comparable, where it does not', async () => {
    const { page, open } = visit;
    await open(comparison + unreadable);
    await view('Side by side');
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll<HTMLImageElement>('img.plane-picture')].filter(
          ({ naturalWidth }) => naturalWidth > 0,
        ).length === 2,
    );
    await view('Diff');
    await cannotCompare().waitFor();
    const alert = await page.getByRole('alert').textContent();
    expect(alert).toContain(foreign.host);
    expect(alert).toContain('Access-Control-Allow-Origin');
    await expectAccessible();
  });

  test('that are gone are said to be, in every view', async () => {
    const { page, open } = visit;
    const gone = page.getByText('This picture could not be loaded.');
    await open(comparison + missing);
    await view('Side by side');
    await gone.nth(1).waitFor();
    expect(await gone.first().textContent()).toContain(foreign.host);
    await expectAccessible();
    for (const mode of ['Diff', 'Swipe', 'Overlay', 'Onion skin', 'Blink', 'Changes only']) {
      await view(mode);
      await gone.nth(1).waitFor();
      expect(await page.getByRole('slider').count()).toBe(0);
    }
    await expectAccessible();
  });

  test('that are gone are said to be in a report, next to those that are not', async () => {
    const { page, open } = visit;
    await open(report);
    const tiles = page.locator('.snapshot');
    await tiles.nth(2).getByText('Could not be loaded').waitFor();
    expect(await tiles.nth(2).textContent()).toContain(foreign.host);
    expect(await page.getByText('Could not be loaded').count()).toBe(1);
    await expectAccessible();
  });
});
