import { isWhole } from '@twinlens/testing';
import { type Browser, findViolations, launchChromium } from '@twinlens/testing/browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareAddress, pairAddress } from '../made-up/addresses.ts';
import { reviewShas } from '../made-up/records.ts';
import { type MadeUpServer, startMadeUpServer } from '../made-up/server.ts';
import { pages } from './all-pages.ts';
import { findKeyless } from './keyless.ts';
import { startVisit, type Visit } from './visit.ts';

let browser: Browser;
let server: MadeUpServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startMadeUpServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const asUsual = { contrast: 'no-preference', ratio: 4.5 } as const;
const highContrast = { contrast: 'more', ratio: 7 } as const;

/**
 * Pages have much in common: each is opened at one width and in one kind of colours, in turns, and so
 * is every third of the states they are in.
 * `npm run test:pages` opens each at both widths and in all of them.
 */
const colours = [
  { colorScheme: 'light', ...asUsual },
  { colorScheme: 'dark', ...asUsual },
  { colorScheme: 'dark', ...highContrast },
  { colorScheme: 'light', ...highContrast },
] as const;

const widths = [1280, 390] as const;
const placeOf = (name: string) => pages.findIndex(([one]) => one === name);
const isExample = (name: string) => isWhole || !name.includes(': ') || placeOf(name) % 3 === 0;
const pagesAt = (width: number) =>
  pages.filter(
    ([name]) => isExample(name) && (isWhole || widths[placeOf(name) % widths.length] === width),
  );
const coloursOf = (name: string) =>
  colours.filter(
    (_, index) => isWhole || index === Math.floor(placeOf(name) / widths.length) % colours.length,
  );

const isToReview = (path: string) => /\/compare\//.test(path);

