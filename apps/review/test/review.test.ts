import { TwinlensError } from '@twinlens/contract';
import { findViolations } from '@twinlens/testing/browser';
import { expect, test } from 'vitest';
import { browserShas, reviewShas } from '../made-up/records.ts';
import { phone, startVisit } from './visit.ts';
import { visitEachTest } from './visit-each-test.ts';

const comparison = `/a/1/p/1/compare/${reviewShas.before}/${reviewShas.after}`;

const here = visitEachTest();

const standing = () =>
  here.visit.page.getByRole('region', { name: 'Decision' }).getByRole('status');
const currentRow = () => here.visit.page.locator('.change-row[aria-current]');

/** By what it is called; the key it is on may follow. */
const button = (name: string, { page } = here.visit) =>
  page.getByRole('button', { name: new RegExp(`^${name}( \\w)?$`) });

test('accepts, rejects and undoes one change by mouse, with a comment', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await standing()
    .getByText('42 changed, 7 added, 3 deleted · 2 accepted, 2 of them before')
    .waitFor();
  await button('Accept').click();
  await standing().getByText('3 accepted').waitFor();
  // On to the next one that nobody has decided on.
  await page.getByText('2 / 42').waitFor();
  await page.getByRole('button', { name: 'Add a comment' }).click();
  await page.getByRole('textbox', { name: 'Comment' }).fill('The badge is cut off');
  await button('Reject').click();
  await standing().getByText('1 rejected, 3 accepted').waitFor();
  expect(await page.locator('.change-row [data-decision]').count()).toBe(4);
  await page.locator('.change-row').nth(1).click();
  await page
    .locator('.decision-line')
    .getByText(/^Rejected by Ada Lovelace/)
    .waitFor();
  await page.locator('.decision-line').getByText('The badge is cut off').waitFor();
  await button('Undo').click();
  await standing()
    .getByText(/· 3 accepted/)
    .waitFor();
  await button('Undo').click();
  await standing().getByText('· 2 accepted').waitFor();
  await button('Undo').waitFor({ state: 'detached' });
});

test('what both reports were captured with is said, aloud where it differs or is in doubt', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await page.getByText('iphone: WebKit, emulated iPhone (WebKitGTK 2.50.6)').waitFor();
  expect(await page.getByText('Captured with different browsers').count()).toBe(0);
  await open(`/a/1/p/1/compare/${browserShas.before}/${browserShas.after}`);
  const note = page.getByRole('note').filter({ hasText: 'Captured with different browsers' });
  await note.getByText('chrome: Chromium 152.0.7900.2 before, Chromium 153.0.8010.0 now').waitFor();
  expect(await note.textContent()).not.toContain('iphone');
  await page.getByText(/Pictures of iphone: captured by the worker rack2.* taken again/).waitFor();
  expect(await findViolations(page)).toEqual([]);
});

test('the verdict is there once everything is decided on', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await button('Reject').click();
  await button('Accept the other 49').click();
  await standing().getByText('Rejected by Ada Lovelace').waitFor();
  await page.locator('.change-row').first().click();
  await button('Accept').click();
  await standing().getByText('Accepted by Ada Lovelace').waitFor();
  await page
    .getByRole('progressbar', { name: 'Decided' })
    .and(page.locator('[aria-valuenow="52"]'))
    .waitFor();
});

test('an act in the history can be taken back, whichever it is', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await button('Accept').click();
  await standing().getByText('3 accepted').waitFor();
  await button('Reject').click();
  await standing().getByText('1 rejected, 3 accepted').waitFor();
  await page.getByText(/3 decisions/).click();
  const acts = page.locator('.decision-history li');
  await acts.nth(1).getByText('Accepted 1 snapshot').or(acts.nth(1)).first().waitFor();
  await acts.nth(1).getByRole('button', { name: 'Undo' }).click();
  await standing().getByText('1 rejected, 2 accepted').waitFor();
  await acts.nth(1).getByText('undone by Ada Lovelace').waitFor();
});

