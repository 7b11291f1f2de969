import { expect, test } from 'vitest';
import { boxOf, colourAt, middleOf, pageOf, placesOfPlanes, soon } from './looking.ts';
import { phone, startVisit } from './visit.ts';
import { visitEachTest } from './visit-each-test.ts';

const here = visitEachTest();

const pane = () => here.visit.page.locator('.pane').first();
const zoom = () => here.visit.page.getByRole('status', { name: 'Zoom' }).textContent();

/** The place that all panes have in common. */
async function place(): Promise<string> {
  const places = new Set(await placesOfPlanes(here.visit.page));
  expect(places.size).toBe(1);
  return [...places][0] ?? '';
}

async function movesBy(action: () => Promise<void>): Promise<boolean> {
  const from = await place();
  await action();
  return (await place()) !== from;
}

test('wheel, mouse and keys move both panes together', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'sides'));
  const { x, y } = await middleOf(pane());
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, 300);
  await soon(place).toContain('-288px');
  expect(
    await movesBy(async () => {
      await page.mouse.down();
      await page.mouse.move(x, y - 60, { steps: 3 });
      await page.mouse.up();
    }),
  ).toBe(true);
  await pane().focus();
  for (const key of ['ArrowDown', 'PageDown', 'Shift+ArrowDown', 'End', 'ArrowUp', 'Home']) {
    expect(await movesBy(() => page.keyboard.press(key))).toBe(true);
  }
  expect(await movesBy(() => page.keyboard.press('ArrowUp'))).toBe(false);
});

test('zooms from a tenth to 64 times, by keys, buttons and the wheel', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'sides'));
  await page.keyboard.press('z');
  expect(await zoom()).toBe('100%');
  for (let press = 0; press < 12; press++) await page.keyboard.press('+');
  expect(await zoom()).toBe('6,400%');
  expect(await page.getByRole('button', { name: 'Zoom in' }).isDisabled()).toBe(true);
  for (let press = 0; press < 18; press++) await page.keyboard.press('-');
  expect(await zoom()).toBe('10%');
  await page.keyboard.press('0');
  expect(await page.getByRole('button', { name: 'Fit' }).getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: /^1:1/ }).click();
  expect(await zoom()).toBe('100%');

  // What is under the pointer stays there.
  const seen = async () => {
    const { x, y } = await boxOf(page.locator('.figure-after .plane-picture'));
    const level = Number(
      await page
        .locator('.plane-moved')
        .first()
        .evaluate((plane) => (plane as HTMLElement).style.getPropertyValue('--zoom')),
    );
    return [(at.x - x) / level, (at.y - y) / level] as const;
  };
  const at = await middleOf(page.locator('.figure-after .pane'));
  await page.mouse.move(at.x, at.y);
  const before = await seen();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  await soon(zoom).not.toBe('100%');
  const after = await seen();
  expect(Math.abs(after[0] - before[0])).toBeLessThan(1);
  expect(Math.abs(after[1] - before[1])).toBeLessThan(1);
});

test('two fingers come closer, one moves', async () => {
  await here.visit.close();
  here.visit = await startVisit(here.browser, here.server, phone);
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'diff'));
  await page.locator('.pane').waitFor();
  const { x, y } = await middleOf(pane());
  const fingers = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
    fingers.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([dx, dy], id) => ({ x: x + dx, y: y + dy, id })),
    });
  const from = await place();
  await touch('touchStart', [0, 0]);
  await touch('touchMove', [0, -40]);
  await touch('touchMove', [0, -80]);
  await touch('touchEnd');
  expect(await place()).not.toBe(from);
  const level = await zoom();
  await touch('touchStart', [-20, 0], [20, 0]);
  await touch('touchMove', [-60, 0], [60, 0]);
  await touch('touchMove', [-100, 0], [100, 0]);
  await touch('touchEnd');
  await soon(zoom).not.toBe(level);
  expect(Number.parseFloat((await zoom()) ?? '')).toBeGreaterThan(
    Number.parseFloat(level ?? '') * 3,
  );
});

test('what a finger throws goes on, until another one stops it', async () => {
  await here.visit.close();
  here.visit = await startVisit(here.browser, here.server, phone);
  const { page, open } = here.visit;
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await open(pageOf('one pixel', 'diff'));
  await page.locator('.pane').waitFor();
  const { x, y } = await middleOf(pane());
  const finger = await page.context().newCDPSession(page);
  // As quick as a finger, however slow the machine is.
  let timestamp = Date.now() / 1000;
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', by?: number) => {
    timestamp += 0.016;
    return finger.send('Input.dispatchTouchEvent', {
      type,
      timestamp,
      touchPoints: by === undefined ? [] : [{ x, y: y + by }],
    });
  };
  await touch('touchStart', 100);
  for (let by = 60; by >= -100; by -= 40) await touch('touchMove', by);
  const left = await place();
  await touch('touchEnd');
  await soon(place).not.toBe(left);
  await touch('touchStart', 0);
  const stopped = await place();
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  expect(await place()).toBe(stopped);
  await touch('touchEnd');
});

