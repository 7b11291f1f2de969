/** The pages in a real browser: without scripts, with them, in both colours, on a phone. */
import { rm } from 'node:fs/promises';
import { call, type Incident, statusOperations } from '@twinlens/contract';
import { type Browser, findViolations, launchChromium } from '@twinlens/testing/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellSevenJune } from './seven-june-2021.ts';
import { quietSettings, type StatusProgram, startStatus, writeToken } from './status-program.ts';

/** Of a monitor that looks, and never has seen enough to say that something is down. */
const settings = {
  ...quietSettings,
  subscriptions: ['webhook'],
  monitors: [
    {
      id: 'one',
      title: 'Answers',
      component: 'api',
      everySeconds: 3600,
      failures: 20,
      of: 20,
      probe: { kind: 'http', url: 'http://127.0.0.1:1/' },
    },
  ],
};

let status: StatusProgram;
let browser: Browser;
let june: Incident;

beforeAll(async () => {
  [status, browser] = await Promise.all([startStatus({ settings }), launchChromium()]);
  june = await tellSevenJune(status.operator);
  await call(status.operator, statusOperations.openIncident, {
    body: { name: 'Pictures are slow', components: { pictures: 'degraded_performance' } },
  });
  await call(status.operator, statusOperations.openIncident, {
    body: {
      name: 'New disks',
      components: { pictures: 'under_maintenance' },
      scheduledFor: '2099-01-01T10:00:00Z',
      scheduledUntil: '2099-01-01T12:00:00Z',
    },
  });
});
afterAll(async () => {
  await browser.close();
  await status.stop();
  await rm(status.dataFolder, { recursive: true });
});

const paths = () => [
  '/',
  `/incidents/${june.id}/`,
  '/history/',
  '/history/2021-06/',
  '/components/pictures/',
  '/subscribe/',
  `/incidents/${june.id}/postmortem`,
];

test.each([
  ['light', 1280],
  ['dark', 390],
] as const)('in %s at %i px everybody can read every page', async (colorScheme, width) => {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
  const wrong: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  for (const path of paths()) {
    await page.goto(status.url + path);
    expect(await findViolations(page), path).toEqual([]);
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow, path).toBe(0);
  }
  expect(wrong).toEqual([]);
  await page.close();
});

test('everything is there without scripts, in one request', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(status.url);
  expect(requests).toEqual([`${status.url}/`]);
  await page.getByRole('heading', { name: 'Pictures are slow' }).waitFor();
  await page.getByRole('heading', { name: 'New disks' }).waitFor();
  await page.getByRole('img', { name: /^API, .* in 90 days$/ }).waitFor();
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('link', { name: 'June 2021' }).click();
  await page.getByRole('link', { name: june.name }).click();
  await page.getByText('7 June 2021, 10:35 UTC').waitFor();
  await context.close();
});

test('a postmortem is written with what monitors saw, looked at, and published', async () => {
  const { operator } = status;
  const opened = await call(operator, statusOperations.openIncident, {
    body: { name: 'API was gone', components: { api: 'major_outage' }, body: 'Somebody looks.' },
  });
  const id = opened?.id ?? '';
  await call(operator, statusOperations.updateIncident, {
    params: { incident: id },
    body: { state: 'resolved', body: 'It answers again.' },
  });
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 800 },
  });
  const page = await context.newPage();
  const fill = (token: string) => page.getByLabel('Token of operators').fill(token);
  await page.goto(`${status.url}/incidents/${id}/postmortem`);
  const text = page.getByLabel('Text');
  const draft = await text.inputValue();
  for (const words of [
    '## Root cause',
    'UTC: **Investigating**: Somebody looks.',
    'UTC: Answers: nothing listens there',
    'UTC: **Resolved**: It answers again.',
  ]) {
    expect(draft).toContain(words);
  }
  await text.fill(`${draft}\nA *cable* <b>was</b> loose.`);
  await fill('not the token');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('the token is missing or wrong').waitFor();
  await page.goBack();
  await text.fill(`${draft}\nA *cable* <b>was</b> loose.`);
  await fill(writeToken);
  await page.getByRole('button', { name: 'Preview' }).click();
  const preview = page.getByRole('region', { name: 'As it will be shown' });
  await preview.locator('em', { hasText: 'cable' }).waitFor();
  expect(await preview.textContent()).toContain('<b>was</b> loose.');
  expect(await (await fetch(`${status.url}/incidents/${id}/`)).text()).not.toContain('cable');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.waitForURL(`${status.url}/incidents/${id}/`);
  await page.locator('em', { hasText: 'cable' }).waitFor();
  // Whoever comes again changes what is there.
  await page.goto(`${status.url}/incidents/${id}/postmortem`);
  expect(await text.inputValue()).toContain('A *cable*');
  await context.close();
});

test('an old link leads to a page that leads on', async () => {
  const page = await browser.newPage();
  await page.goto(`${status.url}/incidents/old/`);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Now' }).click();
  await page.getByRole('heading', { name: 'Components' }).waitFor();
  await page.close();
});

test('a page that has grown old says so', async () => {
  const page = await browser.newPage();
  await page.goto(status.url);
  const notice = page.getByText('Nothing has been checked for more than five minutes');
  await page.getByText('Last checked').waitFor();
  expect(await notice.isVisible()).toBe(false);
  await page.clock.setFixedTime(Date.now() + 6 * 60_000);
  await page.reload();
  await notice.waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.close();
});

test('with scripts times are in the zone of the reader', async () => {
  const context = await browser.newContext({ timezoneId: 'Europe/Stockholm', locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${status.url}/incidents/${june.id}/`);
  await page.getByText('7 June 2021 at 12:35').waitFor();
  await context.close();
});

test('the first view is under 100 KB', async () => {
  const response = await fetch(status.url, { headers: { 'accept-encoding': 'identity' } });
  expect((await response.arrayBuffer()).byteLength).toBeLessThan(100_000);
  const packed = await fetch(status.url);
  expect(packed.headers.get('content-encoding')).toBe('gzip');
});