test('one change in many snapshots is decided on as one', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?g=change`);
  await page.getByText('The same change in 7 snapshots').first().waitFor();
  await page.locator('.change-item').first().hover();
  await page
    .getByRole('button', { name: /^Accept all of The same change/ })
    .first()
    .click();
  await standing().getByText('· 9 accepted').waitFor();
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByLabel('Decided or not').selectOption({ label: 'Undecided (33)' });
  await page.getByText('1 / 33').waitFor();
  expect(new URL(page.url()).searchParams.get('s')).toBe('undecided');
});

test('what was accepted before says where, and by whom', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?c=8-17-18`);
  await page
    .locator('.decision-line')
    .getByText(/^Accepted before by Grace Hopper/)
    .waitFor();
  await page.getByRole('link', { name: 'a5a5a5a5' }).waitFor();
  await button('Reject').click();
  await standing().getByText('1 rejected, 1 accepted').waitFor();
});

test('people talk about a change: they answer, mention, settle, and take back', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?c=0-1-2`);
  await page.getByRole('button', { name: 'Comments 1 open' }).click();
  const panel = page.getByRole('complementary', { name: 'Comments' });
  await panel.getByText('After, at 24, 96').waitFor();
  const answer = panel.getByRole('textbox', { name: 'Answer' });
  await answer.pressSequentially('Yes, see @gr');
  await panel.getByRole('button', { name: '@Grace Hopper' }).click();
  expect(await answer.inputValue()).toBe('Yes, see @Grace Hopper ');
  await page.keyboard.press('Control+Enter');
  await panel.getByText('Yes, see @Grace Hopper').waitFor();
  await panel.getByRole('button', { name: 'Resolve' }).click();
  await panel.getByText('Resolved by Ada Lovelace').waitFor();
  await page.getByRole('button', { name: 'Comments 2 resolved' }).waitFor();

  const refusal = new TwinlensError('unavailable', 'Try again in a moment.');
  here.server.refuseNext('openThread', refusal);
  const field = panel.getByRole('textbox', { name: 'Say something about this change' });
  await field.fill('And the icon?');
  await panel.getByRole('button', { name: 'Comment', exact: true }).click();
  const alert = panel.getByRole('alert').getByText('Try again in a moment.');
  await alert.getByText(/^Request [0-9a-f]{16}$/).waitFor();
  expect(await field.inputValue()).toBe('And the icon?');
  here.visit.problems.splice(0);
  await panel.getByRole('button', { name: 'Comment', exact: true }).click();
  await page.getByRole('button', { name: 'Comments 1 open' }).waitFor();
  await page.locator('.change-row').first().getByText('1 open comments').waitFor();
  await panel.getByRole('button', { name: 'Remove what Ada Lovelace said' }).first().click();
  await panel.getByText('And the icon?').waitFor({ state: 'detached' });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findViolations(page)).toEqual([]);
  }
  await panel.getByRole('button', { name: 'Close comments' }).click();
  await page.keyboard.press('c');
  await panel.waitFor();
});

test('what somebody else decides shows without a reload', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await page.locator('.change-row').first().waitFor();
  const other = await startVisit(here.browser, here.server);
  await other.open(comparison);
  await button('Accept', other).click();
  await standing().getByText('3 accepted').waitFor();
  await page.locator('.change-row').first().locator('[data-decision]').waitFor();
  await other.close();
});

test('says what passes, who asked for it, and leads to where that is chosen', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await page
    .getByText(
      'Tolerance color-delta up to 0.002, blurred first, as this run asked for; anti-aliasing passes; 1 rule for single examples.',
    )
    .getByRole('link', { name: 'Settings' })
    .click();
  await page.getByRole('heading', { name: 'Tolerances' }).waitFor();
});

test('rows and changes say what kind of difference it is', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  const rows = page.locator('.change-row');
  expect(await rows.nth(0).textContent()).toContain('Imperceptible');
  expect(await rows.nth(1).textContent()).toContain('Anti-aliasing');
  expect(await rows.nth(5).textContent()).toContain('Not looked at');
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByLabel('Kind of difference').selectOption({ label: 'Subtle (5)' });
  await page.getByText('1 / 5').waitFor();
  expect(new URL(page.url()).searchParams.get('d')).toBe('subtle');
  await page.getByRole('link', { name: 'Tolerated 4' }).click();
  await page.getByText('2 of 4').waitFor();
  await page.keyboard.press('Escape');
  await open(`${comparison}?t=changed&c=5`);
  await page.getByText('It stays a change: animated pictures are not looked at.').waitFor();
});

test('what is tolerated has a list of its own, which says why', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await page.getByRole('link', { name: 'Tolerated 4' }).click();
  await page.getByText('Tolerated: anti-alias passes.').waitFor();
  expect(await page.locator('.change-row').nth(1).textContent()).toContain('within 0.002');
  expect(await page.getByRole('button', { name: 'Report flake' }).count()).toBe(0);
  // Still to be decided on is what changed, and only that.
  await page.getByText('42 changed').first().waitFor();
});

test('accepts, undoes and rejects by keyboard', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await standing().getByText('2 accepted').waitFor();
  await page.keyboard.press('a');
  await standing().getByText('3 accepted').waitFor();
  await page.keyboard.press('r');
  await standing().getByText('1 rejected').waitFor();
  await page.keyboard.press('u');
  await standing()
    .getByText(/· 3 accepted/)
    .waitFor();
  await page.keyboard.press('g');
  await standing()
    .getByText(/· 12 accepted/)
    .waitFor();
  await page.keyboard.press('Shift+R');
  await standing().getByText('Rejected by Ada Lovelace').waitFor();
  await page.keyboard.press('u');
  await page.keyboard.press('Shift+A');
  await standing().getByText('Accepted by Ada Lovelace').waitFor();
});

test('letters typed into the filter decide nothing', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await page.getByRole('searchbox').pressSequentially('avatar');
  await page.waitForURL(/q=avatar/);
  await standing().getByText('· 2 accepted').waitFor();
});

test('a decision the server refuses is taken back, and the reason is shown', async () => {
  const { page, open, problems } = here.visit;
  await open(comparison);
  here.server.refuseNext('decideComparison', new TwinlensError('conflict', 'Somebody was faster.'));
  await button('Accept').click();
  await page.getByText('Somebody was faster.').first().waitFor();
  await standing().getByText('· 2 accepted').waitFor();
  expect(problems.splice(0).every((problem) => problem.includes('409'))).toBe(true);
});

test('j and k walk through the changes, and the address leads back to the same one', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await page.locator('.change-row').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('j');
  await page.getByText('3 / 42').waitFor();
  const chosen = await currentRow().textContent();
  const address = new URL(page.url());
  await here.visit.open(address.pathname + address.search);
  await page.getByText('3 / 42').waitFor();
  expect(await currentRow().textContent()).toBe(chosen);
});

test('a link still finds its change after others before it were ignored', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?t=changed&c=5-11-12`);
  const chosen = await currentRow().textContent();
  await open(`${comparison}?t=changed&c=1-3-4`);
  await page.getByRole('button', { name: 'Report flake' }).click();
  await page.getByText('2 / 41').waitFor();
  await open(`${comparison}?t=changed&c=5-11-12`);
  await page.getByText('5 / 41').waitFor();
  expect(await currentRow().textContent()).toBe(chosen);
});

