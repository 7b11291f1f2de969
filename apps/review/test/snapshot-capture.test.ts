/** Why a snapshot looks as it does, through the page. */
import { type Browser, findViolations, launchChromium } from '@twinlens/testing/browser';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reviewShas } from '../made-up/records.ts';
import { type MadeUpServer, startMadeUpServer } from '../made-up/server.ts';
import { startVisit } from './visit.ts';

let browser: Browser;
let server: MadeUpServer;
beforeAll(async () => {
  browser = await launchChromium();
});
// Of its own for every test: what is taken again is remembered.
beforeEach(async () => {
  server = await startMadeUpServer();
  return () => server.close();
});
afterAll(() => browser.close());

const pathOf = (snapshot: number) => `/a/1/p/1/report/${reviewShas.after}/snapshot/${snapshot}`;

test('the log is narrowed to what the page wrote, or failed to load', async () => {
  const { page, problems, open, close } = await startVisit(browser, server);
  await open(pathOf(2));
  const lines = page.locator('.capture-log li');
  expect(await lines.count()).toBe(6);
  await page.getByRole('radio', { name: 'Console 1' }).check();
  expect(await lines.allTextContents()).toEqual([expect.stringContaining('React does not know')]);
  await page.keyboard.press('ArrowRight');
  expect(await lines.allTextContents()).toEqual([expect.stringContaining('inter.woff2')]);
  await page.getByRole('radio', { name: 'Worker 4' }).check();
  expect(await lines.count()).toBe(4);
  expect(problems).toEqual([]);
  await close();
});

test('a recorded document is shown, and can neither run nor reach the page around it', async () => {
  const { page, open, close } = await startVisit(browser, server);
  await open(pathOf(1));
  const title = await page.title();
  expect(page.frames()).toHaveLength(1);
  await page.getByText('Recorded document').first().click();
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Put into basket' }).waitFor();
  const element = page.locator('iframe');
  expect(await element.getAttribute('sandbox')).toBe('');
  expect(await frame.locator('body').textContent()).not.toBe('ran');
  expect(await page.title()).toBe(title);
  // Nor does it without the frame.
  const address = new URL((await element.getAttribute('src')) ?? '', server.origin);
  await page.goto(address.href);
  await page.getByRole('button', { name: 'Put into basket' }).waitFor();
  await close();
});

test('what was sent is downloaded as files', async () => {
  const { page, open, close } = await startVisit(browser, server);
  await open(pathOf(2));
  for (const name of ['Payload', /Package, 4\.1 MB/]) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).click(),
    ]);
    expect(download.url()).toContain('/snap-requests/501/');
  }
  await close();
});

test('taken again, both pictures stand beside each other until one is put into the report', async () => {
  const { page, problems, open, close } = await startVisit(browser, server);
  await open(pathOf(2));
  const section = page.getByRole('region', { name: 'Take it again' });
  await section.getByRole('button', { name: 'Take it again' }).click();
  await section.getByText('Looks different').waitFor();
  expect(await section.getByRole('img').count()).toBe(2);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findViolations(page)).toEqual([]);
  }
  await section.getByRole('button', { name: 'Put it into the report' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put it into the report' }).click();
  await page.getByText('put into the report by Ada Lovelace').waitFor();
  await section.getByText('Looks the same').waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('taken again, what looks the same is only said to', async () => {
  const { page, open, close } = await startVisit(browser, server);
  await open(pathOf(3));
  const section = page.getByRole('region', { name: 'Take it again' });
  await section.getByRole('button', { name: 'Take it again' }).click();
  await section.getByText('Looks the same').waitFor();
  expect(await section.getByRole('img').count()).toBe(0);
  await close();
});

test('a snapshot that was carried over leads to where it was captured', async () => {
  const { page, open, close } = await startVisit(browser, server);
  await open(pathOf(13));
  await page.getByRole('link', { name: 'Why it looked like this there' }).click();
  await page.waitForURL((url) => url.pathname.endsWith(`/report/${reviewShas.before}/snapshot/13`));
  await close();
});

test('a change leads to why its later picture looks as it does', async () => {
  const { page, problems, open, close } = await startVisit(browser, server);
  await open(`/a/1/p/1/compare/${reviewShas.before}/${reviewShas.after}?t=changed&c=1`);
  await page.getByRole('link', { name: 'Why it looks like this' }).click();
  await page.waitForURL((url) => url.pathname === pathOf(4));
  await page.getByRole('heading', { name: 'Avatar/000 default' }).waitFor();
  expect(problems).toEqual([]);
  await close();
});
