import { expect, test } from 'vitest';
import { boxOf, middleOf, pageOf, soon } from './looking.ts';
import { phone, startVisit } from './visit.ts';
import { visitEachTest } from './visit-each-test.ts';

const here = visitEachTest();

const panel = () => here.visit.page.getByRole('complementary', { name: 'Comments' });
const field = () => panel().getByRole('textbox', { name: 'Say something about this place' });
const tool = () => here.visit.page.getByRole('button', { name: 'Pin a comment' });
const isFocused = (element: ReturnType<typeof field>) =>
  element.evaluate((one) => one === document.activeElement);

/** What the next comment is about, once the field has the focus. */
async function askedAbout(): Promise<string | null> {
  await soon(() => isFocused(field())).toBe(true);
  return panel().locator('.threads-draft').textContent();
}

test('a key comments on the region that is looked at, where it is to be seen', async () => {
  const { page, open } = here.visit;
  await open(pageOf('moved', 'sides'));
  await page.getByText('3 regions').waitFor();
  await page.keyboard.press('n');
  await page.keyboard.press('Shift+M');
  expect(await askedAbout()).toContain('After, at 0, 504');
  await page.keyboard.type('Nobody asked for it');
  await page.keyboard.press('Control+Enter');
  const said = panel().getByRole('listitem', { name: 'Comment 6' });
  await said.getByText('Nobody asked for it').waitFor();
  await soon(() => isFocused(said)).toBe(true);
  await page.keyboard.press('n');
  await page.keyboard.press('Shift+M');
  // What is gone is in the earlier picture only.
  expect(await askedAbout()).toContain('Before, at 0, 1224');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.getByText('Comment on the region that is looked at').waitFor();
  await help.getByText(/^Pin a comment/).waitFor();
});

test('every region of the list can be commented on', async () => {
  const { page, open } = here.visit;
  await open(pageOf('moved', 'diff'));
  await page.getByText('3 regions').click();
  const list = page.getByRole('region', { name: 'Changed regions' });
  await list.getByRole('button', { name: 'Comment on region 3' }).focus();
  await page.keyboard.press('Enter');
  expect(await askedAbout()).toContain('After, at 24, 1404');
  expect(
    await field().evaluate((one) => one.ariaDescribedByElements?.map((by) => by.textContent)),
  ).toEqual(['After, at 24, 1404']);
  expect(await list.locator('[aria-current]').textContent()).toContain('Moved');
});

test('Enter pins the pixel that is inspected', async () => {
  const { page, open } = here.visit;
  await open(pageOf('moved', 'overlay'));
  await page.keyboard.press('i');
  const pane = page.locator('.pane');
  await pane.focus();
  await page.keyboard.press('ArrowRight');
  const inspected = page.getByRole('status', { name: 'Inspected pixel' });
  const place = await inspected.locator('.inspector-place').textContent();
  await page.keyboard.press('Shift+P');
  await page.keyboard.press('Enter');
  expect(await askedAbout()).toContain(`After, at ${place}`);
});

test('a mark out of sight comes into it with the focus, and nothing else moves', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'sides'));
  const far = page.getByRole('button', { name: /^Comment 1, / });
  await far.waitFor();
  await page.locator('.figure-after .pane').focus();
  await page.keyboard.press('Tab');
  expect(await isFocused(far)).toBe(true);
  const pane = await boxOf(page.locator('.figure-after .pane'));
  await soon(async () => {
    const { y } = await middleOf(far);
    return y > pane.y && y < pane.y + pane.height;
  }).toBe(true);
  const scrolled = await page
    .locator('.pane, .plane')
    .evaluateAll((all) => all.filter(({ scrollTop, scrollLeft }) => scrollTop + scrollLeft > 0));
  expect(scrolled).toEqual([]);
  await page.keyboard.press('Enter');
  await soon(() => isFocused(panel().getByRole('listitem', { name: 'Comment 1' }))).toBe(true);
});

test('rows beside each other are drawn on, on either side', async () => {
  const { page, open } = here.visit;
  await open(pageOf('moved', 'rows', '&z=0.5'));
  await page.locator('.band-removed').waitFor();
  await tool().click();
  const removed = page.locator('.band-removed .band-rows');
  await removed.scrollIntoViewIfNeeded();
  const { x, y } = await boxOf(removed);
  await page.mouse.move(x + 50, y + 20);
  await page.mouse.down();
  await page.mouse.move(x + 80, y + 30, { steps: 3 });
  await page.mouse.up();
  // Removed from row 1,199 on; shown half as large.
  expect(await askedAbout()).toContain('Before, at 100, 1239');
  await page.keyboard.type('Where has it gone?');
  await page.keyboard.press('Control+Enter');
  const said = panel().getByRole('listitem', { name: 'Comment 6' });
  await said.getByText('Where has it gone?').waitFor();
  await page
    .locator('.band-removed')
    .getByRole('button', { name: /^Comment 6, / })
    .waitFor();
});

test('on a phone one finger draws, two come closer, and the pictures come back', async () => {
  await here.visit.close();
  here.visit = await startVisit(here.browser, here.server, phone);
  const { page, open } = here.visit;
  await open(pageOf('moved', 'diff'));
  await page.locator('.pin-mark').first().waitFor();
  const fingers = await page.context().newCDPSession(page);
  const { x, y } = await middleOf(page.locator('.pane'));
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
    fingers.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([dx, dy], id) => ({ x: x + dx, y: y + dy, id })),
    });
  const zoom = () => page.locator('.zoom-value').textContent();
  await tool().click();
  const level = await zoom();
  await touch('touchStart', [-20, 0]);
  await touch('touchStart', [-20, 0], [20, 0]);
  await touch('touchMove', [-60, 0], [60, 0]);
  await touch('touchEnd');
  await soon(zoom).not.toBe(level);
  expect(await panel().count()).toBe(0);
  await touch('touchStart', [-30, -30]);
  await touch('touchMove', [0, 0]);
  await touch('touchMove', [30, 30]);
  await touch('touchEnd');
  expect(await askedAbout()).toContain('After, at');
  await page.keyboard.type('By thumb');
  await panel().getByRole('button', { name: 'Comment', exact: true }).click();
  const said = panel().getByRole('listitem', { name: 'Comment 6' });
  await said.getByText('By thumb').waitFor();
  // What is said covers the pictures; its place is the way back to them.
  await said.getByRole('button', { name: /^After, at/ }).click();
  const mark = page.getByRole('button', { name: /^Comment 6, / });
  await mark.click();
  await soon(() => isFocused(said)).toBe(true);
});
