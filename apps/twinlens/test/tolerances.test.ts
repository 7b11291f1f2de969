/** A tolerance in the configuration of the stock client, from its command to the verdict. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations } from '@twinlens/contract';
import {
  type RunningTwinlens,
  runHappo,
  type SignedIn,
  signIn,
  startTwinlens,
} from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
let site: Server;
let host: string;
let twinlens: RunningTwinlens;
let person: SignedIn;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  site = createServer((request, response) => {
    const colour = new URL(request.url ?? '/', 'http://site').searchParams.get('button');
    response.setHeader('content-type', 'text/html');
    response.end(
      `<!doctype html><title>Page</title><button style="border:0;width:200px;height:60px;background:${colour}">Buy</button>`,
    );
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  twinlens = await startTwinlens({
    dataFolder: join(folder, 'data'),
    databaseUrl: await createPostgresDatabase(),
    allowPrivateHosts: [host],
  });
  person = await signIn(twinlens);
  await send('base', { Pay: 'rgb(60 90 160)', Shop: 'rgb(60 90 160)' });
});
afterAll(async () => {
  await twinlens?.stop();
  site?.closeAllConnections();
  site?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** Sends the pages of a commit, each with a button of its colour. */
async function send(
  sha: string,
  buttons: Record<string, string>,
  { before = sha, deepCompare }: { before?: string; deepCompare?: object } = {},
) {
  const pages = Object.entries(buttons).map(([title, button]) => ({
    title,
    url: `http://${host}/?${new URLSearchParams({ button })}`,
  }));
  await writeFile(
    join(folder, 'happo.config.mjs'),
    `export default {
      endpoint: process.env.TWINLENS_URL,
      integration: { type: 'pages', pages: ${JSON.stringify(pages)} },
      targets: { chrome: { type: 'chrome', viewport: '400x300' } },
      deepCompare: ${JSON.stringify(deepCompare)},
    };`,
  );
  const args = ['--beforeSha', before, '--afterSha', sha];
  const run = await runHappo({ cwd: folder, twinlens, args });
  expect(run, run.stderr).toMatchObject({ code: 0 });
}

test('what is within the tolerance of the configuration needs no review, the rest does', async () => {
  const buttons = { Pay: 'rgb(63 92 163)', Shop: 'rgb(200 60 60)' };
  const deepCompare = { compareThreshold: 0.002 };
  await send('tolerant', buttons, { before: 'base', deepCompare });
  const { id, state, counts, policy } = await person.compared('base', 'tolerant');
  expect(state).toBe('needs-review');
  expect(counts).toMatchObject({ changed: 1, tolerated: 1, unchanged: 0, unstable: 0 });
  expect(policy).toMatchObject({ deepCompare });
  const params = { account: person.account, comparison: id };
  const query = { kind: 'tolerated' as const };
  const { changes } = await person.read(operations.listChanges, { params, query });
  expect(changes).toMatchObject([{ component: 'Pay', toleratedWhy: 'within 0.002' }]);
});

test('without one, the same difference needs a review', async () => {
  const buttons = { Pay: 'rgb(63 92 163)', Shop: 'rgb(60 90 160)' };
  await send('exact', buttons, { before: 'base' });
  const { state, counts } = await person.compared('base', 'exact');
  expect(state).toBe('needs-review');
  expect(counts).toMatchObject({ changed: 1, tolerated: 0, unchanged: 1 });
});
