/** Everything on pages to review on has a key, and what has none on other pages is pressed by a letter. */
import { findViolations } from '@twinlens/testing/browser';
import { expect, test } from 'vitest';
import { accessibilityShas } from '../made-up/accessibility.ts';
import { compareAddress, historyAddress, pageOf } from '../made-up/addresses.ts';
import { reviewShas } from '../made-up/records.ts';
import { findKeyless } from './keyless.ts';
import { boxOf, soon } from './looking.ts';
import { visitEachTest } from './visit-each-test.ts';

const here = visitEachTest();

/** Presses what has this name by its letters. */
async function pressByLetters(name: RegExp): Promise<void> {
  const { page } = here.visit;
  const target = page.getByRole('button', { name }).first();
  await target.waitFor();
  await page.keyboard.press(';');
  await page.locator('.letters').first().waitFor();
  const { x, y } = await boxOf(target);
  const letters = await page.locator('.letters').evaluateAll(
    (all, at) =>
      all.find((one) => {
        const { left, top } = one.getBoundingClientRect();
        return Math.hypot(left - at.x, top - at.y) < 2;
      })?.textContent ?? '',
    { x, y },
  );
  await page.keyboard.type(letters);
}

test('a letter presses what it is on, on every page; any other key takes the letters away', async () => {
  const { page } = here.visit;
  await here.visit.open('/a/1/settings');
  await pressByLetters(/^Create a key/);
  await page.getByRole('dialog').waitFor();
  expect(await page.locator('.letters').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press(';');
  await page.getByText('Letters are shown').waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
  await page.locator('.letters').first().waitFor({ state: 'detached' });
});

test('letters decide on a group of the list, and break no rule of accessibility', async () => {
  const { page } = here.visit;
  await here.visit.open(compareAddress(reviewShas, '?t=changed&c=0'));
  await page.locator('.change-row').first().waitFor();
  await page.keyboard.press(';');
  await page.locator('.letters').nth(30).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findViolations(page)).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await pressByLetters(/^Reject all of Avatar\/000/);
  await page
    .getByRole('region', { name: 'Decision' })
    .getByRole('status')
    .getByText('rejected')
    .waitFor();
});

const states: [name: string, path: string, key: string][] = [
  ['comments', compareAddress(reviewShas, '?t=changed&c=0'), 'c'],
  ['filters', compareAddress(reviewShas, '?t=changed&c=1&s=undecided'), 'F'],
  ['regions', pageOf('moved', 'diff'), 'l'],
  ['a tree', compareAddress(accessibilityShas, '?t=changed&c=0'), '2'],
];

// Every page as it opens is looked at in `pages.test.ts`.
test.each(states)('of %s, everything has a key but for what is listed', async (_, path, key) => {
  const { page } = here.visit;
  await here.visit.open(path);
  await page.locator('.change-row').first().waitFor();
  const before = await page.locator('button, select, textarea').count();
  await page.keyboard.press(key);
  await soon(() => page.locator('button, select, textarea').count()).not.toBe(before);
  expect(await findKeyless(page)).toEqual([]);
});

test('comments: from one to the next, an answer, resolved and open again, and where it is', async () => {
  const { page } = here.visit;
  await here.visit.open(compareAddress(reviewShas, '?t=changed&c=0'));
  await page.locator('.change-row').first().waitFor();
  await page.keyboard.press('Shift+N');
  const threads = page.locator('.thread');
  await threads.nth(1).waitFor();
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('.thread')?.getAttribute('aria-label'));
  const first = await threads.nth(0).getAttribute('aria-label');
  const second = await threads.nth(1).getAttribute('aria-label');
  await page.keyboard.press('Shift+N');
  await soon(focused).toBe(first);
  await page.keyboard.press('Shift+N');
  await soon(focused).toBe(second);
  await page.keyboard.press('Shift+B');
  await soon(focused).toBe(first);
  await page.keyboard.press('Shift+E');
  await soon(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  expect(await focused()).toBe(first);
  await page.keyboard.type('Agreed');
  await page.keyboard.press('Control+Enter');
  await threads.nth(0).getByText('Agreed', { exact: true }).waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('Shift+Y');
  await page
    .getByRole('status')
    .getByText(/^Comment \d+ resolved$/)
    .waitFor({ state: 'attached' });
  await page.keyboard.press('Shift+Y');
  await page
    .getByRole('status')
    .getByText(/^Comment \d+ open again$/)
    .waitFor({ state: 'attached' });
});

test('rows that are folded away, files, asking for a review, and why this baseline', async () => {
  const { page } = here.visit;
  await here.visit.open(pageOf('two changes', 'changes'));
  const folds = page.locator('.fold-button');
  await folds.first().waitFor();
  const folded = await folds.count();
  await page.keyboard.press('Shift+U');
  await soon(() => folds.count()).toBe(0);
  await page.keyboard.press('Shift+U');
  await soon(() => folds.count()).toBe(folded);
  await here.visit.open(compareAddress(reviewShas, '?t=changed&c=1'));
  await page.getByRole('button', { name: 'Download' }).waitFor();
  await page.keyboard.press('Shift+S');
  await page.getByRole('dialog', { name: 'Download' }).waitFor();
  await soon(() => page.evaluate(() => document.activeElement?.closest('.popover') !== null)).toBe(
    true,
  );
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Shift+V');
  await page.locator('.baseline-trail[open]').waitFor();
  await page.keyboard.press('Shift+Q');
  await page.getByRole('dialog', { name: 'Ask for a review' }).waitFor();
});

test('violations one after the other, and the slider of a history', async () => {
  const { page } = here.visit;
  await here.visit.open(compareAddress(accessibilityShas, '?t=changed&c=1'));
  const targets = page.locator('.finding-target');
  await targets.nth(1).waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  for (const [key, index] of [
    ['n', 0],
    ['n', 1],
    ['p', 0],
  ] as const) {
    await page.keyboard.press(key);
    await soon(focused).toBe(await targets.nth(index).getAttribute('aria-label'));
  }
  await here.visit.open(historyAddress('Avatar/000'));
  await page.keyboard.press('s');
  await soon(focused).toBe('Pictures through time');
});
