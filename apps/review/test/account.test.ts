import { type Browser, findViolations, launchChromium } from '@twinlens/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type MadeUpServer, startMadeUpServer } from './made-up/server.ts';
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
