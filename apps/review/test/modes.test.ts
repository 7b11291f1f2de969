import { expect, test } from 'vitest';
import { boxOf, colourAt, middleOf, pageOf, placesOfPlanes, soon } from './looking.ts';
import { phone, startVisit } from './visit.ts';
import { visitEachTest } from './visit-each-test.ts';

const here = visitEachTest();

const tab = (name: string) => here.visit.page.getByRole('tab', { name, exact: true });
const slider = (name: string) => here.visit.page.getByRole('slider', { name });

test('every mode has a key and an address', async () => {
  const { page, open } = here.visit;
  const modes = [
    ['sides', 'Side by side'],
    ['diff', 'Diff'],
    ['swipe', 'Swipe'],
    ['overlay', 'Overlay'],
    ['onion', 'Onion skin'],
    ['blink', 'Blink'],
    ['changes', 'Changes only'],
    ['rows', 'Aligned rows'],
  ] as const;
  await open(pageOf('transparent', 'sides'));
  for (const [index, [name, label]] of modes.entries()) {
    await page.keyboard.press(String(index + 1));
    await page.getByRole('tab', { name: label, selected: true }).waitFor();
    await page.waitForURL((url) => url.searchParams.get('v') === name);
  }
  // Who sends a link decides for others how they see it; who opens none keeps to their own.
  await open(pageOf('transparent', 'overlay'));
  await page.getByRole('tab', { name: 'Overlay', selected: true }).waitFor();
  await open(pageOf('transparent', 'nothing'));
  await page.getByRole('tab', { name: 'Aligned rows', selected: true }).waitFor();
});

test('the diff names the changed pixels and paints them over the dimmed picture', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'diff'));
  const picture = page.getByRole('img', { name: /changed pixels highlighted/ });
  await picture.waitFor();
  await page.getByText('8,736 pixels').waitFor();
  await page.getByText('changed in 2 regions').waitFor();
  await page.keyboard.press('n');
  const frame = page.locator('.region-frame[data-current]');
  const { x, y } = await boxOf(frame);
  expect(await colourAt(page, x + 9, y + 9)).toBe('225,0,122');
});

test('the mask of the overlay has the colour and the opacity that were chosen', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'overlay', '&r=1'));
  const frame = page.locator('.region-frame[data-current]');
  const colour = async () => {
    const { x, y } = await boxOf(frame);
    return colourAt(page, x + 9, y + 9);
  };
  await page.getByRole('radio', { name: 'Blue' }).check();
  const opacity = slider('Opacity');
  await opacity.focus();
  await page.keyboard.press('End');
  await soon(colour).toBe('0,114,178');
  await page.getByLabel('Own colour').fill('#123456');
  await soon(colour).toBe('18,52,86');
  await page.keyboard.press('Tab');
  await opacity.focus();
  await page.keyboard.press('Home');
  // Nothing is left of the mask: the button has its own colour.
  await soon(colour).toBe('0,153,34');
});

test('the line of the swipe is moved by arrow keys and by its handle', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'swipe'));
  const line = slider('Line between before and after');
  await line.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await line.inputValue()).toBe('52');
  await page.keyboard.press('End');
  expect(await line.getAttribute('aria-valuetext')).toBe('100 % before, 0 % after');
  await page.keyboard.press('Home');
  const pane = page.locator('.pane');
  const box = await boxOf(pane);
  await page.mouse.move(box.x + 2, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 4, box.y + 100, { steps: 4 });
  await page.mouse.up();
  expect(Number(await line.inputValue())).toBeCloseTo(25, -0.5);
  // Beside the line, the pictures are moved, and the line is not.
  const places = await placesOfPlanes(page);
  await page.mouse.move(box.x + box.width * 0.7, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 120, { steps: 4 });
  await page.mouse.up();
  expect(await placesOfPlanes(page)).not.toEqual(places);
  expect(Number(await line.inputValue())).toBeCloseTo(25, -0.5);
  await page.keyboard.press('j');
  await page.getByText('2 / 6').waitFor();
});

test('the onion skin shows as much of either picture as the slider says', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'onion', '&r=1'));
  const frame = page.locator('.region-frame[data-current]').last();
  const colour = async () => {
    const { x, y } = await boxOf(frame);
    return colourAt(page, x + 12, y + 12);
  };
  const share = slider('Opacity of after');
  await share.focus();
  await page.keyboard.press('End');
  await soon(colour).toBe('0,153,34');
  await page.keyboard.press('Home');
  await soon(colour).toBe('64,82,214');
  expect(await share.getAttribute('aria-valuetext')).toBe('0 %');
});

test('who wants less motion starts the blinking, and a key flips from one picture to the other', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'sides'));
  await page.keyboard.press('f');
  await tab('Blink').and(page.locator('[aria-selected="true"]')).waitFor();
  const shown = page.getByRole('img', { name: /two changes/ });
  expect(await shown.getAttribute('alt')).toContain('before');
  await page.keyboard.press('f');
  await page.getByRole('img', { name: /, after$/ }).waitFor();
  expect(await shown.count()).toBe(1);
  await page.getByRole('button', { name: 'Blink', exact: true }).waitFor();
  const rate = slider('Rate');
  await rate.focus();
  await page.keyboard.press('End');
  await page.getByText('5 a second').waitFor();
  await page.keyboard.press('b');
  for (const side of ['before', 'after', 'before']) {
    await page.getByRole('img', { name: new RegExp(`, ${side}$`) }).waitFor();
  }
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Blink', exact: true }).waitFor();
});

