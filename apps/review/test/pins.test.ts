/** Comments on a part of a picture: made by mouse, by keys and by touch, in every view. */

import { TwinlensError } from '@twinlens/contract';
import { isWhole } from '@twinlens/testing';
import { findViolations } from '@twinlens/testing/browser';
import { expect, test } from 'vitest';
import { reviewShas } from '../made-up/records.ts';
import { boxOf, middleOf, pageOf, soon } from './looking.ts';
import { phone, startVisit } from './visit.ts';
import { visitEachTest } from './visit-each-test.ts';

const here = visitEachTest();

const panel = () => here.visit.page.getByRole('complementary', { name: 'Comments' });
const thread = (number: number) => panel().getByRole('listitem', { name: `Comment ${number}` });
const tool = () => here.visit.page.getByRole('button', { name: 'Pin a comment' });
const field = () => panel().getByRole('textbox', { name: 'Say something about this place' });
const paneOf = (side: 'before' | 'after') => here.visit.page.locator(`.figure-${side} .pane`);
const frame = (state: string) => here.visit.page.locator(`.pin-frame[data-state=${state}]`);

/** The mark of a thread; its name begins with this. */
const mark = (number: number) =>
  here.visit.page.getByRole('button', { name: new RegExp(`^Comment ${number}, `) });

const isFocused = (element: ReturnType<typeof mark>) =>
  element.evaluate((one) => one === document.activeElement);

/** Opens the page with pins, and waits until they are there. */
async function openPinned(view = 'sides', more = ''): Promise<void> {
  await here.visit.open(pageOf('moved', view, more));
  await here.visit.page.locator('.pin-mark:visible').first().waitFor();
}

/** Presses, moves by some pixels of the screen, and lets go. */
async function draw(x: number, y: number, across = 0, down = 0): Promise<void> {
  const { mouse } = here.visit.page;
  await mouse.move(x, y);
  await mouse.down();
  if (across !== 0 || down !== 0) await mouse.move(x + across, y + down, { steps: 3 });
  await mouse.up();
}

test.each(['before', 'after'] as const)('a press pins a point of the picture %s', async (side) => {
  const { page } = here.visit;
  await openPinned('sides', '&z=1');
  await tool().click();
  expect(await tool().getAttribute('aria-pressed')).toBe('true');
  const { x, y } = await boxOf(paneOf(side));
  // At actual size, and a line around the pane.
  await draw(x + 201, y + 151);
  await panel()
    .getByText(`${side === 'before' ? 'Before' : 'After'}, at 200, 150`)
    .waitFor();
  await soon(() => isFocused(field())).toBe(true);
  expect(await tool().getAttribute('aria-pressed')).toBe('false');
  await page.keyboard.type('Why is this here?');
  await page.keyboard.press('Control+Enter');
  await thread(6).getByText('Why is this here?').waitFor();
  await soon(() => isFocused(thread(6))).toBe(true);
  expect(await frame('draft').count()).toBe(0);
  const { x: left, y: top, height } = await boxOf(mark(6));
  const { x: paneLeft, y: paneTop } = await boxOf(paneOf(side));
  expect([left - paneLeft, top + height - paneTop]).toEqual([201, 151]);
});

