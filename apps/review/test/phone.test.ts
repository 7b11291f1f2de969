/** Reviewing with one thumb. */
import { findViolations } from '@twinlens/testing/browser';
import { expect, test } from 'vitest';
import { reviewShas } from '../made-up/records.ts';
import { boxOf, middleOf, pageOf, placesOfPlanes, soon } from './looking.ts';
import { phone } from './visit.ts';
import { visitEachTest } from './visit-each-test.ts';

const comparison = `/a/1/p/1/compare/${reviewShas.before}/${reviewShas.after}`;

const here = visitEachTest(phone);

interface Finger {
  down(x: number, y: number): Promise<void>;
  move(x: number, y: number): Promise<void>;
  up(): Promise<void>;
}

/** A finger on the glass, as the browser is told of one. */
async function putFinger(): Promise<Finger> {
  const session = await here.visit.page.context().newCDPSession(here.visit.page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  return {
    down: async (x, y) => void (await touch('touchStart', { x, y })),
    move: async (x, y) => void (await touch('touchMove', { x, y })),
    up: async () => void (await touch('touchEnd')),
  };
}
interface Point {
  x: number;
  y: number;
}

/** Far enough in four steps, and lets go. */
async function swipe({ x, y }: Point, across: number, down = 0): Promise<void> {
  const finger = await putFinger();
  await finger.down(x, y);
  for (let step = 1; step <= 4; step++) {
    await finger.move(x + (across * step) / 4, y + (down * step) / 4);
  }
  await finger.up();
}

const pane = () => here.visit.page.locator('.pane').first();
const turning = () => here.visit.page.locator('.turning');
const shift = () => turning().evaluate((page) => new DOMMatrix(getComputedStyle(page).transform).e);
const shown = (which: string) => here.visit.page.getByText(which, { exact: true }).waitFor();

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`a finger leads to the next change and back, motion: ${reducedMotion}`, async () => {
    const { page, open } = here.visit;
    await page.emulateMedia({ reducedMotion });
    await open(`${comparison}?t=changed&c=1-3-4`);
    await shown('2 / 42');
    const at = await middleOf(pane());
    await swipe(at, -220);
    await shown('3 / 42');
    await soon(shift).toBe(0);
    await swipe(at, 220);
    await shown('2 / 42');
    await soon(shift).toBe(0);
    // Also from where there is no picture.
    await swipe(await middleOf(page.locator('.change-title')), -220);
    await shown('3 / 42');
  });
}

test('the change follows the finger, names its neighbour, and goes back when it is let go early', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?t=changed&c=1-3-4`);
  await shown('2 / 42');
  const { x, y } = await middleOf(pane());
  const finger = await putFinger();
  await finger.down(x, y);
  for (let by = 20; by <= 100; by += 20) await finger.move(x - by, y);
  await soon(shift).toBe(-100);
  await page.locator('.turn-next').getByText('hover').waitFor();
  // Back before it lets go: it did not mean it.
  for (let by = 80; by >= 20; by -= 20) await finger.move(x - by, y);
  await finger.up();
  await soon(shift).toBe(0);
  await shown('2 / 42');
});

test('at the first and the last change it resists, and stays', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?t=deleted&c=0`);
  await shown('1 / 3');
  const { x, y } = await middleOf(pane());
  const finger = await putFinger();
  await finger.down(x, y);
  for (let by = 40; by <= 160; by += 40) await finger.move(x + by, y);
  await soon(shift).toBe(40);
  await finger.up();
  await soon(shift).toBe(0);
  await shown('1 / 3');
  await open(`${comparison}?t=deleted&c=2`);
  await shown('3 / 3');
  await swipe(await middleOf(pane()), -220);
  await soon(shift).toBe(0);
  await shown('3 / 3');
  expect(await page.locator('.turning[data-turning]').count()).toBe(0);
});

test('a picture that is closer moves under the finger, and one that is taller goes up', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'diff', '&z=2'));
  const title = await page.locator('.change-steps').textContent();
  const from = await placesOfPlanes(page);
  await swipe(await middleOf(pane()), -120);
  await soon(() => placesOfPlanes(page)).not.toEqual(from);
  expect(await page.locator('.change-steps').textContent()).toBe(title);
  await page.keyboard.press('0');
  await soon(() => new URL(page.url()).searchParams.has('z')).toBe(false);
  const fitting = await placesOfPlanes(page);
  await swipe(await middleOf(pane()), -15, -150);
  await soon(() => placesOfPlanes(page)).not.toEqual(fitting);
  expect(await page.locator('.change-steps').textContent()).toBe(title);
});

test('what goes sideways by itself does so: the line of the swipe view, tools, and views', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?t=changed&c=1-3-4&v=swipe`);
  const line = page.getByRole('slider', { name: 'Line between before and after' });
  const { x, y, width } = await boxOf(pane());
  const finger = await putFinger();
  await finger.down(x + width / 2, y + 30);
  for (let by = 25; by <= 100; by += 25) await finger.move(x + width / 2 - by, y + 30);
  await finger.up();
  expect(Number(await line.inputValue())).toBeLessThan(40);
  const tabs = page.getByRole('tablist', { name: 'How to compare' });
  await swipe(await middleOf(tabs), -150);
  await soon(() => tabs.evaluate((strip) => strip.scrollLeft > 0)).toBe(true);
  await shown('2 / 42');
  // Two fingers zoom, whatever way they go.
  const session = await page.context().newCDPSession(page);
  const both = (by: number) => [
    { x: x + 40 - by, y: y + 60, id: 0 },
    { x: x + 90 + by, y: y + 60, id: 1 },
  ];
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: both(0) });
  for (let by = 10; by <= 30; by += 10) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: both(by) });
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await shown('2 / 42');
  expect(await shift()).toBe(0);
});

test('the bar is one row under the thumb, every target large enough, nothing near it for all', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?t=changed&c=1-3-4`);
  const bar = page.getByRole('region', { name: 'Decision' });
  await bar.getByRole('button', { name: 'Accept', exact: true }).click();
  await shown('3 / 42');
  await bar.getByRole('button', { name: 'Undo' }).waitFor();
  const boxes = await Promise.all((await bar.getByRole('button').all()).map(boxOf));
  expect(boxes.length).toBe(4);
  for (const { width, height } of boxes) expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
  expect(new Set(boxes.map((box) => box.y)).size).toBe(1);
  for (const box of boxes) expect(box.y + box.height).toBeLessThanOrEqual(844);
  expect(await page.getByRole('button', { name: /^Accept the other/ }).isVisible()).toBe(false);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findViolations(page)).toEqual([]);
  }
  await page.getByRole('button', { name: 'List' }).click();
  await page.getByRole('button', { name: /^Accept the other/ }).waitFor();
});
