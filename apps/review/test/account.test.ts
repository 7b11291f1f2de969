import { TwinlensError } from '@twinlens/contract';
import { type Browser, findViolations, launchChromium } from '@twinlens/testing/browser';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type MadeUpServer, startMadeUpServer } from '../made-up/server.ts';
import { startVisit, type Visit } from './visit.ts';

let browser: Browser;
let server: MadeUpServer;
let visit: Visit;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startMadeUpServer();
  visit = await startVisit(browser, server);
});
afterEach(async () => {
  await visit.close();
  await server.close();
});

async function signIn(password: string): Promise<void> {
  const { page } = visit;
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a stranger signs in and arrives where they wanted to go', async () => {
  const { page, open } = visit;
  await open('/a/1/jobs');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto(`${server.origin}/a/1/settings?x=1`);
  await page.waitForURL(/\/sign-in\?next=/);
  await signIn('wrong');
  await page.getByRole('alert').getByText('do not belong together').waitFor();
  await signIn('correct horse');
  await page.getByRole('heading', { name: 'API keys' }).waitFor();
});

test('signing in never leads to another site', async () => {
  const { page, open } = visit;
  for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
    await open(`/sign-in?next=${encodeURIComponent(next)}`);
    await signIn('correct horse');
    await page.getByRole('heading', { name: 'Jobs' }).waitFor();
    expect(new URL(page.url()).origin).toBe(server.origin);
  }
});

test('the first administrator chooses a password', async () => {
  const { page, open } = visit;
  await open('/welcome');
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password').fill('a long password');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Jobs' }).waitFor();
  expect(server.calls.map(({ operation }) => operation)).toContain('setUpAccount');
});