test('a drag pins what it goes around, and nothing is pinned by moving the picture', async () => {
  const { page } = here.visit;
  await openPinned();
  const { x, y } = await boxOf(paneOf('after'));
  const fitted = (await boxOf(paneOf('after').locator('.plane-picture'))).width / 960;
  const place = () => paneOf('after').locator('.plane-moved').getAttribute('style');
  const from = await place();
  await draw(x + 213, y + 253, 0, -40);
  expect(await place()).not.toBe(from);
  await draw(x + 213, y + 213, 0, 40);
  expect(await place()).toBe(from);
  expect(await panel().count()).toBe(0);

  await page.keyboard.press('Shift+P');
  await page.getByText('Press a point, or draw around something.').waitFor();
  // Beside the picture, a press moves what is to be seen.
  await draw(x + 5, y + 200, 0, -40);
  expect(await place()).not.toBe(from);
  await draw(x + 5, y + 160, 0, 40);
  await draw(x + 213, y + 163, -100, 60);
  await soon(() => isFocused(field())).toBe(true);
  await field().fill('This part');
  here.server.refuseNext(
    'openThread',
    new TwinlensError('invalid_request', 'place: no such part.'),
  );
  await page.keyboard.press('Control+Enter');
  await panel().getByRole('alert').getByText('place: no such part.').waitFor();
  here.visit.problems.splice(0);
  await page.keyboard.press('Control+Enter');
  const placed = thread(6).getByRole('button', { name: /^After, at/ });
  const [, width, height] = /^(\d+) × (\d+)/.exec((await placed.getAttribute('title')) ?? '') ?? [];
  expect(Number(width) / Number(height)).toBeCloseTo(100 / 60, 1);
  // Whatever room is left for it, its upper right corner is where the finger began.
  const picture = await boxOf(paneOf('after').locator('.plane-picture'));
  const drawn = await boxOf(frame('open').last());
  const zoom = picture.width / 960;
  expect(Math.abs((drawn.x + drawn.width - picture.x) / zoom - 200 / fitted)).toBeLessThan(4);
  expect(Math.abs((drawn.y - picture.y) / zoom - 150 / fitted)).toBeLessThan(4);
});

test('Escape gives up the tool, and then the place', async () => {
  const { page } = here.visit;
  await openPinned();
  await page.keyboard.press('Shift+P');
  await page.keyboard.press('Escape');
  expect(await tool().getAttribute('aria-pressed')).toBe('false');
  await page.keyboard.press('Shift+P');
  const { x, y } = await middleOf(paneOf('after'));
  await draw(x, y);
  await soon(() => isFocused(field())).toBe(true);
  await page.keyboard.press('Escape');
  await panel().getByRole('textbox', { name: 'Say something about this change' }).waitFor();
  expect(await frame('draft').count()).toBe(0);
});

/** Which numbers each view shows: those of the pictures, and rows, that are to be seen in it. */
const marked: [view: string, numbers: number[]][] = [
  ['sides', [1, 2, 3]],
  ['diff', [1]],
  ['swipe', [1, 2, 3]],
  ['overlay', [1]],
  ['onion', [1, 2, 3]],
  ['blink', [1]],
  ['changes', [1, 2]],
  ['rows', [1, 2, 3]],
];
test.each(marked.filter(([view]) => isWhole || ['sides', 'changes', 'rows'].includes(view)))(
  '%s marks what is talked about in what it shows',
  async (view, numbers) => {
    const { page } = here.visit;
    await openPinned(view);
    const shown = page.getByRole('button', { name: /^Comment \d+, / });
    const texts = async () => (await shown.allTextContents()).map(Number).sort();
    await soon(texts).toEqual(numbers);
    // What is settled shows while one sees what it was.
    await page.keyboard.press('c');
    await soon(texts).toEqual([...numbers, 4]);
  },
);

test('marks stay as large, and at their places, however close one looks', async () => {
  const { page } = here.visit;
  await openPinned('sides', '&z=1');
  const { width, height } = await boxOf(mark(1));
  for (const key of ['+', '+', 'z', '-', '-']) {
    await page.keyboard.press(key);
    const picture = await boxOf(paneOf('after').locator('.plane-picture'));
    const zoom = picture.width / 960;
    const seen = await boxOf(mark(1));
    expect(seen).toMatchObject({ width, height });
    expect(Math.abs(seen.x - picture.x - 24 * zoom)).toBeLessThan(1);
    expect(Math.abs(seen.y + height - picture.y - 500 * zoom)).toBeLessThan(1);
  }
});

