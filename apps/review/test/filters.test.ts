/** Finding the rows that matter to somebody. */
import { TwinlensError } from '@twinlens/contract';
import { findViolations } from '@twinlens/testing/browser';
import { expect, test } from 'vitest';
import { reviewShas } from '../made-up/records.ts';
import { boxOf, soon } from './looking.ts';
import { phone, startVisit } from './visit.ts';
import { visitEachTest } from './visit-each-test.ts';

const comparison = `/a/1/p/1/compare/${reviewShas.before}/${reviewShas.after}`;

const here = visitEachTest();

const search = () => new URL(here.visit.page.url()).searchParams;
const rows = () => here.visit.page.locator('.change-row');
const filters = () => here.visit.page.getByRole('group', { name: 'Filters', exact: true });
const left = (words: string) =>
  here.visit.page.getByRole('status').getByText(words, { exact: true });

async function openFilters(): Promise<void> {
  await rows().first().waitFor();
  await here.visit.page.getByRole('button', { name: 'Filters' }).click();
  await filters().waitFor();
}

test('filters say how many rows they keep, combine, are in the address, and are taken away', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await openFilters();
  await filters().getByLabel('Target').selectOption({ label: 'chrome-phone (21)' });
  await left('21 of 42').waitFor();
  await filters().getByLabel('Viewport').getByRole('option', { name: '360 × 640 (21)' }).waitFor({
    state: 'attached',
  });
  expect(await filters().getByLabel('Viewport').getByRole('option', { name: /1280/ }).count()).toBe(
    0,
  );
  // The others of the filter that was chosen are still offered.
  expect(
    await filters()
      .getByLabel('Target')
      .getByRole('option', { name: /desktop \(21\)/ })
      .count(),
  ).toBe(1);
  await filters().getByLabel('Component').selectOption({ label: 'Avatar/001 (6)' });
  await filters().getByLabel('Size of the change').selectOption('tiny');
  await left('2 of 42').waitFor();
  expect(Object.fromEntries(search())).toMatchObject({
    target: 'chrome-phone',
    component: 'Avatar/001',
    size: 'tiny',
  });
  await page.reload();
  await left('2 of 42').waitFor();
  await soon(() => rows().count()).toBe(2);
  // A group is decided on as a whole, whatever is listed of it.
  await page
    .getByRole('button', { name: 'Accept all of Avatar/001, also what is filtered out' })
    .waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Component: Avatar/001. Remove' }).click();
  await left('6 of 42').waitFor();
  await page.getByRole('button', { name: /^Clear all/ }).click();
  await page.getByText('1 / 42').waitFor();
  expect(search().has('target')).toBe(false);
});

test('owners: somebody’s, nobody’s, and mine', async () => {
  const { open } = here.visit;
  await open(`${comparison}?t=unchanged`);
  await openFilters();
  const owner = filters().getByLabel('Owner');
  await owner.selectOption({ label: 'grace@example.com (1,500)' });
  await left('1,500 of 10,000').waitFor();
  await owner.selectOption({ label: 'Nobody’s (8,500)' });
  await left('8,500 of 10,000').waitFor();
  expect(search().get('owner')).toBe('nobody');
  // Rows come a page at a time, filtered or not.
  const asked = here.server.calls.filter(({ operation }) => operation === 'listChanges');
  expect(asked.length).toBeLessThan(8);
});

test('what is decided is counted at once, and a kind without decisions is not filtered by them', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?s=undecided`);
  await left('40 of 42').waitFor();
  await openFilters();
  await page.getByRole('button', { name: 'Accept a', exact: true }).click();
  await left('39 of 42').waitFor();
  await filters()
    .getByLabel('Decided or not')
    .getByRole('option', { name: 'Accepted (3)' })
    .waitFor({ state: 'attached' });
  await page.getByRole('link', { name: 'Unchanged 10,000' }).click();
  await page.getByText('1 / 10,000').waitFor();
  expect(await filters().getByLabel('Decided or not').count()).toBe(0);
});

test('nothing left says so, and what the address does not know is left out', async () => {
  const { page, open } = here.visit;
  await open(
    `${comparison}?t=changed&component=Avatar/000&viewport=1280x720&size=huge&browser=Lynx`,
  );
  await left('6 of 42').waitFor();
  await open(`${comparison}?t=changed&component=Avatar/000&viewport=1x1`);
  await page.getByText('No changed snapshot has all of this').waitFor();
  await openFiltersOfNothing();
  await filters().getByLabel('Viewport').getByRole('option', { name: '1 × 1 (0)' }).waitFor({
    state: 'attached',
  });
});

async function openFiltersOfNothing(): Promise<void> {
  await here.visit.page.getByRole('button', { name: 'Filters' }).click();
  await filters().waitFor();
}

test('by keyboard: opened, chosen, cleared; typing into them decides nothing', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await rows().first().waitFor();
  await page.keyboard.press('Shift+F');
  await soon(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
  await filters().getByRole('option', { name: 'Undecided (40)' }).waitFor({ state: 'attached' });
  await page.keyboard.press('ArrowDown');
  await left('40 of 42').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('a');
  await page.keyboard.press('ArrowDown');
  await soon(() => search().get('size')).toBe('tiny');
  await page.getByText('· 2 accepted').waitFor();
  await page.locator('.change-row').first().focus();
  await page.keyboard.press('Shift+X');
  await soon(() => [...search().keys()].filter((name) => ['s', 'size'].includes(name))).toEqual([]);
  await page.getByText('1 / 42').waitFor();
  await page.locator('.change-row').first().focus();
  await page.keyboard.press('Shift+F');
  await filters().waitFor({ state: 'detached' });
});

test('clearing takes what was typed with it', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await page.getByRole('searchbox').fill('avatar/000 hover');
  await left('2 of 42').waitFor();
  await page.getByRole('button', { name: /^Clear all/ }).click();
  await page.getByText('1 / 42').waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('');
});

test('counts that cannot be had leave the filters usable', async () => {
  const { open, problems } = here.visit;
  await open(comparison);
  here.server.refuseNext('getChangeFilters', new TwinlensError('invalid_request', 'Not today.'));
  await openFilters();
  await filters().getByRole('alert').getByText('Not today.').waitFor();
  expect(problems.splice(0).every((problem) => problem.includes('400'))).toBe(true);
});

for (const width of [1280, phone]) {
  test(`accessible, and large enough for a finger, ${width} wide`, async () => {
    await here.visit.close();
    here.visit = await startVisit(here.browser, here.server, width);
    const { page, open } = here.visit;
    await open(`${comparison}?size=tiny&target=chrome-phone`);
    await left('6 of 42').waitFor();
    await openFilters();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    for (const contrast of ['more', 'no-preference'] as const) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, contrast });
        expect(await findViolations(page, contrast === 'more' ? 7 : 4.5)).toEqual([]);
      }
    }
    if (width !== phone) return;
    const targets = page.locator('.filter-chip, .filter-clear, .filter-choices select');
    for (const target of await targets.all()) {
      expect((await boxOf(target)).height).toBeGreaterThanOrEqual(44);
    }
  });
}
