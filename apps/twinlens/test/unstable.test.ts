/** A page that shows something else whenever it is asked for, captured through everything there is. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
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
  startTwinlens,
} from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
let site: Server;
let host: string;
let twinlens: RunningTwinlens;
let person: SignedIn;
let answers = 0;

const box = (left: number, colour: string) =>
  `<div style="position:absolute;top:10px;left:${left}px;width:60px;height:40px;background:${colour}"></div>`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  site = createServer((request, response) => {
    answers += 1;
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
    const live = pathname === '/live' ? box(10, `hsl(${(answers * 37) % 360} 80% 50%)`) : '';
    const button = box(200, searchParams.get('button') ?? 'blue');
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>Page</title>${live}${button}`);
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
  await send('base', {});
  // What is not there yet is nothing to differ from.
  await eventually('the report of base', () =>
    person.read(operations.getReport, {
      params: { account: person.account, project: person.project, sha: 'base' },
      query: {},
    }),
  );
});
afterAll(async () => {
  await twinlens?.stop();
  site?.closeAllConnections();
  site?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** Sends both pages of a commit, with buttons of these colours. */
async function send(sha: string, buttons: { live?: string; steady?: string }, before = sha) {
  const pageOf = (title: string, path: 'live' | 'steady') => ({
    title,
    url: `http://${host}/${path}?${new URLSearchParams({ sha, button: buttons[path] ?? 'blue' })}`,
  });
  const pages = JSON.stringify([pageOf('Live', 'live'), pageOf('Steady', 'steady')]);
  await writeFile(
    join(folder, 'happo.config.mjs'),
    `export default {
      endpoint: process.env.TWINLENS_URL,
      integration: { type: 'pages', pages: ${pages} },
      targets: { chrome: { type: 'chrome', viewport: '400x300' } },
    };`,
  );
  const args = ['--beforeSha', before, '--afterSha', sha];
  const run = await runHappo({ cwd: folder, twinlens, args });
  expect(run, run.stderr).toMatchObject({ code: 0 });
}

/** What is said of the pages of a commit compared with the base. */
async function compareWithBase(sha: string) {
  const { id, state, counts } = await person.compared('base', sha);
  const listed = async (kind: 'changed' | 'unstable') => {
    const params = { account: person.account, comparison: id };
    return (await person.read(operations.listChanges, { params, query: { kind } })).changes;
  };
  return { state, counts, changed: await listed('changed'), unstable: await listed('unstable') };
}

test('is unstable, and the commit is not blamed', async () => {
  await send('nothing', {}, 'base');
  const { state, counts, unstable } = await compareWithBase('nothing');
  expect({ state, ...counts }).toMatchObject({
    state: 'success',
    changed: 0,
    unstable: 1,
    unchanged: 1,
  });
  const [live] = unstable;
  const { before, after } = live ?? {};
  const urls = [before?.image.url, after?.image.url, after?.again?.url];
  expect(new Set(urls).size).toBe(3);
});

test('is changed where the commit changed something else on it', async () => {
  await send('button', { live: 'red' }, 'base');
  const { state, counts, changed } = await compareWithBase('button');
  expect(state).toBe('needs-review');
  expect(counts).toMatchObject({ changed: 1, unstable: 0, unchanged: 1 });
  expect(changed).toMatchObject([{ component: 'Live', after: { again: { width: 400 } } }]);
});

test('an ordinary change is captured twice, and nothing is said of it', async () => {
  const before = answers;
  await send('ordinary', { steady: 'red' }, 'base');
  const { counts, changed, unstable } = await compareWithBase('ordinary');
  expect(counts).toMatchObject({ changed: 1, unstable: 1 });
  expect(changed).toMatchObject([{ component: 'Steady', after: { again: null } }]);
  expect(unstable).toMatchObject([{ component: 'Live' }]);
  // Favicons, if a browser asks for any, are asked for as well.
  expect(answers - before).toBeGreaterThanOrEqual(4);
  const params = { account: person.account, id: changed[0]?.after?.snapRequestId ?? 0 };
  const { log } = await person.read(operations.getSnapRequest, { params });
  const words = log.map(({ text }) => text).join('\n');
  expect(words).toContain('2 pictures that look different now were captured again');
  expect(words).toContain('Unstable, as they differ from themselves: "Live, default"');
});
