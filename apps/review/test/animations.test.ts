import { expect, test } from 'vitest';
import { reviewShas } from '../made-up/records.ts';
import { visitEachTest } from './visit-each-test.ts';

/** The first row whose pictures move. */
const comparison = `/a/1/p/1/compare/${reviewShas.before}/${reviewShas.after}?c=3`;

const here = visitEachTest();

test('an animation plays when it is to, and says how long it is', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await page.getByText('8 frames, 800 ms').waitFor();
  await page.getByText('10 frames, 1.0 s').waitFor();
  const after = page.locator('.figure-after');
  // Who wants less motion is shown the first frame.
  await after.locator('canvas.plane-picture').waitFor();
  await after.getByRole('button', { name: 'Play after' }).click();
  await after.locator('img.plane-picture[src$=".apng"]').waitFor();
  const look = async () => (await after.locator('img').screenshot()).toString('base64');
  const seen = new Set([await look()]);
  while (seen.size < 2) seen.add(await look());
  await after.getByRole('button', { name: 'Stop after' }).click();
  await after.locator('canvas.plane-picture').waitFor();
});

test('views that do not play say what they show', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await page.getByRole('tab', { name: 'Diff' }).click();
  await page.getByText('pixels changed in').or(page.getByText('changed in')).first().waitFor();
  await page.getByText('First frames only').waitFor();
  await page.getByRole('tab', { name: 'Swipe' }).click();
  await page.locator('.swipe canvas').first().waitFor();
  await page.getByText('First frames only').waitFor();
});

test('lists mark animations, and show them standing still', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await page.locator('.change-row').filter({ hasText: 'animated' }).first().waitFor();
  await open(`/a/1/report/${reviewShas.after}?p=1`);
  const tile = page.locator('.snapshot').filter({ hasText: '8 frames, 800 ms' }).first();
  const still = tile.locator('img');
  expect(await still.getAttribute('src')).toMatch(/\/thumbnails\/320\/[0-9a-f]{32}\.png$/);
  expect(
    await still.evaluate((image: HTMLImageElement) => image.decode().then(() => image.src)),
  ).toContain('.png');
});