/** Names of what a person could press and that has no letter to press it by, once letters are shown. */
async function findUnlettered(page: Visit['page']): Promise<string[]> {
  await page.keyboard.press(';');
  await page.locator('.letters').first().waitFor();
  const found = await page.evaluate(() => {
    const letters = [...document.querySelectorAll('.letters')].map((one) =>
      one.getBoundingClientRect(),
    );
    return [
      ...document.querySelectorAll('a, button, summary, select, textarea, input, [tabindex="0"]'),
    ]
      .filter((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + height / 2];
        if (element.matches(':disabled') || !element.contains(document.elementFromPoint(x, y))) {
          return false;
        }
        return !letters.some(
          (letter) =>
            letter.left <= x + 1 &&
            letter.top <= y + 1 &&
            letter.left >= left - 1 &&
            letter.top >= top - 1,
        );
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });
  await page.keyboard.press('Escape');
  await page.locator('.letters').first().waitFor({ state: 'detached' });
  return found;
}

describe.each(widths)('%i wide', (width) => {
  let visit: Visit;
  beforeAll(async () => {
    visit = await startVisit(browser, server, width);
  });
  afterAll(() => visit.close());

  test.each(pagesAt(width))('%s', async (name, path, heading) => {
    const { page, problems, open } = visit;
    await open(path);
    expect(await page.locator('h1').first().textContent()).toMatch(heading);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    for (const { colorScheme, contrast, ratio } of coloursOf(name)) {
      await page.emulateMedia({ colorScheme, contrast });
      expect(await findViolations(page, ratio)).toEqual([]);
    }
    if (width === 1280) {
      expect(await findUnlettered(page)).toEqual([]);
      if (isToReview(path)) expect(await findKeyless(page)).toEqual([]);
    }
    expect(problems.splice(0)).toEqual([]);
  });
});

test('what is not there says so', async () => {
  const { page, problems, open, close } = await startVisit(browser, server);
  await open('/a/1/jobs/5');
  await page.getByText('There is no job 5 in this account.').waitFor();
  expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  await close();
});

test('a job shows every project that is expected, and links in messages are only links', async () => {
  const { page, problems, open, close } = await startVisit(browser, server);
  await open('/a/1/jobs/801');
  await page.getByText('4 projects together, 3 done').waitFor();
  const projects = page.locator('.job-project');
  expect(await projects.nth(0).textContent()).toContain('Waiting for its run');
  const cancelled = projects.nth(2);
  expect(await cancelled.textContent()).toContain('run failed <b>(3 of 40)</b>, see');
  expect(await cancelled.locator('b').allTextContents()).toEqual(['pages']);
  const [link, ...more] = await cancelled.getByRole('link').all();
  expect(more).toEqual([]);
  expect(await link?.getAttribute('href')).toBe(
    'https://ci.example.com/shop/web/runs/4711?attempt=2',
  );
  expect(await link?.getAttribute('rel')).toContain('noopener');
  expect(problems).toEqual([]);
  await close();
});

test('a capture that failed lists why, and shows what it captured all the same', async () => {
  const { page, problems, open, close } = await startVisit(browser, server);
  await open('/a/1/snap-requests/506');
  const reasons = page.locator('.capture-failure li');
  await reasons.first().waitFor();
  expect(await reasons.allTextContents()).toEqual([
    '"Avatar, 012 long text" did not finish rendering within 60 s',
    '"Chart, live" went to another page: https://example.com/dashboard',
  ]);
  expect(await page.locator('.capture-kept .snapshot').count()).toBe(12);
  expect(problems).toEqual([]);
  await close();
});

test('a partial report shows what was rendered for it, and what was not and where it is from', async () => {
  const { page, problems, open, close } = await startVisit(browser, server);
  const source = reviewShas.before.slice(0, 8);
  await open(`/a/1/report/${reviewShas.after}?p=1`);
  await page
    .getByText(`1,072 rendered, 214 copied from earlier captures, 214 carried over from ${source}`)
    .waitFor();
  const tabs = page.getByRole('navigation', { name: 'Origins of snapshots' });
  const current = () => tabs.locator('[aria-current]').allTextContents();
  expect(await current()).toEqual(['All1,500']);
  const titles = () => page.locator('.snapshot-title').allTextContents();
  expect((await titles()).filter((title) => title.endsWith('Carried over'))).toHaveLength(3);

  await tabs.getByRole('link', { name: 'Carried over' }).click();
  await page.waitForURL(/o=carried-over/);
  await page.locator('.snapshot', { hasText: 'Avatar/003' }).first().waitFor();
  expect(new Set((await titles()).map((title) => title.endsWith('Carried over')))).toEqual(
    new Set([true]),
  );
  expect(await current()).toEqual(['Carried over214']);
  await tabs.getByRole('link', { name: 'Rendered now' }).click();
  await page.waitForURL(/o=rendered/);
  await page.waitForFunction(() => document.querySelector('.snapshot-origin') === null);
  await tabs.getByRole('link', { name: 'Copied' }).click();
  await page.waitForURL(/o=copied/);
  await page.locator('.snapshot', { hasText: 'Avatar/002' }).first().waitFor();
  expect(new Set((await titles()).map((title) => title.endsWith('Copied')))).toEqual(
    new Set([true]),
  );

  await page.getByRole('link', { name: source }).click();
  await page.waitForURL((url) => url.pathname.endsWith(`/report/${reviewShas.before}`));
  await open(`${compareAddress(reviewShas)}?t=unchanged&c=6`);
  await page
    .getByText(`611 rendered, 9,132 copied from earlier captures, 306 carried over from ${source}`)
    .waitFor();
  await page.getByText(`Carried over from ${source}, not rendered anew`).waitFor();
  await open(`${compareAddress(reviewShas)}?t=unchanged&c=4`);
  await page.getByText('Copied from an earlier capture: nothing that went into it').waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('a pair of snapshots is reported as flaky, and leads to the comparisons it is in', async () => {
  const { page, problems, open, close } = await startVisit(browser, server);
  await open(pairAddress(9, 10));
  await page.getByText('Not reported as flaky').waitFor();
  await page.keyboard.press('2');
  await page.getByRole('tab', { name: 'Diff', selected: true }).waitFor();
  await page.getByRole('button', { name: 'Report flake' }).click();
  await page.getByText(/Ignored as flaky, reported by Grace Hopper/).waitFor();
  await page.getByRole('button', { name: 'Not a flake' }).click();
  await page.getByText('Not reported as flaky').waitFor();
  const comparisons = page.getByRole('region', { name: 'Comparisons with this change' });
  expect(await comparisons.getByRole('listitem').count()).toBe(3);
  await comparisons.getByRole('link').first().click();
  await page.waitForURL((url) => url.pathname === compareAddress(reviewShas));

  await open(pairAddress(1, 26));
  await page.getByText(/None of the newest 500 comparisons/).waitFor();
  expect(await page.getByRole('button', { name: 'Report flake' }).count()).toBe(0);
  expect(problems.splice(0)).toEqual([]);
  await open('/a/1/p/1/snapshot/nobody/compare/knows');
  await page.getByText('This project has no such pair of snapshots').waitFor();
  await close();
});

test('a report that is being made moves on by itself, and is left alone when complete', async () => {
  const { page, open, close } = await startVisit(browser, server);
  await open('/a/1/async-reports/302');
  const bar = page.getByRole('progressbar');
  expect(Number(await bar.getAttribute('aria-valuenow'))).toBeLessThan(6);
  await page.getByText('6 of 6 captures done').waitFor();
  await page.getByRole('link', { name: 'See the report' }).click();
  await page.getByRole('region', { name: 'Snapshots' }).waitFor();
  await close();
});

test('jobs before the first page of them come on request', async () => {
  const { page, open, close } = await startVisit(browser, server);
  await open('/');
  expect(await page.locator('.job').count()).toBe(50);
  await page.getByRole('button', { name: 'Older jobs' }).click();
  await page.locator('.job').nth(62).waitFor();
  expect(await page.getByRole('button', { name: 'Older jobs' }).count()).toBe(0);
  await close();
});

test('a chosen colour theme outlives the visit', async () => {
  const { page, open, close } = await startVisit(browser, server);
  await open('/a/1/jobs');
  const background = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: /Change to light/ }).click();
  await page.getByRole('button', { name: /Change to dark/ }).click();
  const dark = await background();
  expect(dark).not.toBe(light);
  await open('/a/1/settings');
  expect(await background()).toBe(dark);
  await close();
});
