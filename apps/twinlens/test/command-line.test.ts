/** Runs of the stock client without a stored key, against a whole installation. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations } from '@twinlens/contract';
import {
  eventually,
  type RunningTwinlens,
  runHappo,
  type SignedIn,
  signIn,
  startHappoOnTerminal,
  startTwinlens,
} from '@twinlens/testing';
import { type Browser, findViolations, launchChromium, type Page } from '@twinlens/testing/browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeProject } from './clients-project.ts';

let folder: string;
let twinlens: RunningTwinlens;
let person: SignedIn;
let browser: Browser;
let page: Page;
const ada = { name: 'Ada', email: 'ada@example.org', password: 'difference engine' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  twinlens = await startTwinlens({ dataFolder: join(folder, 'data') });
  person = await signIn(twinlens);
  browser = await launchChromium();
  page = await browser.newPage();
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser?.close();
  await twinlens?.stop();
  await rm(folder, { recursive: true, force: true });
});

const pageFor = (callbackUrl: string) =>
  `${twinlens.url}/cli/auth?callbackUrl=${encodeURIComponent(callbackUrl)}`;

const post = (path: string, body: unknown) =>
  fetch(twinlens.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: person.cookie, origin: twinlens.url },
    body: JSON.stringify(body),
  });

describe('on a terminal', () => {
  test('a person signs in, presses the button, and the run goes through', async () => {
    await post('/api/account-setup', ada);
    const project = await makeProject(folder);
    await project.configure({ examples: [{ component: 'Card' }] });
    const client = await startHappoOnTerminal({
      cwd: project.folder,
      url: twinlens.url,
      args: ['--beforeSha', 'terminal', '--afterSha', 'terminal'],
    });
    await page.goto(await client.openBrowser());

    // A stranger signs in first, and comes back.
    await page.getByLabel('E-mail').fill(ada.email);
    await page.getByLabel('Password').fill(ada.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const button = page.getByRole('button', { name: 'Authenticate' });
    await button.waitFor();
    expect(await page.getByText('for you, Ada').count()).toBe(1);
    expect(await findViolations(page)).toEqual([]);
    await button.click();
    await page.getByRole('heading', { name: 'is authenticated' }).waitFor();
    expect(await findViolations(page)).toEqual([]);

    expect([await client.ended, client.screen()]).toEqual([0, expect.any(String)]);
    const params = { account: person.account, project: person.project, sha: 'terminal' };
    const report = await eventually('the report', () =>
      person.read(operations.getReport, { params }),
    );
    expect(report.snapshots).toMatchObject([{ component: 'Card' }]);
    const { apiKeys } = await person.read(operations.listApiKeys, {
      params: { account: person.account },
    });
    expect(apiKeys.filter(({ kind }) => kind === 'person')).toMatchObject([
      { label: 'Ada, command line', lastUsedAt: expect.any(String) },
    ]);
  });

  test('a command line that does not answer is said to be the reason', async () => {
    const gone = createServer();
    await new Promise<void>((listening) => gone.listen(0, '127.0.0.1', listening));
    const { port } = gone.address() as AddressInfo;
    await new Promise((closed) => gone.close(closed));
    await page.clock.install();
    await page.goto(pageFor(`http://localhost:${port}/callback`));
    await page.clock.fastForward(10_000);
    await page.getByRole('heading', { name: 'does not answer' }).waitFor();
    expect(await page.getByRole('button', { name: 'Authenticate' }).count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
  });

  test('messages of other pages are not listened to', async () => {
    const server = createServer((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end("<script>parent.postMessage({ type: 'another' }, '*')</script>");
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    await page.clock.install();
    await page.goto(pageFor(`http://127.0.0.1:${port}/callback`));
    await page.evaluate(() => {
      postMessage({ type: 'happo-cli-auth', payload: { phase: 'auth' } }, '*');
    });
    await page.clock.fastForward(10_000);
    await page.getByRole('heading', { name: 'does not answer' }).waitFor();
    server.closeAllConnections();
    server.close();
  });

  test.each([
    'https://evil.example/callback',
    'http://evil.example:4000/callback',
    'http://localhost.evil.example:4000/',
    'http://localhost:4000@evil.example:80/',
    'http://somebody@localhost:4000/',
    'https://localhost:4000/',
    'javascript:alert(1)',
    'http://localhost/',
    '',
  ])('no key is handed to %s', async (callbackUrl) => {
    const answer = await fetch(pageFor(callbackUrl), { headers: { cookie: person.cookie } });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('only handed to a program on your own machine');
  });

  test('the page frames the command line and nothing else, and nobody frames it', async () => {
    const answer = await fetch(pageFor('http://127.0.0.1:4000/callback?"><script>'), {
      headers: { cookie: person.cookie },
    });
    const policy = answer.headers.get('content-security-policy')?.split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(['frame-src http://127.0.0.1:4000', "frame-ancestors 'none'"]),
    );
    expect(await answer.text()).not.toContain('?"><script>');
  });
});

describe('in the run of a pull request', () => {
  const repository = 'https://git.example.org/owner/name';

  const run = async (link: string) => {
    const project = await makeProject(folder);
    await project.configure({ examples: [{ component: 'Card' }] });
    return runHappo({
      cwd: project.folder,
      twinlens: { url: twinlens.url, apiKey: '', apiSecret: '' },
      args: ['--beforeSha', 'main', '--afterSha', 'change', '--link', link],
    });
  };

  test('the address is enough once the repository is connected', async () => {
    const refused = await run(`${repository}/pull/1`);
    expect([refused.code, refused.stdout + refused.stderr]).toEqual([
      1,
      expect.stringContaining('Failed to obtain temporary pull-request token'),
    ]);
    await post(`/api/a/${person.account}/repositories`, {
      repository,
      workflows: false,
      pullRequests: true,
    });
    expect(await run(`${repository}/pull/1`)).toMatchObject({ code: 0 });
    const comparison = await person.compared('main', 'change');
    expect(comparison.counts).toMatchObject({ added: 1 });
    // Another pull request does not replace what this one made.
    const other = await run(`${repository}/pull/2`);
    expect([other.code, other.stdout + other.stderr]).toEqual([
      1,
      expect.stringContaining('made with another key'),
    ]);
  });
});
