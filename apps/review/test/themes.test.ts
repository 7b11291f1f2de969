/** Light, dark, high contrast, and the colours of the system. */
import { isWhole } from '@twinlens/testing';
import { type Browser, findViolations, launchChromium } from '@twinlens/testing/browser';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { reviewShas } from '../made-up/records.ts';
import { type MadeUpServer, startMadeUpServer } from '../made-up/server.ts';
import { boxOf, colourAt, pageOf, soon } from './looking.ts';
import { startVisit, type Visit } from './visit.ts';

const comparison = `/a/1/p/1/compare/${reviewShas.before}/${reviewShas.after}`;

let browser: Browser;
let server: MadeUpServer;
let visit: Visit;
beforeAll(async () => {
  browser = await launchChromium();
  server = await startMadeUpServer();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  visit = await startVisit(browser, server);
});
afterEach(async () => {
  expect(visit.problems).toEqual([]);
  await visit.close();
});

const inkOf = (selector: string) =>
  visit.page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).color);

test('high contrast is chosen with the other colours, and outlives the visit', async () => {
  const { page, open } = visit;
  await open(comparison);
  const soft = await inkOf('.comparison-meta');
  await page.getByRole('button', { name: 'Change to light' }).click();
  await page.getByRole('button', { name: 'Change to dark' }).click();
  await page.getByRole('button', { name: 'Change to high contrast' }).click();
  await open(comparison);
  await page.getByRole('button', { name: 'Colours: high contrast' }).waitFor();
  const strong = await inkOf('.comparison-meta');
  expect(strong).not.toBe(soft);
  // As light or dark as the system is.
  await page.emulateMedia({ colorScheme: 'dark' });
  await soon(() => inkOf('.comparison-meta')).not.toBe(strong);
  await page.getByRole('button', { name: 'Change to as the system' }).click();
  await page.emulateMedia({ colorScheme: 'light' });
  await soon(() => inkOf('.comparison-meta')).toBe(soft);
});

test('whoever asked their system for more contrast has it, also when they ask later', async () => {
  const { page, open } = visit;
  await open(comparison);
  const soft = await inkOf('.comparison-meta');
  await page.emulateMedia({ contrast: 'more' });
  await soon(() => inkOf('.comparison-meta')).not.toBe(soft);
  for (const view of ['diff', 'rows', 'changes', 'swipe']) {
    await open(pageOf('inserted', view));
    await page.locator('.pane, .band').first().waitFor();
    const inTurn = view === 'rows' || view === 'swipe' ? 'dark' : 'light';
    for (const colorScheme of (['light', 'dark'] as const).filter(
      (one) => isWhole || one === inTurn,
    )) {
      await page.emulateMedia({ colorScheme });
      expect(await findViolations(page, 7)).toEqual([]);
    }
  }
});

test('in the colours of the system, what was found and what is chosen is still to be seen', async () => {
  const { page, open } = visit;
  await page.emulateMedia({ forcedColors: 'active' });
  await open(pageOf('inserted', 'rows'));
  await page.locator('.band-inserted').first().waitFor();
  const marks = await page.locator('.band:is(.band-inserted, .band-moved, .band-removed)').all();
  const marked = await Promise.all(
    marks.map((band) =>
      band.evaluate((element) => {
        const { borderLeftColor, backgroundImage } = getComputedStyle(element, '::before');
        return `${borderLeftColor} ${backgroundImage}`;
      }),
    ),
  );
  // Each kind has a mark of its own, in its own colour.
  expect(new Set(marked).size).toBeGreaterThanOrEqual(3);

  await open(pageOf('inserted', 'diff'));
  await page.locator('.region-frame').first().waitFor();
  await page.keyboard.press('n');
  const frame = page.locator('.region-frame[data-current]');
  await frame.waitFor();
  expect(await frame.evaluate((one) => getComputedStyle(one).outlineColor)).toBe(
    'rgb(0, 114, 178)',
  );
  const seen = await boxOf(page.locator('.minimap-seen'));
  expect(await colourAt(page, seen.x + 1, seen.y + 1)).toBe('64,82,214');
  const tab = (selected: boolean) =>
    page
      .locator(`.views-tab[aria-selected="${selected}"]`)
      .first()
      .evaluate((one) => getComputedStyle(one).backgroundColor);
  expect(await tab(true)).not.toBe(await tab(false));
  // Where the picture ends.
  expect(
    await page
      .locator('.marked, .backed')
      .first()
      .evaluate((picture) => getComputedStyle(picture).outlineStyle),
  ).toBe('solid');
  expect(await findViolations(page)).toEqual([]);
});
