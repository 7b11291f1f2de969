/** The way of a person through the pages of a real installation, in a real browser. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWhole, type RunningTwinlens, runHappo, startTwinlens } from '@twinlens/testing';
import { type Browser, findViolations, launchChromium, type Page } from '@twinlens/testing/browser';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
let twinlens: RunningTwinlens;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  twinlens = await startTwinlens({
    dataFolder: join(folder, 'data'),
    databaseUrl: await createPostgresDatabase(),
  });
  browser = await launchChromium();
  await send('red', 'first1', 'first1');
  await send('green', 'second2', 'first1');
});
afterAll(async () => {
  await browser?.close();
  await twinlens?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** One example in a colour, in a package made by hand the way a custom build makes one. */
async function send(colour: string, after: string, before: string): Promise<void> {
  const project = await mkdtemp(join(folder, 'project-'));
  const script = `
    let left = [{ component: 'Card', variant: 'plain' }, { component: 'Card', variant: 'framed' }];
    window.happo = {
      init() {},
      nextExample() {
        const next = left.shift();
        if (next) document.body.innerHTML = '<div style="width:200px;height:100px;background:' +
          (next.variant === 'plain' ? '${colour}' : 'white') + '">' + next.variant + '</div>';
        return next;
      },
    };`;
  await writeFile(
    join(project, 'happo.config.mjs'),
    `import { mkdir, writeFile } from 'node:fs/promises';
    export default {
      endpoint: process.env.TWINLENS_URL,
      integration: { type: 'custom', async build() {
        await mkdir('out', { recursive: true });
        await writeFile('out/examples.js', ${JSON.stringify(script)});
        return { rootDir: 'out', entryPoint: 'examples.js' };
      } },
      targets: { chrome: { type: 'chrome', viewport: '400x300' } },
    };`,
  );
  const args = ['--beforeSha', before, '--afterSha', after, '--message', `Paint it ${colour}`];
  expect(await runHappo({ cwd: project, twinlens, args })).toMatchObject({ code: 0 });
}

interface Visit {
  page: Page;
  /** Whatever a browser's console would show in red or yellow. */
  problems: string[];
  looksRight(): Promise<void>;
}

async function visit(width: number, colorScheme: 'light' | 'dark'): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  return {
    page,
    problems,
    async looksRight() {
      expect(await findViolations(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      expect(problems).toEqual([]);
    },
  };
}

const ada = { email: 'ada@example.org', password: 'a long enough password' };
const badge = `/a/1/p/1/compare/first1/second2/status.svg`;
const badgeText = async () => (await fetch(twinlens.url + badge)).text();

test('comes by the printed link, sets up, finds the change, accepts it and takes it back', async () => {
  const { page, looksRight } = await visit(1280, 'light');
  await page.goto(twinlens.signInUrl);
  await looksRight();
  await page.getByRole('button').click();
  await page.waitForURL('**/welcome');
  await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByLabel(/e-?mail/i).fill(ada.email);
  await page.getByLabel(/password/i).fill(ada.password);
  await looksRight();
  await page.getByRole('button', { name: /continue|save|set|finish|start/i }).click();
  await page.waitForURL('**/a/1/jobs');
  await page.getByText('Paint it green').waitFor();
  await looksRight();
  await page.getByText('Paint it green').click();
  const decision = page.getByRole('region', { name: 'Decision' });
  await decision.getByText('Waiting for a decision').waitFor();
  await page.getByText('plain').first().waitFor();
  await looksRight();
  await expect.poll(badgeText).toContain('1 change');

  await decision.getByRole('button', { name: 'Accept' }).click();
  await decision.getByText('Accepted by Ada Lovelace').waitFor();
  await expect.poll(badgeText).toContain('accepted');
  await page.reload();
  await decision.getByText('Accepted by Ada Lovelace').waitFor();
  await decision.getByRole('button', { name: 'Undo' }).click();
  await decision.getByText('Waiting for a decision').waitFor();
  await expect.poll(badgeText).toContain('1 change');
  await looksRight();
}, 120_000);

test('the link works once', async () => {
  const { page } = await visit(1280, 'light');
  await page.goto(twinlens.signInUrl);
  await page.getByRole('button').click();
  await page
    .getByText(/used|no longer|expired/i)
    .first()
    .waitFor();
  await page.goto(`${twinlens.url}/a/1/jobs`);
  await page.waitForURL('**/sign-in**');
});

const windows: [width: number, scheme: 'light' | 'dark'][] = [
  [1280, 'light'],
  [390, 'dark'],
];
if (isWhole) windows.push([1280, 'dark'], [390, 'light']);
test.each(windows)(
  'signs in by password and looks through the pages at %i pixels, %s',
  async (width, scheme) => {
    const { page, looksRight } = await visit(width, scheme);
    await page.goto(`${twinlens.url}/a/1/p/1/compare/first1/second2`);
    await page.waitForURL('**/sign-in**');
    await looksRight();
    await page.getByLabel(/e-?mail/i).fill(ada.email);
    await page.getByLabel(/password/i).fill(ada.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/compare/**');
    await page.getByText('Waiting for a decision').waitFor();
    await looksRight();
    for (const path of [
      '/a/1/jobs',
      '/a/1/async-reports/2',
      '/a/1/report/second2',
      '/a/1/settings',
    ]) {
      await page.goto(twinlens.url + path);
      await page.locator('h1').first().waitFor();
      await page.waitForFunction(() => document.querySelector('.skeleton') === null);
      await looksRight();
    }
  },
  120_000,
);
