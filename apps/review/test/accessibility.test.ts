/** How a person reviews what accessibility targets found. */
import { TwinlensError } from '@twinlens/contract';
import { findViolations } from '@twinlens/testing/browser';
import { expect, test } from 'vitest';
import { accessibilityShas } from '../made-up/accessibility.ts';
import { phone, startVisit } from './visit.ts';
import { visitEachTest } from './visit-each-test.ts';

const comparison = `/a/1/p/1/compare/${accessibilityShas.before}/${accessibilityShas.after}`;
const worse = `${comparison}?t=changed&c=1`;
const report = `/a/1/report/${accessibilityShas.after}?p=1`;

const here = visitEachTest();

const list = () => here.visit.page.getByRole('region', { name: 'Violations in Plans, default' });
const after = () => here.visit.page.locator('.figure-after');
const before = () => here.visit.page.locator('.figure-before');

test('shows which violations are new, fixed, reworded and as before', async () => {
  await here.visit.open(worse);
  await list().getByText('3 new, 2 fixed, 1 with other markup, 1 as before').waitFor();
  const findings = list().locator('.finding');
  const told = await findings.evaluateAll((items) =>
    items.map((item) => [
      item.querySelector('.finding-state')?.textContent,
      item.querySelector('.finding-target')?.textContent,
    ]),
  );
  expect(told).toEqual([
    ['New', 'x-plans › x-button › button'],
    ['New', 'footer > a[href$="terms-and-conditions-of-our-services"]'],
    ['Other markup', '.title > span'],
    [undefined, '.price'],
    ['New', '.cookies'],
    ['Fixed', 'iframe[title="Chat"] › x-chat › .bubble'],
    ['Fixed', 'main > h4:nth-child(2)'],
  ]);
  const rules = await list().getByRole('heading').allTextContents();
  expect(rules[0]).toBe('Buttons must have discernible text');
  const link = list().getByRole('link', { name: /^button-name/ });
  expect(await link.getAttribute('href')).toMatch(/^https:\/\/rules\.example\.com\/.*button-name/);
  expect(await link.getAttribute('rel')).toContain('noopener');
  expect(await findings.nth(2).textContent()).toContain('<span>Plans</span>');
  expect(await findings.nth(2).textContent()).toContain('Plans and prices');
  await findings.nth(1).getByText('How to fix it').click();
  await findings
    .nth(1)
    .getByText(/insufficient color contrast of 1.58/)
    .waitFor();
});

test('outlines elements where they are, and brings out the one that is pointed at or focused', async () => {
  const { page } = here.visit;
  await here.visit.open(worse);
  await after().getByText('4 elements outlined').waitFor();
  await before().getByText('3 elements outlined').waitFor();
  const active = () => after().locator('.outline[data-active]');
  expect(await active().count()).toBe(0);

  await list()
    .getByRole('button', { name: /^x-plans/ })
    .focus();
  const box = await active().boundingBox();
  const picture = await after().locator('img').boundingBox();
  if (box === null || picture === null) throw new Error('they are not shown');
  const natural = await after()
    .locator('img')
    .evaluate((image) => (image as HTMLImageElement).naturalWidth);
  const scale = picture.width / natural;
  // The button is drawn 16 pixels from the left, 108 wide, 30 high, 14 above the end of the picture.
  expect(box.x - picture.x).toBeCloseTo(16 * scale, 0);
  expect(box.width).toBeCloseTo(108 * scale, 0);
  expect(box.height).toBeCloseTo(30 * scale, 0);
  expect(picture.y + picture.height - box.y - box.height).toBeCloseTo(14 * scale, 0);

  await list().getByText('from €4.90 a month').hover();
  await active().and(page.locator('.outline-kept')).waitFor();
  expect(await active().count()).toBe(1);
  expect(await before().locator('.outline[data-active]').count()).toBe(1);
  await list()
    .getByRole('button', { name: /^main > h4/ })
    .focus();
  await page.mouse.move(1, 1);
  await before().locator('.outline-fixed[data-active]').waitFor();
  expect(await active().count()).toBe(0);
});

