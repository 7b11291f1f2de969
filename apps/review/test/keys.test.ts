/** Every action is on a key, and people choose which. */
import { findViolations } from '@twinlens/testing/browser';
import { expect, test } from 'vitest';
import { reviewShas } from '../made-up/records.ts';
import { soon } from './looking.ts';
import { visitEachTest } from './visit-each-test.ts';

const comparison = `/a/1/p/1/compare/${reviewShas.before}/${reviewShas.after}`;

const here = visitEachTest();

const standing = () =>
  here.visit.page.getByRole('region', { name: 'Decision' }).getByRole('status');
const dialog = () => here.visit.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
const keyOf = (words: string) =>
  dialog().getByRole('button', { name: new RegExp(`^${words}: .*Change$`) });
const at = (path: string) => soon(() => new URL(here.visit.page.url()).searchParams.get(path));

async function openDialog(): Promise<void> {
  await here.visit.open(comparison);
  await here.visit.page.locator('.change-row').first().waitFor();
  await here.visit.page.keyboard.press('?');
  await dialog().waitFor();
}

test('another key does it, is on the button and in its name, and is remembered', async () => {
  const { page } = here.visit;
  await openDialog();
  await keyOf('Accept this change, and on to the next').press('Enter');
  await dialog()
    .getByRole('textbox', { name: /^New key for Accept this change/ })
    .waitFor();
  await page.keyboard.press('Shift+I');
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  await here.visit.open(comparison);
  await page.getByRole('button', { name: 'Accept I', exact: true }).waitFor();
  await page.keyboard.press('a');
  await page.keyboard.press('Shift+I');
  await standing().getByText('3 accepted').waitFor();
  await page.getByText('2 / 42').waitFor();
  expect(
    await page.getByRole('button', { name: 'Accept I' }).getAttribute('aria-keyshortcuts'),
  ).toBe('Shift+I');
});

test('every action has a key of its own', async () => {
  await openDialog();
  const keys = await dialog().locator('kbd').allTextContents();
  expect(keys.length).toBeGreaterThan(50);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a key that has an action already is named and asked about', async () => {
  const { page } = here.visit;
  await openDialog();
  await keyOf('Next change').click();
  await page.keyboard.press('k');
  const question = dialog().getByRole('alert');
  await question.getByText('is the key of “Previous change”, which would be without it').waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findViolations(page)).toEqual([]);
  }
  await question.getByRole('button', { name: 'Leave it' }).click();
  await keyOf('Next change').getByText('j', { exact: true }).waitFor();

  await keyOf('Next change').click();
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await keyOf('Previous change').getByText('none').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await page.getByText('2 / 42').waitFor();
  await page.keyboard.press('j');
  await page.getByText('2 / 42').waitFor();

  await page.keyboard.press('?');
  await dialog().getByRole('button', { name: 'Reset Next change to j' }).click();
  await keyOf('Next change').getByText('j', { exact: true }).waitFor();
  await dialog().getByRole('button', { name: 'Reset all' }).click();
  await keyOf('Previous change').getByText('k', { exact: true }).waitFor();
  expect(
    await dialog()
      .getByRole('button', { name: /^Reset/ })
      .count(),
  ).toBe(0);
});

test('Escape leaves a key as it was, and the dialog open; keys of the browser cannot be taken', async () => {
  const { page } = here.visit;
  await openDialog();
  await keyOf('Zoom out').click();
  await page.keyboard.press('ArrowDown');
  await dialog().getByText('ArrowDown moves or presses things').waitFor();
  await page.keyboard.press('Escape');
  await keyOf('Zoom out').getByText('-', { exact: true }).waitFor();
  await soon(() => keyOf('Zoom out').evaluate((key) => key === document.activeElement)).toBe(true);
  await keyOf('Zoom out').click();
  await page.keyboard.press('Control+Alt+o');
  await keyOf('Zoom out').getByText('Ctrl+Alt+o', { exact: true }).waitFor();
});