test('a flake moves to the ignored ones, and back', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?t=changed&c=1-3-4`);
  await page.getByRole('button', { name: 'Report flake' }).click();
  await page.getByRole('link', { name: 'Changed 41' }).waitFor();
  await page.getByRole('link', { name: 'Ignored 3' }).click();
  await page.getByText('1 / 3').waitFor();
  await page.getByRole('button', { name: 'Not a flake' }).click();
  await page.getByRole('link', { name: 'Changed 42' }).waitFor();
});

test('what is unstable has a list of its own, and shows both captures beside the baseline', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await page.getByRole('link', { name: 'Unstable 3' }).click();
  await page.getByText('unstable: differs from itself').waitFor();
  for (const side of ['before', 'after', 'after, captured again']) {
    await page.getByRole('img', { name: `Badge/000, default, ${side}`, exact: true }).waitFor();
  }
  await page.getByText(/differ between the two captures in 1 region/).waitFor();
  expect(await page.getByRole('button', { name: 'Report flake' }).count()).toBe(0);
  // Of another one it was the baseline that did not look the same twice.
  await page.getByRole('button', { name: 'Next change' }).click();
  await page.getByRole('button', { name: 'Next change' }).click();
  await page.getByText('The baseline looked like this, too').waitFor();
  await page.getByRole('img', { name: /, before, captured again$/ }).waitFor();
  // Still to be decided on is what changed, and only that.
  await page.getByText('42 changed').first().waitFor();
  await open(`${comparison}?t=changed&c=2`);
  await page.getByText('changed, and differs from itself').waitFor();
  await page.getByRole('button', { name: 'Report flake' }).waitFor();
  await open(`${comparison}?t=changed&c=3`);
  await page.getByRole('tab', { name: 'Diff' }).waitFor();
  expect(await page.getByText('differs from itself').count()).toBe(1);
  expect(await page.getByRole('img', { name: /captured again/ }).count()).toBe(0);
});

test('10,000 snapshots: few elements, few calls, and the last row is reachable', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?t=unchanged`);
  await page.locator('.change-row').first().waitFor();
  const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
  expect(await elements()).toBeLessThan(600);
  const list = page.locator('.change-list');
  await list.hover();
  for (let screen = 0; screen < 20; screen++) {
    await list.evaluate((element) => element.scrollBy(0, element.clientHeight));
    expect(await elements()).toBeLessThan(600);
  }
  const last = page.locator('[aria-posinset="10000"] a');
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await last.waitFor();
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  expect(await last.textContent()).toBe('Dropdown/083, hoverchrome-phone');
  await last.click();
  await page.getByText('10,000 / 10,000').waitFor();
  expect(await elements()).toBeLessThan(600);
  const pages = here.server.calls.filter(({ operation }) => operation === 'listChanges');
  expect(pages.length).toBeLessThan(15);
});