test('a key is created, its secret shown once, and revoked after a question', async () => {
  const { page, open } = visit;
  await open('/a/1/settings');
  await page.getByRole('button', { name: 'Create a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Label').fill('Nightly');
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.getByText('made-up-secret').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('Nightly').waitFor();
  expect(await page.getByText('made-up-secret').count()).toBe(0);

  await page.getByRole('button', { name: 'Revoke Nightly' }).click();
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('button', { name: 'Revoke Nightly' }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await page.getByText('Nightly').count()).toBe(0);
});

test('keys of runs say what they are for and when they end', async () => {
  const { page, open } = visit;
  await open('/a/1/settings');
  const workflow = page
    .getByRole('listitem')
    .filter({ hasText: 'git.example.com/shop/web' })
    .first();
  expect(await workflow.textContent()).toMatch(/Workflow.*only web-shop.*expires in [56] hr/);
  const pullRequest = page.getByRole('listitem').filter({ hasText: '/pull/418' });
  expect(await pullRequest.textContent()).toMatch(/Pull request.*expires in 1 hr/);
});

test('a repository is connected, switched and disconnected after a question', async () => {
  const { page, open } = visit;
  await open('/a/1/settings');
  await page.getByRole('link', { name: 'Repositories' }).click();
  await page.getByRole('button', { name: 'Connect a repository' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Repository').fill('git.example.com/shop/web');
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await dialog.getByRole('alert').getByText('is connected already').waitFor();
  await dialog.getByLabel('Repository').fill('git.example.com/shop/app');
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await dialog.waitFor({ state: 'detached' });

  const group = page.getByRole('group', { name: 'git.example.com/shop/app' });
  const workflows = group.getByRole('checkbox', { name: 'Workflows may sign in' });
  const pullRequests = group.getByRole('checkbox', { name: 'Pull requests without keys' });
  expect([await workflows.isChecked(), await pullRequests.isChecked()]).toEqual([true, false]);
  await pullRequests.check();
  await group.locator('input:disabled').first().waitFor({ state: 'detached' });
  await page.reload();
  await pullRequests.waitFor();
  expect([await workflows.isChecked(), await pullRequests.isChecked()]).toEqual([true, true]);

  server.refuseNext('changeRepository', new TwinlensError('forbidden', 'only administrators may'));
  await workflows.click();
  await page.getByText('Nothing was changed').first().waitFor();
  expect(await workflows.isChecked()).toBe(true);

  await page.getByRole('button', { name: 'Disconnect git.example.com/shop/app' }).click();
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await group.count()).toBe(0);
});

test('tolerances are chosen by keyboard, with rules for single examples, and hold once saved', async () => {
  const { page, open } = visit;
  await open('/a/1/settings');
  await page.getByRole('link', { name: 'Tolerances' }).click();
  const save = page.getByRole('button', { name: 'Save' });
  await save.waitFor();
  expect(await save.isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: /^Pictures that differ by little pass/ }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('0.01');
  const distance = page.getByRole('spinbutton', { name: 'Largest distance of a pixel' });
  expect(await distance.inputValue()).toBe('0.01');
  await page.getByRole('checkbox', { name: /^Blank space/ }).check();
  await page.getByText('Not saved yet.').waitFor();

  await page.getByRole('button', { name: 'Add a rule' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Component').fill('Clock');
  await dialog.getByRole('checkbox', { name: 'A tolerance of their own' }).uncheck();
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.getByRole('alert').getByText('Say what is different').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('checkbox', { name: 'Kinds of their own that pass' }).check();
  await dialog.getByRole('checkbox', { name: /^Moved/ }).check();
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Remove the rule for Avatar/000, chrome-phone' }).click();

  server.refuseNext('setPolicy', new TwinlensError('forbidden', 'only administrators may'));
  await save.click();
  await page.getByRole('alert').getByText('only administrators may').waitFor();
  await save.click();
  await page.getByText('Saved. It holds from the next comparison on.').waitFor();
  await page.reload();
  await page.getByText('passes: moved').waitFor();
  expect(await distance.inputValue()).toBe('0.01');
  expect(await page.getByRole('listitem').filter({ hasText: 'Avatar/000' }).count()).toBe(0);
});

test('who decides is chosen for a project, with owners of components, and holds once saved', async () => {
  const { page, open } = visit;
  await open('/a/1/settings');
  await page.getByRole('link', { name: 'Reviewing' }).click();
  await page.getByRole('radio', { name: 'Administrators only' }).check();
  await page.getByRole('spinbutton', { name: /^People who have to accept/ }).fill('2');
  await page.getByText('Not saved yet.').waitFor();
  await page.getByRole('textbox', { name: /^Component/ }).fill('Checkout/*');
  await page.getByRole('textbox', { name: /^E-mail/ }).fill('ada@example.com, ben@example.com');
  await page.keyboard.press('Enter');
  await page.getByText('ada@example.com, ben@example.com').waitFor();
  await page.getByRole('button', { name: 'Remove the owners of Avatar/*' }).click();
  expect(await findViolations(page)).toEqual([]);

  const save = page.getByRole('button', { name: 'Save' });
  server.refuseNext('setReviewRules', new TwinlensError('invalid_request', 'owners/0: no'));
  await save.click();
  await page.getByRole('alert').getByText('owners/0: no').waitFor();
  await save.click();
  await page.getByText('Saved. It holds from the next decision on.').waitFor();
  await page.reload();
  await page.getByText('ada@example.com, ben@example.com').waitFor();
  expect(await page.getByRole('radio', { name: 'Administrators only' }).isChecked()).toBe(true);
  expect(await page.getByText('Avatar/*').count()).toBe(0);
});

test('what commits are told in an outage is chosen for a project, and who chose it is listed', async () => {
  const { page, open } = visit;
  await open('/a/1/settings');
  await page.getByRole('link', { name: 'Outages' }).click();
  await page.getByText('Let them through, after 10 min').waitFor();
  await page.getByRole('radio', { name: /^Leave it to the build/ }).check();
  await page.getByRole('spinbutton', { name: /^Minutes it has to be gone/ }).fill('15');
  await page.getByText('Not saved yet.').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. It holds from the next outage on.').waitFor();
  await page.reload();
  await page.getByText('Leave it to the build, after 15 min').waitFor();
  expect(await page.getByRole('radio', { name: /^Leave it to the build/ }).isChecked()).toBe(true);
});

test('the capture cache is turned on again for an example', async () => {
  const { page, open } = visit;
  await open('/a/1/settings/capture-cache');
  await page.getByText('0.1% of those').waitFor();
  const first = page.getByRole('listitem').filter({ hasText: 'Avatar/000' });
  server.refuseNext(
    'turnCaptureCacheOn',
    new TwinlensError('forbidden', 'only administrators may'),
  );
  const turnOn = page.getByRole('button', { name: /^Turn on for Avatar\/000/ });
  await turnOn.click();
  await page.getByText('It stays turned off').first().waitFor();
  await turnOn.click();
  await first.waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: /^Turn on for/ }).count()).toBe(2);
});

test('workers are drained, quarantined and put back, and say what they lack', async () => {
  const { page, open } = visit;
  await open('/a/1/settings');
  await page.getByRole('link', { name: 'Workers' }).click();
  const firefox = page.getByRole('row', { name: /^Firefox/ });
  expect(await firefox.textContent()).toContain('12 captures wait, and fail after six hours');
  const webkit = page.getByRole('listitem').filter({ hasText: 'rack2-webkit' });
  expect(await webkit.first().textContent()).toMatch(
    /quarantined.*does not have the pixels of 3 other workers.*WebKit, emulated iPhone/,
  );
  const build = page.getByRole('listitem').filter({ hasText: 'build-7' }).first();
  await page.getByRole('button', { name: 'Drain build-7' }).click();
  await build.getByText('draining', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Put build-7 back to service' }).click();
  await build.getByText('capturing', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Quarantine build-7' }).click();
  const dialog = page.getByRole('dialog');
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Quarantine' }).click();
  await build.getByText('quarantined by Ada Lovelace').waitFor();
});

test('a token for workers is shown once, and revoked after a question', async () => {
  const { page, open } = visit;
  await open('/a/1/settings/workers');
  await page.getByRole('button', { name: 'Create a token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Label').fill('Mac');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.getByText('made-up-token').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('Mac', { exact: true }).waitFor();
  expect(await page.getByText('made-up-token').count()).toBe(0);
  await page.getByRole('button', { name: 'Revoke token of rack2-firefox' }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('token revoked').first().waitFor();
});
