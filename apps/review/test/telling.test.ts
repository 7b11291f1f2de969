/** Where verdicts are told, and what a person is told, as pages. */
import { TwinlensError } from '@twinlens/contract';
import { findViolations } from '@twinlens/testing/browser';
import { expect, test } from 'vitest';
import { visitEachTest } from './visit-each-test.ts';

const here = visitEachTest();

test('a destination is added by what its kind asks for, changed, and removed after a question', async () => {
  const { page, open, problems } = here.visit;
  await open('/a/1/settings');
  await page.getByRole('link', { name: 'Destinations' }).click();
  await page.getByRole('button', { name: 'Add a destination' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Kind').selectOption('GitHub');
  expect(await dialog.getByRole('group', { name: 'Told when' }).count()).toBe(0);
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByLabel('Kind').selectOption('Webhook');
  await dialog.getByLabel('Address').fill('https://example.org/hook');
  await dialog.getByRole('checkbox', { name: 'A report is complete' }).uncheck();
  expect(await findViolations(page)).toEqual([]);
  here.server.refuseNext('addDestination', new TwinlensError('invalid_request', 'url: not there'));
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.getByRole('alert').getByText('url: not there').waitFor();
  problems.length = 0;
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.getByText('made-up-signing-secret').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('made-up-signing-secret').waitFor({ state: 'detached' });

  const row = page.getByRole('listitem', { name: 'Webhook https://example.org/hook' });
  await row.getByText('Everything is told').waitFor();
  expect(await row.getByText('A report is complete').count()).toBe(0);
  await row.getByRole('button', { name: /^Change/ }).click();
  expect(await dialog.getByLabel('Address').inputValue()).toBe('https://example.org/hook');
  await dialog.getByLabel('Address').fill('https://example.org/moved');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Remove Webhook https://example.org/moved' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => page.getByText('https://example.org/moved').count()).toBe(0);
});

test('a destination says whether it answers, and whether it works', async () => {
  const { page, open } = here.visit;
  await open('/a/1/settings/destinations');
  const silent = page.getByRole('listitem', { name: /^Webhook https:\/\/hooks/ });
  await silent.getByText('Does not answer').waitFor();
  await silent.getByText('3 deliveries wait, the first since').waitFor();
  await silent.getByRole('button', { name: /^Test/ }).click();
  await silent.getByText('hooks.example.org did not answer: nothing listens there.').waitFor();
  await silent.getByText('Does not work').waitFor();
  expect(await findViolations(page)).toEqual([]);
});

test('a forge is heard by its hook, whose secret is shown when asked for, and read back from a time on', async () => {
  const { page, open } = here.visit;
  await open('/a/1/settings/destinations');
  const forge = page.getByRole('listitem', { name: 'GitHub git.example.com/shop/web' });
  const onForges = page.getByRole('button', { name: /^(Hook of|Read back)/ });
  await expect.poll(() => onForges.count()).toBe(2);
  await forge.getByRole('button', { name: /^Hook of/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('https://twinlens.example.com/api/hooks/1').waitFor();
  await dialog.getByText(/content type application\/json/).waitFor();
  expect(await dialog.getByText('5b1f0c').count()).toBe(0);
  await dialog.getByRole('button', { name: 'Show the secret' }).click();
  await dialog.getByText('5b1f0c').waitFor();
  await dialog.getByRole('button', { name: 'Hide the secret' }).waitFor();
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();

  await forge.getByRole('button', { name: /^Read back/ }).click();
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Read back' }).click();
  await dialog.getByText('1 delivery is read back.').waitFor();
  await dialog.getByRole('radio', { name: '1 day' }).check();
  await dialog.getByRole('button', { name: 'Read back' }).click();
  await dialog.getByText(/^\d\d deliveries are read back/).waitFor();
});

test('a job says into what its pull request goes, and that it is closed', async () => {
  const { page, open } = here.visit;
  await open('/a/1/jobs/930');
  await page.getByText('Into main').waitFor();
  expect(await page.getByText('Pull request closed').count()).toBe(0);
  await open('/a/1/jobs/800');
  await page.getByText('Into release/2026-12').waitFor();
  await page.getByText('Pull request closed').waitFor();
});

test('the ledger is filtered by state and destination, and each delivery says what was answered', async () => {
  const { page, open } = here.visit;
  await open('/a/1/settings/deliveries');
  const rows = page.locator('.delivery');
  await expect.poll(() => rows.count()).toBe(50);
  await page.getByRole('button', { name: 'Older deliveries' }).click();
  await expect.poll(() => rows.count()).toBe(60);
  await page.getByLabel('State').selectOption('Refused');
  await expect.poll(() => rows.count()).toBe(1);
  expect(page.url()).toContain('state=refused');
  await page.getByLabel('Destination').selectOption('GitHub git.example.com/shop/web');
  await page.getByRole('heading', { name: 'No deliveries' }).waitFor();
  await page.getByLabel('Destination').selectOption('Any');

  await page.getByRole('link', { name: /was reported as flaky/ }).click();
  await page.getByRole('heading', { name: 'Delivery 61' }).waitFor();
  await page.getByText('answered 410: This hook was removed.').first().waitFor();
  await page.getByText('x-twinlens-delivery: 61').waitFor();
  await page.getByRole('button', { name: 'Tell it again' }).click();
  await page.getByRole('status').getByText('Waiting').waitFor();
  await page.getByRole('link', { name: 'All deliveries' }).click();
  await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
});

test('somebody is asked by name for a review, and the page says so', async () => {
  const { page, open, problems } = here.visit;
  await open('/a/1/jobs/930');
  await page.getByRole('button', { name: 'Ask for a review' }).click();
  const dialog = page.getByRole('dialog');
  const who = dialog.getByLabel('Who');
  // Not whoever asks.
  await expect
    .poll(() => who.getByRole('option').allTextContents())
    .toEqual(['Grace Hopper', 'Margaret Hamilton']);
  await who.selectOption('Margaret Hamilton');
  expect(await findViolations(page)).toEqual([]);
  here.server.refuseNext('askForReview', new TwinlensError('not_found', 'there is no such person'));
  await dialog.getByRole('button', { name: 'Ask' }).click();
  await dialog.getByRole('alert').getByText('there is no such person').waitFor();
  problems.length = 0;
  await dialog.getByRole('button', { name: 'Ask' }).click();
  await dialog.getByText('Margaret Hamilton was asked.').waitFor();
});

test('the inbox counts what is unread in the header, until it is read', async () => {
  const { page, open } = here.visit;
  await open('/a/1/jobs');
  await page.getByRole('link', { name: 'Inbox, 3 unread' }).click();
  await page.getByText('3 not read yet.').waitFor();
  await page.getByRole('button', { name: /^Mark as read: web-shop: 52/ }).click();
  await page.getByRole('link', { name: 'Inbox, 2 unread' }).waitFor();
  await page.getByRole('link', { name: /Grace Hopper mentioned you/ }).click();
  await page.getByRole('heading', { name: /accent colours/ }).waitFor();
  await page.getByRole('link', { name: 'Inbox, 1 unread' }).click();
  await page.getByRole('link', { name: 'Unread', exact: true }).click();
  await expect.poll(() => page.locator('.inbox-notice').count()).toBe(1);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByRole('heading', { name: 'Everything is read' }).waitFor();
  await page.getByRole('link', { name: 'Inbox', exact: true }).waitFor();
});

test('how I hear of what, and what I follow, is chosen by keyboard, and holds once saved', async () => {
  const { page, open } = here.visit;
  await open('/a/1/inbox/settings');
  const group = page.getByRole('group', { name: 'Somebody mentions me' });
  await group.getByRole('radio', { name: 'At once' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await group.getByRole('radio', { name: 'Once a day' }).isChecked()).toBe(true);
  await page.getByRole('textbox', { name: /^Component/ }).fill('Button/*');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Stop following Checkout/*' }).click();
  await page.getByText('Not saved yet.').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await page.reload();
  await group.waitFor();
  expect(await group.getByRole('radio', { name: 'Once a day' }).isChecked()).toBe(true);
  const follows = page.getByRole('region', { name: 'Components I follow' });
  expect(await follows.getByRole('listitem').allTextContents()).toEqual(['Button/*Stop']);
});