test('it blinks by itself for who minds no motion', async () => {
  const { page, open } = here.visit;
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await open(pageOf('two changes', 'blink'));
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  for (const side of ['before', 'after', 'before']) {
    await page.getByRole('img', { name: new RegExp(`, ${side}$`) }).waitFor();
  }
});

const strip = () => here.visit.page.locator('.band-strip');
const fits = () =>
  strip().evaluate(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight);
/** Pixels of the picture that a strip shows of each side. */
const shownRows = (side: 'before' | 'after') =>
  strip()
    .locator('[data-band]')
    .evaluateAll(
      (bands, name) =>
        bands.reduce(
          (sum, band) => sum + Number((band as HTMLElement).dataset[`${name}Height`] ?? 0),
          0,
        ),
      side,
    );

test.each([1280, phone])('10,000 px with two changes fit a screen %i wide', async (width) => {
  await here.visit.close();
  here.visit = await startVisit(here.browser, here.server, width);
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'changes'));
  await strip().locator('.band-changed').nth(1).waitFor();
  expect(await fits()).toBe(true);
  expect(await strip().locator('.band-changed').count()).toBe(2);
  expect(await shownRows('after')).toBeLessThan(400);
  for (const hidden of ['2,716', '5,516', '1,600']) {
    await page.getByRole('button', { name: `${hidden} px unchanged` }).waitFor();
  }
  await page.getByRole('button', { name: '5,516 px unchanged' }).focus();
  await page.keyboard.press('Enter');
  expect(await page.getByRole('button', { name: /px unchanged/ }).count()).toBe(2);
  // What was opened can be scrolled at once.
  expect(await strip().evaluate((element) => element === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: '2,716 px unchanged' }).click();
  await page.getByRole('button', { name: '1,600 px unchanged' }).click();
  expect(await shownRows('before')).toBe(10_000);
  expect(await shownRows('after')).toBe(10_000);
  expect(await fits()).toBe(false);
});

test('rows are beside those they belong to, with gaps where one side has none', async () => {
  const { page, open } = here.visit;
  await open(pageOf('inserted, removed', 'rows'));
  await strip().locator('.band-inserted').waitFor();
  expect(await shownRows('before')).toBe(1920);
  expect(await shownRows('after')).toBe(1860);
  const kinds = await strip()
    .locator('[data-band]')
    .evaluateAll((bands) => bands.map((band) => (band as HTMLElement).dataset.band));
  expect(kinds).toEqual([
    'same',
    'inserted',
    'same',
    'moved',
    'same',
    'removed',
    'same',
    'moved',
    'same',
  ]);
  for (const words of [
    'Inserted, 180 px',
    'Removed, 240 px',
    'Moved to 1,404',
    'Moved here from 744',
  ]) {
    await strip().locator('.band-gap').getByText(words).waitFor();
  }
  // Both sides of every band begin and end at the same height.
  const uneven = await strip()
    .locator('.band-pair')
    .evaluateAll(
      (pairs) =>
        pairs.filter(({ children: [one, other] }) => {
          const [a, b] = [one?.getBoundingClientRect(), other?.getBoundingClientRect()];
          return a === undefined || b === undefined || a.top !== b.top || a.bottom !== b.bottom;
        }).length,
    );
  expect(uneven).toBe(0);
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  const zoomed = await strip().evaluate(
    ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
  );
  expect(zoomed).toBe(true);
  // Those who cannot see the gaps are told.
  const words = await strip().getByRole('listitem').allTextContents();
  expect(words.filter((text) => text.startsWith('Inserted, 180 px: from row 479'))).toHaveLength(1);
});

test('rows of a region that is jumped to come into sight, also what is gone', async () => {
  const { page, open } = here.visit;
  for (const [view, kind] of [
    ['rows', 'removed'],
    ['changes', 'removed'],
  ] as const) {
    await open(pageOf('inserted, removed', view));
    await page.getByRole('button', { name: '3 regions' }).waitFor();
    await page.keyboard.press('n');
    await page.keyboard.press('n');
    const { y } = await middleOf(strip().locator(`.band-${kind}`));
    const box = await boxOf(strip());
    expect(y).toBeGreaterThan(box.y);
    expect(y).toBeLessThan(box.y + box.height);
  }
});

test('pictures of different widths have all of their rows beside each other', async () => {
  const { open } = here.visit;
  await open(pageOf('wider', 'rows'));
  await strip().locator('.band-changed').first().waitFor();
  expect(await shownRows('before')).toBe(440);
  expect(await shownRows('after')).toBe(440);
});

test('what lies behind transparent pictures can be chosen', async () => {
  const { page, open } = here.visit;
  await open(pageOf('transparent', 'sides', '&z=1'));
  const behind = async () => {
    const { x, y } = await boxOf(page.locator('.figure-after .plane-picture'));
    return colourAt(page, x + 12, y + 4);
  };
  await page.keyboard.press('t');
  await soon(behind).toBe('255,255,255');
  await page.keyboard.press('t');
  await soon(behind).toBe('0,0,0');
  await page.keyboard.press('t');
  await soon(behind).toBe('212,215,222');
  await page.getByRole('button', { name: 'Background' }).click();
  await page.getByRole('radio', { name: 'White' }).check();
  await soon(behind).toBe('255,255,255');
  await page.getByLabel('Own colour').last().fill('#0a7bcd');
  await soon(behind).toBe('10,123,205');
  // It is remembered, and keys do not reach behind what is open.
  await page.keyboard.press('Escape');
  await open(pageOf('transparent', 'overlay', '&z=1'));
  await soon(async () => {
    const { x, y } = await boxOf(page.locator('.plane-picture').first());
    return colourAt(page, x + 4, y + 4);
  }).toBe('10,123,205');
});