const panel = (name: string) =>
  here.visit.page.getByRole('region', { name: `Accessibility tree of ${name}, default` });
const treeItem = (name: string | RegExp) => here.visit.page.getByRole('treeitem', { name });

test('says in a sentence how the accessibility tree changed, and shows where', async () => {
  const { page } = here.visit;
  await here.visit.open(worse);
  await page.keyboard.press('2');
  await page.getByRole('tab', { name: 'Accessibility tree', selected: true }).waitFor();
  const sentence =
    'Listitem with link "Product 7" inside removed, heading "Plans" wrapped in group "Title", link "Plans" moved from navigation "Main", button "Choose" has no name any more.';
  await panel('Plans').getByText(sentence).waitFor();
  const tree = page.getByRole('tree', { name: 'Accessibility tree of Plans, default' });
  expect(await tree.getAttribute('aria-describedby')).toBe(
    await panel('Plans').getByText(sentence).getAttribute('id'),
  );

  await page.keyboard.press('k');
  await panel('Basket').getByText('Button "Pay" is now disabled.').waitFor();
  await treeItem('Changed: button "Pay" now button "Pay" [disabled]').waitFor();
  await page.keyboard.press('1');
  await page.getByText('No violations before or after').waitFor();
});

test('unfolds what did not change by keyboard', async () => {
  const { page } = here.visit;
  await here.visit.open(worse);
  await page.keyboard.press('2');
  const product = treeItem('link "Product 2"');
  expect(await product.count()).toBe(0);
  await page.getByRole('treeitem').first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  expect(await focused()).toBe('document "Shop"');
  const fold = treeItem(/^\d+ nodes that are the same/);
  for (let rows = 0; rows < 40 && !/same$/.test(String(await focused())); rows++) {
    await page.keyboard.press('ArrowDown');
  }
  expect(await fold.first().getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('ArrowRight');
  expect(await fold.first().getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('listitem');
  await page.keyboard.press('Enter');
  await treeItem(/^link "Product/)
    .first()
    .waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect(await fold.first().getAttribute('aria-expanded')).toBe('false');
  expect(await treeItem(/^link "Product/).count()).toBe(0);
});

test('a page of 20,000 nodes shows what changed, and the rest a part at a time', async () => {
  const { page } = here.visit;
  const links = Array.from({ length: 20_000 }, (_, at) => `  - link "Product ${at}"`);
  const treeOf = (lines: string[]) => ['- document "Shop":', ...lines].join('\n');
  await page.route('**/a/1/accessibility/*.json', async (route) => {
    const isBefore = /\/d[0-9a-f]{31}\.json$/.test(route.request().url());
    const lines = isBefore ? links : links.with(9_000, '  - link "Something else"');
    await route.fulfill({ json: { violations: [], aria: treeOf(lines) } });
  });
  await here.visit.open(worse);
  await page.keyboard.press('2');
  await panel('Plans').getByText('Link "Product 9000" is now named "Something else".').waitFor();
  const rows = page.getByRole('treeitem');
  expect(await rows.count()).toBe(6);
  await treeItem('8,999 nodes that are the same').click();
  expect(await rows.count()).toBe(6 + 201);
  await treeItem('8,799 more nodes').click();
  expect(await rows.count()).toBe(6 + 201 + 201);
});

test('shows the same as text, line by line', async () => {
  const { page } = here.visit;
  await here.visit.open(`${comparison}?t=changed&c=0`);
  await page.keyboard.press('2');
  await panel('Basket').getByRole('button', { name: 'As text' }).click();
  await panel('Basket').getByText('1 line added, 1 removed').waitFor();
  expect(await panel('Basket').getByRole('deletion').textContent()).toContain('- button "Pay"');
  expect(await panel('Basket').getByRole('insertion').textContent()).toContain(
    '- button "Pay" [disabled]',
  );
  expect(await panel('Basket').getByText('- link "Product 2"').count()).toBe(0);
  await panel('Basket').getByRole('button', { name: 'Show the whole text' }).click();
  await panel('Basket').getByText('- link "Product 2"').waitFor();
});

test.each([1280, phone])('the tree and its text are accessible, %i wide', async (width) => {
  const { page, open, problems, close } = await startVisit(here.browser, here.server, width);
  await open(worse);
  await page.getByRole('tab', { name: 'Accessibility tree' }).click();
  for (const press of [false, true]) {
    if (press) await page.getByRole('button', { name: 'As text' }).click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction(() => document.getAnimations().length === 0);
      expect(await findViolations(page)).toEqual([]);
    }
  }
  expect(problems).toEqual([]);
  await close();
});

test('shows what was found in snapshots that were added, deleted or stayed as they were', async () => {
  const { page } = here.visit;
  await here.visit.open(`${comparison}?t=added&c=0`);
  await page.getByText('1 violation', { exact: true }).waitFor();
  expect(await page.locator('.finding-state').count()).toBe(0);
  await page.getByText('Picture').first().waitFor();
  await here.visit.open(`${comparison}?t=deleted&c=0`);
  await page.getByText('No rule is broken by what can be tested automatically').waitFor();
  await here.visit.open(`${comparison}?t=unchanged&c=0`);
  await page.getByRole('tab', { name: 'Accessibility tree' }).click();
  await treeItem('heading "Imprint" [level=1]').waitFor();
  await page.getByText('The tree is the same.').waitFor({ state: 'detached' });
});

test('is decided on like everything else, and the list says where more was found', async () => {
  const { page } = here.visit;
  await here.visit.open(worse);
  const row = page.locator('.change-row[aria-current]');
  expect(await row.textContent()).toContain('+1 violation');
  await page.keyboard.press('Shift+A');
  const standing = page.getByRole('region', { name: 'Decision' }).getByRole('status');
  await standing.getByText('Accepted by Ada Lovelace').waitFor();
});

test('says why a result could not be loaded, and loads it when asked again', async () => {
  const { page } = here.visit;
  here.server.refuseNext(
    'getAccessibilityResult',
    new TwinlensError('not_found', 'It is not here.'),
  );
  await here.visit.open(worse);
  await page.getByText('It is not here.').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await list().waitFor();
  expect(here.visit.problems.splice(0).every((problem) => problem.includes('404'))).toBe(true);
});

test.each([1280, phone])(
  'a report shows how much was found, and all of it, %i wide',
  async (width) => {
    const { page, open, problems, close } = await startVisit(here.browser, here.server, width);
    await open(report);
    const tile = page.getByRole('button', { name: /Plans/ });
    expect(await tile.textContent()).toContain('1 critical3 serious1 minor');
    expect(await page.getByRole('button', { name: /Basket/ }).textContent()).toContain(
      'no violations',
    );
    await tile.click();
    const dialog = page.getByRole('dialog', { name: 'Plans, default' });
    await dialog.getByText('5 violations').waitFor();
    await dialog.getByText('4 elements outlined').waitFor();
    await page.waitForFunction(() => document.getAnimations().length === 0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findViolations(page)).toEqual([]);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await close();
  },
);

test('what is unstable is compared with the baseline, and with itself', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?t=unstable&c=0`);
  await page.getByText('unstable: differs from itself').waitFor();
  await after().getByText('After', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Compare the two captures' }).click();
  await page.getByText('Second capture').waitFor();
  await page.getByText('First capture').waitFor();
  await page.getByRole('tab', { name: 'Accessibility tree' }).click();
  await page.getByText('Button "17 viewers" is now named "12 viewers".').waitFor();
  await page.getByRole('button', { name: 'Compare with the baseline' }).waitFor();
  expect(await findViolations(page)).toEqual([]);
});
