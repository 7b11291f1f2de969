/** A library that is sent again, by another commit, although nothing in it has changed. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { call, operations } from '@twinlens/contract';
import {
  eventually,
  type RunningTwinlens,
  runHappo,
  type SignedIn,
  signIn,
  startTwinlens,
} from '@twinlens/testing';
import { launchChromium } from '@twinlens/testing/browser';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorkingCopy, type WorkingCopy } from '../src/demo/working-copy.ts';

let folder: string;
let twinlens: RunningTwinlens;
let person: SignedIn;
let library: WorkingCopy;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  library = await makeWorkingCopy(join(folder, 'library'), process.env);
  twinlens = await startTwinlens({
    dataFolder: join(folder, 'data'),
    databaseUrl: await createPostgresDatabase(),
  });
  person = await signIn(twinlens);
});

afterAll(async () => {
  await twinlens?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** Builds the library from its sources. */
async function build(): Promise<void> {
  const storybook = join(library.folder, 'node_modules/storybook/dist/bin/dispatcher.js');
  await promisify(execFile)(
    process.execPath,
    [storybook, 'build', '--quiet', '--output-dir=built'],
    {
      cwd: library.folder,
      env: { ...process.env, HAPPO: 'true', STORYBOOK_DISABLE_TELEMETRY: '1' },
    },
  );
}

/** Sends what was built, with a word about the commit in it that no page loads. */
async function send(after: string, before = after): Promise<void> {
  await writeFile(
    join(library.folder, 'prebuilt.config.mjs'),
    `export default {
      endpoint: process.env.TWINLENS_URL,
      integration: { type: 'storybook', usePrebuiltPackage: true },
      targets: { chrome: { type: 'chrome', viewport: '800x600' } },
    };`,
  );
  await rm(join(library.folder, '.out'), { recursive: true, force: true });
  await cp(join(library.folder, 'built'), join(library.folder, '.out'), { recursive: true });
  await writeFile(join(library.folder, '.out', 'commit.txt'), after);
  const args = ['--config', './prebuilt.config.mjs', '--beforeSha', before, '--afterSha', after];
  expect(await runHappo({ cwd: library.folder, twinlens, args })).toMatchObject({ code: 0 });
}

const reportOf = (sha: string) =>
  eventually(`the report of ${sha}`, () => {
    const { account, project } = person;
    return person.read(operations.getReport, { params: { account, project, sha } });
  });

test('nothing is rendered again, and the pages say so', async () => {
  await build();
  await send('first1');
  expect(await reportOf('first1')).toMatchObject({ rendered: 22, copied: 0 });

  await build();
  await send('second2', 'first1');
  const comparison = await person.compared('first1', 'second2');
  expect(comparison).toMatchObject({ state: 'success', counts: { unchanged: 22 } });
  const report = await reportOf('second2');
  expect(report).toMatchObject({ rendered: 0, copied: 22, carriedOver: 0 });
  const first = await reportOf('first1');
  const requests = new Set(first.snapshots.map(({ snapRequestId }) => snapRequestId));
  expect(report.snapshots.some(({ snapRequestId }) => requests.has(snapRequestId))).toBe(false);

  const { account, project, cookie } = person;
  const headers = { cookie, origin: twinlens.url };
  const body = { name: 'Ada', email: 'ada@example.org', password: 'ten characters' };
  await call({ origin: twinlens.url, headers }, operations.setUpAccount, { body });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ extraHTTPHeaders: { cookie } });
    await page.goto(`${twinlens.url}/a/${account}/report/second2?p=${project}`);
    await page.getByText('0 rendered, 22 copied from earlier captures').waitFor();
    const path = `/a/${account}/p/${project}/compare/first1/second2?t=unchanged&c=0`;
    await page.goto(twinlens.url + path);
    await page.getByText('Copied from an earlier capture: nothing that').waitFor();
    await page.getByRole('link', { name: 'Capture log' }).click();
    await page.getByText('22 of 22 pictures were copied from earlier captures').waitFor();
    await page.goto(`${twinlens.url}/a/${account}/settings/capture-cache`);
    await page.getByText('50% of pictures').first().waitFor();
  } finally {
    await browser.close();
  }
}, 180_000);
