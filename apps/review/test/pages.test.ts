import { type Browser, findViolations, launchChromium } from '@twinlens/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityShas } from '../made-up/accessibility.ts';
import {
  captureAddress,
  compareAddress,
  connectAddress,
  historyAddress,
  pageOf,
  pairAddress,
} from '../made-up/addresses.ts';
import { browserShas, failedShas, pendingShas, reviewShas } from '../made-up/records.ts';
import { type MadeUpServer, startMadeUpServer } from '../made-up/server.ts';
import { startVisit, type Visit } from './visit.ts';

/** Every route, in every state it has, with the words that say it is there. */
const pages: [name: string, path: string, heading: RegExp][] = [
  ['sign in', '/sign-in', /Sign in/],
  ['welcome', '/welcome', /Welcome/],
  ['jobs', '/a/1/jobs', /Jobs/],
  ['job of one project', '/a/1/jobs/930', /accent colours/],
  ['job of several projects', '/a/1/jobs/800', /prices/],
  ['job announced for all projects', '/a/1/jobs/801', /prices/],
  ['running report', '/a/1/async-reports/301', /accent colours/],
  ['capture that failed', '/a/1/snap-requests/506', /Capture 506/],
  ['comparison: list', compareAddress(reviewShas), /accent colours/],
  ['comparison: changed', `${compareAddress(reviewShas)}?t=diffs&c=1-3-4`, /accent colours/],
  ['comparison: diff', pageOf('moved', 'diff', '&r=1'), /accent colours/],
  ['comparison: swipe', pageOf('moved', 'swipe'), /accent colours/],
  ['comparison: overlay', pageOf('moved', 'overlay'), /accent colours/],
  ['comparison: onion skin', pageOf('moved', 'onion'), /accent colours/],
  ['comparison: blink', pageOf('moved', 'blink'), /accent colours/],
  ['comparison: changes only', pageOf('moved', 'changes'), /accent colours/],
  ['comparison: aligned rows', pageOf('moved', 'rows'), /accent colours/],
  ['comparison: from close by', pageOf('transparent', 'sides', '&z=16'), /accent colours/],
  ['comparison: added', `${compareAddress(reviewShas)}?t=added&c=0`, /accent colours/],
  ['comparison: unchanged', `${compareAddress(reviewShas)}?t=unchanged&c=0`, /accent colours/],
  ['comparison: ignored', `${compareAddress(reviewShas)}?t=ignored&c=0`, /accent colours/],
  ['comparison: unstable', `${compareAddress(reviewShas)}?t=unstable&c=0`, /accent colours/],
  ['comparison: unstable before', `${compareAddress(reviewShas)}?t=unstable&c=2`, /accent colours/],
  ['comparison: changed too', `${compareAddress(reviewShas)}?t=changed&c=2`, /accent colours/],
  ['comparison: no match', `${compareAddress(reviewShas)}?q=nothing+like+this`, /accent colours/],
  [
    'accessibility: violations',
    `${compareAddress(accessibilityShas)}?t=changed&c=1`,
    /accent colours/,
  ],
  [
    'accessibility: only the tree',
    `${compareAddress(accessibilityShas)}?t=changed&c=0`,
    /accent colours/,
  ],
  ['accessibility: added', `${compareAddress(accessibilityShas)}?t=added&c=0`, /accent colours/],
  [
    'accessibility: deleted',
    `${compareAddress(accessibilityShas)}?t=deleted&c=0`,
    /accent colours/,
  ],
  [
    'accessibility: unchanged',
    `${compareAddress(accessibilityShas)}?t=unchanged&c=0`,
    /accent colours/,
  ],
  [
    'accessibility: unstable',
    `${compareAddress(accessibilityShas)}?t=unstable&c=0`,
    /accent colours/,
  ],
  ['accessibility: report', `/a/1/report/${accessibilityShas.after}?p=1`, /accent colours/],
  ['comparison that runs', compareAddress(pendingShas), /accent colours/],
  ['comparison across versions', compareAddress(browserShas), /accent colours/],
  ['comparison that failed', compareAddress(failedShas), /accent colours/],
  ['report', `/a/1/report/${reviewShas.after}?p=1`, /accent colours/],
  ['report: carried over', `/a/1/report/${reviewShas.after}?p=1&o=carried-over`, /accent colours/],
  ['report: copied', `/a/1/report/${reviewShas.after}?p=1&o=copied`, /accent colours/],
  ['comparison: copied', `${compareAddress(reviewShas)}?t=diffs&c=4`, /accent colours/],
  ['pair of snapshots', pairAddress(1, 2), /Avatar\/000 default/],
  ['pair: flaky', pairAddress(2401, 2402), /Avatar\/100 default/],
  [
    'pair: of different examples',
    pairAddress(1, 26),
    /Avatar\/000 default and Avatar\/001 default/,
  ],
  ['pair: the same twice', pairAddress(1, 1), /Avatar\/000 default/],
  ['pair: of accessibility', pairAddress(4217, 4218), /Plans default/],
  ['snapshot: recorded', captureAddress(4), /Avatar\/000 default/],
  ['snapshot: of a package', captureAddress(2), /Avatar\/000 default/],
  ['snapshot: copied', captureAddress(9), /Avatar\/000 disabled/],
  ['snapshot: carried over', captureAddress(13), /Avatar\/000 long text|Avatar\/000/],
  ['projects', '/a/1/projects', /Projects/],
  ['project', '/a/1/p/1', /web-shop/],
  ['components', '/a/1/p/1/components', /Components/],
  ['components: no match', '/a/1/p/1/components?q=nothing+like+this', /Components/],
  ['component', '/a/1/p/1/component?component=Avatar%2F002', /Avatar\/002/],
  ['history', historyAddress('Avatar/000'), /Avatar\/000 default/],
  ['settings', '/a/1/settings', /API keys/],
  ['repositories', '/a/1/settings/repositories', /Repositories/],
  ['capture cache', '/a/1/settings/capture-cache', /Capture cache/],
  ['assistants', '/a/1/settings/assistants', /Connected assistants/],
  ['connect an assistant', connectAddress, /Connect an assistant/],
  ['workers', '/a/1/settings/workers', /Workers/],
  ['tolerances', '/a/1/settings/tolerances/1', /Tolerances/],
  ['reviewing', '/a/1/settings/reviewing/1', /Reviewing/],
  ['destinations', '/a/1/settings/destinations', /Destinations/],
  ['deliveries', '/a/1/settings/deliveries', /Deliveries/],
  ['delivery', '/a/1/settings/deliveries/61', /Delivery 61/],
  ['inbox', '/a/1/inbox', /Inbox/],
  ['inbox settings', '/a/1/inbox/settings', /What I am told/],
  ['webhooks without an account', '/webhooks', /Destinations/],
  ['settings without an account', '/settings', /API keys/],
  ['what this release does not have', '/user-access', /Access of people/],
  ['API', '/docs/api', /API/],
  ['API: an operation', '/docs/api#compareReports', /API/],
  ['API: no match', '/docs/api?q=nothing+like+this', /API/],
  ['unknown address', '/nowhere', /Not found/],
];

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
 * Colours are the same at every width, and pages have much in common: one kind of colours for each page and
 * width, in turns; light at one width, dark at the other, and more contrast at one of them.
 * `TWINLENS_TEST_COLOURS=all` has all.
 */
const colours = [
  { colorScheme: 'light', ...asUsual },
  { colorScheme: 'dark', ...asUsual },
  { colorScheme: 'dark', ...highContrast },
  { colorScheme: 'light', ...highContrast },
] as const;

function coloursOf(name: string, width: number) {
  if (process.env.TWINLENS_TEST_COLOURS === 'all') return colours;
  const place = pages.findIndex(([one]) => one === name) + (width === 1280 ? 0 : 2);
  return colours.filter((_, index) => index === place % colours.length);
}

describe.each([1280, 390])('%i wide', (width) => {
  let visit: Visit;
  beforeAll(async () => {
    visit = await startVisit(browser, server, width);
  });
  afterAll(() => visit.close());

  test.each(pages)('%s', async (name, path, heading) => {
    const { page, problems, open } = visit;
    await open(path);
    expect(await page.locator('h1').first().textContent()).toMatch(heading);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    for (const { colorScheme, contrast, ratio } of coloursOf(name, width)) {
      await page.emulateMedia({ colorScheme, contrast });
      expect(await findViolations(page, ratio)).toEqual([]);
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
