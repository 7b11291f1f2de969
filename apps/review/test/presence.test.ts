/** Reviewers who have the same comparison open see each other. */
import { isWhole } from '@twinlens/testing';
import { type Browser, findViolations, launchChromium } from '@twinlens/testing/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MadeUpServer, startMadeUpServer } from '../made-up/server.ts';
import { pageOf, soon } from './looking.ts';
import { phone, startVisit } from './visit.ts';

let browser: Browser;
let server: MadeUpServer;
beforeAll(async () => {
  browser = await launchChromium();
  server = await startMadeUpServer();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const first = { component: 'Landing page', variant: 'two changes', target: 'chrome-desktop' };
const grace = { id: 'u2', name: 'Grace Hopper', looksAt: { snapshotId: 4002, ...first } };
const ben = { id: 'u9', name: 'Ben', looksAt: null };

test.each(isWhole ? [1280, phone] : [phone])(
  'who else looks is named, and the row marked, %i wide',
  async (width) => {
    server.presence.others = [];
    const { page, problems, open, close } = await startVisit(browser, server, width);
    // On a phone, the list is a step of its own.
    await open(pageOf('moved', 'sides').replace(/&c=\d+/, width === phone ? '' : '&c=1'));
    await soon(() => server.presence.told.length).toBeGreaterThan(0);
    expect(await page.getByRole('list', { name: 'Also looking' }).count()).toBe(0);
    const { height } = await sizeOfHeader();

    server.presence.others = [grace, ben];
    const others = page.getByRole('list', { name: 'Also looking' });
    await others.getByText('Grace Hopper is looking at Landing page, two changes').waitFor();
    await others.getByText('Ben is looking at this comparison').waitFor();
    await page.getByRole('status').getByText('Grace Hopper, Ben came to look').waitFor();
    const marked = page.locator('.change-row', { hasText: 'Grace Hopper is looking at this' });
    expect(await marked.count()).toBe(1);
    expect(await marked.textContent()).toContain('two changes');
    // Nobody's pictures move because somebody comes.
    expect((await sizeOfHeader()).height).toBe(height);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findViolations(page)).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);

    // Where they go is shown, and not announced.
    const said = page.getByRole('status').getByText('came to look');
    const words = await said.textContent();
    server.presence.others = [{ ...grace, looksAt: { ...grace.looksAt, snapshotId: 4004 } }];
    await page.locator('.change-row', { hasText: 'inserted' }).getByText('Grace Hopper').waitFor();
    expect(await said.textContent()).toBe(words);
    server.presence.others = [];
    await others.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await close();

    async function sizeOfHeader() {
      return page.locator('.comparison-header').evaluate((header) => {
        const { height } = header.getBoundingClientRect();
        return { height };
      });
    }
  },
);

test('others are told which row is looked at, and the change says who else is there', async () => {
  server.presence.others = [];
  server.presence.told.splice(0);
  const { page, open, close } = await startVisit(browser, server);
  await open(pageOf('two changes', 'sides'));
  await soon(() => server.presence.told.at(-1)).toBe(4002);
  await page.keyboard.press('j');
  await soon(() => server.presence.told.at(-1)).toBe(4004);
  server.presence.others = [{ ...grace, looksAt: { ...grace.looksAt, snapshotId: 4004 } }];
  await page.locator('.change-header').getByText('Grace Hopper is looking at this').waitFor();
  await close();
});

test('the page goes on where nobody answers who is there', async () => {
  const { page, open, close } = await startVisit(browser, server);
  await page.route('**/presence', (route) => route.fulfill({ status: 503, body: '{}' }));
  const asked = page.waitForResponse((response) => response.url().endsWith('/presence'));
  await open(pageOf('two changes', 'sides'));
  await asked;
  await page.keyboard.press('j');
  await page.getByText('2 / 6').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await close();
});