test('a link into the middle of 10,000 snapshots opens there', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?t=unchanged&c=4711-9423-9423`);
  await page.getByText('4,712 / 10,000').waitFor();
  await currentRow().waitFor();
  expect(await currentRow().evaluate((row) => row.getBoundingClientRect().bottom)).toBeLessThan(
    844,
  );
});

test('the filter is the server’s, and its count is shown', async () => {
  const { page, open } = here.visit;
  await open(`${comparison}?t=unchanged`);
  await page.getByRole('searchbox').fill('badge/007 nothing');
  await page.getByText('No unchanged snapshot matches').waitFor();
  await page.getByRole('searchbox').fill('badge/007');
  await page.getByText('1 / 12').waitFor();
});

test('the help lists the keys, and keys do nothing behind it', async () => {
  const { page, open } = here.visit;
  await open(comparison);
  await page.locator('.change-row').first().waitFor();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByText('Accept everything that is left').waitFor();
  await page.keyboard.press('a');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await standing().getByText('· 2 accepted').waitFor();
});

test('on a phone list and change are two steps, and the decision stays at the bottom', async () => {
  await here.visit.close();
  here.visit = await startVisit(here.browser, here.server, phone);
  const { page, open } = here.visit;
  await open(comparison);
  const bottom = async (name: string) => {
    const box = await button(name).boundingBox();
    return box ? box.y + box.height : Number.NaN;
  };
  expect(await bottom('Accept the other 50')).toBeLessThanOrEqual(844);
  // Nobody decides on one change before it was looked at.
  expect(await button('Accept').isVisible()).toBe(false);
  await page.locator('.change-row').nth(2).click();
  await page.getByRole('img', { name: /before/ }).waitFor();
  expect(await page.locator('.change-list').isVisible()).toBe(false);
  expect(await bottom('Accept')).toBeLessThanOrEqual(844);
  await page.getByRole('button', { name: 'List' }).click();
  await page.locator('.change-row').first().waitFor();
});
