/** What a project has looked like, through its pages: projects, runs, components and pictures. */
import { type Browser, launchChromium } from '@twinlens/testing/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MadeUpServer, startMadeUpServer } from '../made-up/server.ts';
import { startVisit } from './visit.ts';

let browser: Browser;
let server: MadeUpServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startMadeUpServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test('a project is found, and leads to its components, their examples and their histories', async () => {
  const { page, problems, open, close } = await startVisit(browser, server);
  await open('/a/1/jobs');
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Projects' })
    .click();
  await page.getByRole('main').getByRole('link', { name: 'web-shop' }).click();
  await page.getByRole('link', { name: 'Components' }).click();
  await page.getByRole('searchbox', { name: 'Filter components' }).fill('badge/0');
  await page.getByText('No component matches').waitFor();
  await page.getByRole('searchbox', { name: 'Filter components' }).fill('avatar/002');
  await page.waitForURL(/q=avatar/);
  await page.getByRole('link', { name: 'Avatar/002' }).click();
  await page.getByText('did not finish rendering within 60 s').waitFor();
  const examples = page.locator('.component-example');
  expect(await examples.count()).toBe(12);
  expect(await examples.nth(4).textContent()).toContain('2 flaky');
  expect(await examples.nth(10).textContent()).toContain('Not in the latest report');
  await examples.nth(2).click();
  await page.waitForURL(/component=Avatar%2F002&variant=hover&target=chrome-desktop/);
  await page.getByRole('heading', { name: 'Avatar/002 hover' }).waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('charts say in words what they draw, and the table has every value', async () => {
  const { page, problems, open, close } = await startVisit(browser, server);
  await open('/a/1/p/1');
  const charts = page.getByRole('region', { name: 'Trends' }).getByRole('img');
  expect(
    await charts.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))),
  ).toEqual([
    expect.stringMatching(/^Changes in 50 runs\. Last: 42 changed, 7 added, 3 deleted\. At most: /),
    expect.stringMatching(/^Flakes in 50 runs\. /),
    expect.stringMatching(/^Render time in 50 runs\. Last: \d+ ms mean of what was rendered\./),
    expect.stringMatching(/^Accessibility violations in 50 runs\. Last: 1 critical, /),
  ]);
  const rows = page.getByRole('region', { name: 'Runs' }).getByRole('row');
  expect(await rows.count()).toBe(51);
  expect(await rows.nth(1).getByRole('cell').allTextContents()).toEqual(
    expect.arrayContaining(['Needs review', '42', '7', '3', '1,500']),
  );
  // A bar for every part of every run that has one, and one to point at.
  expect(await charts.nth(0).locator('.chart-hit').count()).toBe(50);
  await page.getByRole('button', { name: 'Older runs' }).click();
  await rows.nth(72).waitFor();
  expect(await charts.nth(0).locator('.chart-hit').count()).toBe(72);
  expect(await page.getByRole('button', { name: 'Older runs' }).count()).toBe(0);
  await rows.nth(1).getByRole('link').click();
  await page.waitForURL(/\/compare\//);
  expect(problems).toEqual([]);
  await close();
});

test('any two reports are compared, or it is said why not', async () => {
  const { page, open, close } = await startVisit(browser, server);
  await open('/a/1/p/1');
  const form = page.getByRole('form', { name: 'Compare two reports' });
  const before = form.getByLabel('Compare the report of');
  const after = form.getByLabel('with that of');
  const newest = await after.inputValue();
  await before.fill(newest);
  await form.getByRole('button', { name: 'Compare' }).click();
  await form.getByRole('alert').getByText('a commit cannot be compared with itself').waitFor();
  await before.fill('any-label');
  await form.getByRole('button', { name: 'Compare' }).click();
  await page.waitForURL((url) => url.pathname.endsWith(`/compare/any-label/${newest}`));
  await close();
});

test('a slider goes through time by keys, and a picture leads to where it is from', async () => {
  const { page, problems, open, close } = await startVisit(browser, server);
  await open('/a/1/p/1/history?component=Avatar%2F000&variant=default&target=chrome-desktop');
  const slider = page.getByRole('slider', { name: 'Pictures through time' });
  const picture = page.locator('.history-shown img, .history-shown canvas').first();
  const newest = await picture.getAttribute('src');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Picture 60 of 60, /);
  await page.getByText('In the latest report that stands').waitFor();
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByText('Picture 59 of 60').waitFor();
  expect(await picture.getAttribute('src')).not.toBe(newest);
  await page.getByText('by Alan Turing').first().waitFor();
  await page.keyboard.press('Home');
  await page.getByText('Picture 11 of 60').waitFor();
  await page.getByRole('button', { name: 'Older pictures' }).click();
  await page.getByRole('button', { name: 'Older pictures' }).waitFor({ state: 'detached' });
  await slider.focus();
  await page.keyboard.press('Home');
  await page.getByText('Picture 1 of 60').waitFor();
  // An address leads to a picture however long ago it was.
  await page.reload();
  await page.getByText('Picture 1 of 60').waitFor();
  await page.getByText('Nobody has decided on it.').waitFor();
  expect(await page.getByRole('link', { name: 'Compare with the one before' }).count()).toBe(0);
  const list = page.getByRole('region', { name: 'All pictures' });
  await list.getByRole('button', { name: /rejected by Alan Turing/ }).click();
  await page.getByText('Picture 59 of 60').waitFor();
  await page.getByRole('link', { name: 'Compare with the one before' }).click();
  await page.waitForURL(/\/snapshot\/[0-9a-f]{24}\/compare\/[0-9a-f]{24}$/);
  await page.goBack();
  // The address says which picture was looked at.
  await page.getByText('Picture 59 of 60').waitFor();
  await page.getByRole('link', { name: 'Why it looks like this' }).click();
  await page.waitForURL(/\/report\/[0-9a-f]+\/snapshot\/5$/);
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByText('Picture 60 of 60').waitFor();
  expect(problems).toEqual([]);
  await close();
});