test('zoom and place stay with the next picture of the same width, and are in the address', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'sides', '&z=2'));
  expect(await zoom()).toBe('200%');
  await pane().focus();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  const seen = await place();
  // The last of the list is as wide, the one before is not.
  await page.locator('.change-row').last().click();
  await page.getByText('6 / 6').waitFor();
  await page.getByRole('img', { name: /the same width again, after/ }).waitFor();
  expect(await place()).toBe(seen);
  await page.keyboard.press('k');
  await page.getByRole('img', { name: /wider, after/ }).waitFor();
  await soon(async () =>
    page.getByRole('button', { name: 'Fit' }).getAttribute('aria-pressed'),
  ).toBe('true');
  await page.waitForURL((url) => !url.searchParams.has('z'));
  await page.keyboard.press('z');
  await page.waitForURL((url) => url.searchParams.get('z') === '1');
});

test('from close by, pixels have lines between them, and both colours of one are told', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'sides', '&r=1'));
  await page.locator('.region-frame[data-current]').first().waitFor();
  expect(await page.locator('.pixel-grid').count()).toBe(0);
  expect(await page.getByLabel('Inspected pixel').count()).toBe(0);
  for (let press = 0; press < 10; press++) await page.keyboard.press('+');
  await page.locator('.pixel-grid').nth(1).waitFor();
  // It came closer to the region: the white bar in the middle of a button, which is the same in both.
  const { x, y } = await middleOf(page.locator('.figure-after .region-frame[data-current]'));
  // Not on the line between two pixels.
  await page.mouse.move(x + 4, y + 4);
  const pixel = page.getByLabel('Inspected pixel');
  const words = async () => (await pixel.textContent()) ?? '';
  await soon(words).toContain('94, 2758');
  await soon(words).toContain('#ffffff');
  await page.keyboard.press('i');
  await page.locator('.figure-after .pane').focus();
  await page.keyboard.press('Shift+ArrowUp');
  await soon(words).toContain('94, 2748');
  await soon(words).toContain('#4052d6');
  await soon(words).toContain('rgba(64, 82, 214, 1)');
  await soon(words).toContain('#009922');
  await soon(words).toMatch(/Distance 0\.\d*[1-9]/);
  expect(await page.locator('.inspected-pixel').count()).toBe(2);
  // What the page says is what is to be seen.
  const shown = await middleOf(page.locator('.figure-after .inspected-pixel'));
  expect(await colourAt(page, shown.x, shown.y)).toBe('0,153,34');
});

test('the overview shows what changed and what is in sight, and leads there', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'diff'));
  const map = page.getByRole('slider', { name: 'Overview' });
  await map.waitFor();
  const { y, height, x, width } = await boxOf(map);
  const marks = page.locator('.minimap-mark');
  await marks.nth(1).waitFor();
  const shares = await marks.evaluateAll((all) =>
    all.map((mark) => Number.parseFloat((mark as HTMLElement).style.top)),
  );
  expect(shares).toEqual([27.4, 83.4]);
  expect(await map.getAttribute('aria-valuetext')).toBe('0 % down');
  await page.mouse.click(x + width / 2, y + height * 0.834);
  await soon(() => map.getAttribute('aria-valuenow')).not.toBe('0');
  const frame = await middleOf(page.locator('.region-frame').nth(1));
  const box = await boxOf(pane());
  expect(frame.y).toBeGreaterThan(box.y);
  expect(frame.y).toBeLessThan(box.y + box.height);
  await map.focus();
  await page.keyboard.press('Home');
  expect(await map.getAttribute('aria-valuenow')).toBe('0');
  await page.mouse.move(x + width / 2, y + 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height - 1, { steps: 4 });
  await page.mouse.up();
  expect(await map.getAttribute('aria-valuenow')).toBe('100');
});

test('of 30,000 px, one that changed is found and seen, on canvases that every browser has', async () => {
  const { page, open } = here.visit;
  await open(pageOf('one pixel', 'diff'));
  await page.getByRole('button', { name: '2 regions' }).waitFor();
  await page.keyboard.press('p');
  const frame = page.locator('.region-frame[data-current]');
  await frame.waitFor();
  const dot = await middleOf(frame);
  await soon(() => colourAt(page, dot.x, dot.y)).toBe('225,0,122');
  const canvases = await page
    .locator('canvas')
    .evaluateAll((all) =>
      all.map((canvas) =>
        Math.max((canvas as HTMLCanvasElement).width, (canvas as HTMLCanvasElement).height),
      ),
    );
  expect(canvases.length).toBeGreaterThan(0);
  expect(Math.max(...canvases)).toBeLessThanOrEqual(1024);
  await page.keyboard.press('1');
  await page.locator('.figure-after').waitFor();
  const red = await middleOf(page.locator('.figure-after .region-frame[data-current]'));
  await soon(() => colourAt(page, red.x, red.y)).toBe('255,0,0');
  await page.keyboard.press('0');
  await page.keyboard.press('7');
  await page.locator('.band-changed').nth(1).waitFor();
  const strip = page.locator('.band-strip');
  expect(
    await strip.evaluate(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight),
  ).toBe(true);
});
