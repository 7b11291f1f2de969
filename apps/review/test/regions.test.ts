import { expect, test } from 'vitest';
import { startMadeUpServer } from '../made-up/server.ts';
import { boxOf, middleOf, pageOf, soon } from './looking.ts';
import { phone, startVisit } from './visit.ts';
import { visitEachTest } from './visit-each-test.ts';

const here = visitEachTest();

const tools = (page = here.visit.page) => page.getByRole('group', { name: 'Changed regions' });

/** Whether the frame of the current region lies in the pane of that side. */
async function isInSight(side: 'before' | 'after'): Promise<boolean> {
  const figure = here.visit.page.locator(`.figure-${side}`);
  const frame = figure.locator('.region-frame[data-current]');
  if ((await frame.count()) === 0) return false;
  const { y } = await middleOf(frame);
  const pane = await boxOf(figure.locator('.pane'));
  return y > pane.y && y < pane.y + pane.height;
}

test('keys lead from region to region, which both panes show at the same height', async () => {
  const { page, open } = here.visit;
  await open(pageOf('inserted, removed', 'sides'));
  await tools().getByText('3 regions').waitFor();
  for (const [step, words] of [
    ['n', /Region 1 of 3: Inserted, 960 × 180 at 0, 479/],
    ['n', /Region 2 of 3: Removed, 960 × 240 at 0, 1,199/],
    ['n', /Region 3 of 3: Moved, 618 × 192 from 24, 744 to 24, 1,404/],
    ['n', /Region 1 of 3/],
    ['p', /Region 3 of 3/],
  ] as const) {
    await page.keyboard.press(step);
    await tools().getByRole('status').getByText(words).waitFor();
    await soon(() => isInSight('before')).toBe(true);
    await soon(() => isInSight('after')).toBe(true);
  }
  const heights = await page
    .locator('.region-frame[data-current]')
    .evaluateAll((frames) => frames.map((frame) => frame.getBoundingClientRect().y));
  expect(heights).toHaveLength(2);
  expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 99))).toBeLessThan(1.5);
  await page.waitForURL((url) => url.searchParams.get('r') === '3');
});

test('a link leads to its region, and the next change begins without one', async () => {
  const { page, open } = here.visit;
  await open(pageOf('two changes', 'sides', '&r=2'));
  await tools().getByText('2 of 2 regions').waitFor();
  await soon(() => isInSight('after')).toBe(true);
  await page.keyboard.press('j');
  await tools().getByText('3 regions', { exact: true }).waitFor();
  await page.waitForURL((url) => !url.searchParams.has('r'));
  await open(pageOf('two changes', 'sides', '&r=99'));
  await tools().getByText('2 regions', { exact: true }).waitFor();
});

test.each([1280, phone])('the list says what is where, and leads there, %i wide', async (width) => {
  await here.visit.close();
  here.visit = await startVisit(here.browser, here.server, width);
  const { page, open } = here.visit;
  await open(pageOf('inserted, removed', 'sides'));
  await tools().getByText('3 regions').waitFor();
  await page.keyboard.press('l');
  const list = page.getByRole('region', { name: 'Changed regions' });
  const entries = list.getByRole('button', { name: /^(Inserted|Removed|Moved)/ });
  expect(await entries.allTextContents()).toEqual([
    'Inserted 960 × 180 at 0, 479',
    'Removed 960 × 240 at 0, 1,199 of the baseline',
    'Moved 618 × 192 from 24, 744 to 24, 1,404',
  ]);
  await entries.nth(1).focus();
  await page.keyboard.press('Enter');
  expect(await entries.nth(1).getAttribute('aria-current')).toBe('true');
  await soon(() => isInSight('before')).toBe(true);
  // Other modes keep the region, and the list keeps the focus.
  await page.keyboard.press('5');
  await page.getByRole('tab', { name: 'Onion skin', selected: true }).waitFor();
  await tools().getByText('2 of 3 regions').waitFor();
  expect(await entries.nth(1).evaluate((entry) => entry === document.activeElement)).toBe(true);
  await tools().getByText('2 of 3 regions').click();
  await list.waitFor({ state: 'detached' });
});

test('the next change is there without another request', async () => {
  const own = await startMadeUpServer();
  const { page, open, close } = await startVisit(here.browser, own);
  const asked: string[] = [];
  page.on('requestfinished', (request) => asked.push(request.url()));
  await open(pageOf('two changes', 'diff'));
  // Both pictures of the next change are loaded to be shown, and to be compared.
  const pictures = () => asked.filter((url) => /\/img\/[ab]0*7d1\.a?png$/.test(url)).length;
  await soon(pictures).toBeGreaterThanOrEqual(4);
  await own.close();
  await page.keyboard.press('j');
  await page.getByRole('img', { name: /removed and moved, changed pixels highlighted/ }).waitFor();
  await tools(page).getByText('3 regions').waitFor();
  await page.keyboard.press('1');
  await page.locator('.figure-before .plane-picture').waitFor();
  const sizes = await page
    .locator('.plane-picture')
    .evaluateAll((all) => all.map((image) => (image as HTMLImageElement).naturalHeight));
  expect(sizes).toEqual([1920, 1860]);
  await close();
});