test('keys of one character can be turned off; others still do what they do', async () => {
  const { page } = here.visit;
  await openDialog();
  await keyOf('Next change').click();
  await page.keyboard.press('Alt+n');
  await dialog().getByRole('checkbox', { name: 'Keys that are one character' }).uncheck();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  await here.visit.open(comparison);
  await page.locator('.change-row').first().waitFor();
  await page.keyboard.press('a');
  await page.keyboard.press('k');
  await page.keyboard.press('Alt+n');
  await page.getByText('2 / 42').waitFor();
  await standing().getByText('· 2 accepted').waitFor();
  await page.getByRole('button', { name: 'Accept', exact: true }).waitFor();
});

test('Caps Lock does not turn one change into all of them', async () => {
  const { page } = here.visit;
  await here.visit.open(comparison);
  await page.locator('.change-row').first().waitFor();
  await page.evaluate(() =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'A', bubbles: true })),
  );
  await standing().getByText('· 3 accepted').waitFor();
});

test('no key does anything while somebody types, chooses, or has a window open', async () => {
  const { page } = here.visit;
  await here.visit.open(comparison);
  await page.locator('.change-row').first().waitFor();
  await page.keyboard.press('m');
  await page.keyboard.type('rather u');
  expect(await page.getByRole('textbox', { name: 'Comment' }).inputValue()).toBe('rather u');
  await page.keyboard.press('Escape');
  await page.getByLabel('Group rows').focus();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Background' }).click();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('a');
  await page.keyboard.press('Escape');
  await standing().getByText('· 2 accepted').waitFor();
});

test('from change to change, from list to list, and how the list is put together', async () => {
  const { page } = here.visit;
  await here.visit.open(comparison);
  await page.locator('.change-row').first().waitFor();
  await page.keyboard.press('a');
  await page.getByText('2 / 42').waitFor();
  await page.keyboard.press('k');
  await page.keyboard.press('Shift+J');
  await page.getByText('2 / 42').waitFor();
  await page.keyboard.press('j');
  await page.getByText('3 / 42').waitFor();
  await page.keyboard.press('Shift+K');
  await page.getByText('2 / 42').waitFor();
  await page.keyboard.press('Shift+L');
  await soon(() => page.evaluate(() => document.activeElement?.className)).toBe('change-row');
  await page.keyboard.press('y');
  await at('g').toBe('target');
  await page.keyboard.press('o');
  await at('o').toBe('severity');
  await page.keyboard.press('d');
  await at('s').toBe('undecided');
  await page.keyboard.press('Shift+D');
  await at('d').not.toBeNull();
  await page.keyboard.press('.');
  await at('t').toBe('added');
  await page.keyboard.press(',');
  await at('t').toBe('changed');
  await page.keyboard.press('/');
  await soon(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe(
    'search',
  );
});

test('a flake, a whole group, the history, sliders, colours, and why it looks like this', async () => {
  const { page } = here.visit;
  await here.visit.open(`${comparison}?t=changed&c=1-3-4&v=overlay`);
  await page.getByText('2 / 42').waitFor();
  await page.keyboard.press('s');
  await soon(() => page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe(
    'range',
  );
  await page.keyboard.press('Shift+C');
  expect(await page.getByRole('radio', { name: 'Blue' }).isChecked()).toBe(true);
  await page.keyboard.press('x');
  await page.getByRole('link', { name: 'Changed 41' }).waitFor();
  await page.keyboard.press('Shift+G');
  await standing().getByText('rejected').waitFor();
  await page.keyboard.press('h');
  await page.locator('.decision-history li').first().waitFor();
  await page.keyboard.press('q');
  await soon(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('light');
  await page.keyboard.press('w');
  await page.getByRole('heading', { name: 'Take it again' }).waitFor();
  await page.getByRole('button', { name: /^Take it again/ }).waitFor();
  await page.keyboard.press('Shift+T');
  await page.getByRole('button', { name: /^Being taken/ }).waitFor();
});