test('a mark leads to its thread, which is in the address, and the link leads back', async () => {
  const { page } = here.visit;
  await openPinned();
  await mark(1).click();
  await soon(() => isFocused(thread(1))).toBe(true);
  await page.waitForURL((url) => url.searchParams.get('m') === '101');
  await here.visit.open(`${new URL(page.url()).pathname}${new URL(page.url()).search}`);
  await soon(() => isFocused(thread(1))).toBe(true);
  await soon(() => isInSight(1, paneOf('after'))).toBe(true);
  await page.keyboard.press('c');
  await page.waitForURL((url) => !url.searchParams.has('m'));
  await page.keyboard.press('c');
  await thread(2).getByRole('link', { name: 'Link to comment 2' }).click();
  await page.waitForURL((url) => url.searchParams.get('m') === '102');
  await page.keyboard.press('j');
  await page.waitForURL((url) => !url.searchParams.has('m'));
});

async function isInSight(number: number, around: ReturnType<typeof mark>): Promise<boolean> {
  const pane = await boxOf(around);
  const { x, y } = await middleOf(mark(number));
  return x > pane.x && y > pane.y && x < pane.x + pane.width && y < pane.y + pane.height;
}

test('the place of a thread is a way there, in a view that shows it', async () => {
  const { page } = here.visit;
  await here.visit.open(pageOf('two changes', 'diff'));
  await mark(1).waitFor();
  await page.keyboard.press('c');
  expect(await isInSight(1, page.locator('.pane'))).toBe(false);
  await thread(1).getByRole('button', { name: 'After, at 24, 8340' }).click();
  await soon(() => isInSight(1, page.locator('.pane'))).toBe(true);
  // The diff shows the later picture only.
  await thread(2).getByRole('button', { name: 'Before, at 640, 5000' }).click();
  await page.getByRole('tab', { name: 'Side by side', selected: true }).waitFor();
  await soon(() => isInSight(2, paneOf('before'))).toBe(true);
  await page.keyboard.press('3');
  await soon(() => isInSight(2, page.locator('.pane'))).toBe(true);
  // Other views lead there as well, and unfold it.
  await page.keyboard.press('7');
  await soon(() => isInSight(2, page.locator('.band-strip'))).toBe(true);
});

test('what is folded away is said to be, and is unfolded on the way there', async () => {
  await openPinned('changes', '&m=102');
  await thread(3).getByText('folded away').waitFor();
  expect(await thread(2).getByText('folded').count()).toBe(0);
  await thread(3).getByRole('button', { name: 'Before, at 400, 64' }).click();
  await soon(() => isInSight(3, here.visit.page.locator('.band-strip'))).toBe(true);
  expect(await panel().getByText('folded').count()).toBe(0);
});

test('an added picture can be talked about, and one that stayed the same cannot', async () => {
  const { page, open } = here.visit;
  const comparison = `/a/1/p/1/compare/${reviewShas.before}/${reviewShas.after}`;
  await open(`${comparison}?t=added&c=0`);
  await tool().click();
  const { x } = await middleOf(paneOf('after'));
  const { y } = await boxOf(paneOf('after'));
  await draw(x, y + 60);
  await panel()
    .getByText(/^After, at/)
    .waitFor();
  await open(`${comparison}?t=unchanged&c=0`);
  expect(await tool().count()).toBe(0);
  await page.keyboard.press('Shift+P');
  expect(await page.getByText('Press a point').count()).toBe(0);
});

test.each(isWhole ? [1280, phone] : [phone])(
  'has no violation in any state, %i wide',
  async (width) => {
    await here.visit.close();
    here.visit = await startVisit(here.browser, here.server, width);
    const { page } = here.visit;
    const check = async () => {
      for (const colorScheme of isWhole ? (['light', 'dark'] as const) : (['dark'] as const)) {
        await page.emulateMedia({ colorScheme });
        expect(await findViolations(page)).toEqual([]);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    };
    for (const view of ['sides', 'changes']) {
      await openPinned(view);
      await page.keyboard.press('Shift+P');
      await page.getByText('Press a point').waitFor();
      await check();
      await mark(1).click();
      await soon(() => isFocused(thread(1))).toBe(true);
      await check();
      await page.keyboard.press('Shift+M');
      await soon(() => isFocused(field())).toBe(true);
      await check();
    }
  },
);
