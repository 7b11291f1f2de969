/** `twinlens wait` as a build runs it, against everything that `twinlens up` starts. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type CallInput, call, type OperationShape, operations } from '@twinlens/contract';
import {
  eventually,
  type RunningTwinlens,
  type SignedIn,
  signIn,
  startTwinlens,
} from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';

const command = resolve(import.meta.dirname, '../src/main.ts');

let folder: string;
let databaseUrl: string;
let twinlens: RunningTwinlens;
let person: SignedIn;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  databaseUrl = await createPostgresDatabase();
  twinlens = await startTwinlens({ dataFolder: join(folder, 'data'), databaseUrl });
  person = await signIn(twinlens);
});
afterAll(async () => {
  await twinlens?.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Waiting {
  /** What it has said so far on standard error. */
  said(): string;
  ended: Promise<{ code: number; stdout: string; stderr: string }>;
}

function wait(args: string[], env: Record<string, string> = {}): Waiting {
  const { url, apiKey, apiSecret } = twinlens;
  const ended = Promise.withResolvers<Awaited<Waiting['ended']>>();
  const child = execFile(
    process.execPath,
    [command, 'wait', ...args],
    {
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        TWINLENS_URL: url,
        HAPPO_API_KEY: apiKey,
        HAPPO_API_SECRET: apiSecret,
        ...env,
      },
    },
    (error, stdout, stderr) =>
      ended.resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
  );
  let said = '';
  child.stderr?.on('data', (text: string) => {
    said += text;
  });
  return { said: () => said, ended: ended.promise };
}

/** What a build machine sends. */
function send<T extends OperationShape>(operation: T, input: CallInput<T>) {
  const { url, apiKey, apiSecret } = twinlens;
  const basic = Buffer.from(`${apiKey}:${apiSecret}`).toString('base64');
  return call({ origin: url, headers: { authorization: `Basic ${basic}` } }, operation, input);
}

const start = (sha1: string, sha2: string, project = 'default') =>
  send(operations.startJob, { params: { sha1, sha2 }, body: { project } });

/** Pictures of other people's servers: nothing has to be drawn for them. */
const record = (sha: string, colours: Record<string, string>) =>
  send(operations.createReport, {
    params: { sha },
    body: {
      snaps: Object.entries(colours).map(([component, colour]) => ({
        component,
        variant: 'default',
        target: 'native',
        url: `https://pictures.invalid/${colour}.png`,
      })),
    },
  });

const compare = (sha1: string, sha2: string) =>
  send(operations.compareReports, { params: { sha1, sha2 }, body: { isAsync: true } });

test('a commit with changes needs review, and passes once they are accepted', async () => {
  await record('a', { Button: 'red', Card: 'red', Same: 'red' });
  await start('a', 'b');
  const file = join(folder, 'verdict.xml');
  const waiting = wait(['a', 'b', '--junit', file]);
  await eventually('it waits', async () => waiting.said().includes('being taken'));
  await record('b', { Button: 'blue', Card: 'blue', 'New <one>': 'red', Same: 'red' });
  await compare('a', 'b');

  const needed = await waiting.ended;
  expect(needed.code).toBe(1);
  expect(needed.stdout).toMatch(/^b: 3 changes need review$/m);
  expect(needed.stdout).toMatch(/^ {4}2 changed, 1 added, 0 deleted, 1 unchanged$/m);
  expect(needed.stdout).toMatch(/^ {4}changed: Button \/ default \/ native$/m);
  expect(needed.stdout).toContain(
    `${twinlens.url}/a/${person.account}/p/${person.project}/compare/a/b`,
  );
  const junit = await readFile(file, 'utf8');
  expect(junit).toContain('<testsuite name="default" tests="4" failures="4" errors="0">');
  expect(junit).toContain('name="New &lt;one&gt; / default / native"><failure message="added">');

  const { id } = await person.compared('a', 'b');
  await person.read(operations.decideComparison, {
    params: { account: person.account, comparison: id ?? 0 },
    body: { decision: 'accepted' },
  });
  const accepted = await wait(['b', '--json', '--junit', file]).ended;
  expect(accepted.code).toBe(0);
  expect(JSON.parse(accepted.stdout)).toMatchObject({
    sha: 'b',
    state: 'success',
    description: 'All 3 changes were accepted',
    timedOut: false,
    exitCode: 0,
    projects: [{ project: 'default', comparison: { accepted: 3, rejected: 0 } }],
  });
  expect(await readFile(file, 'utf8')).toContain('tests="1" failures="0" errors="0"');

  await person.read(operations.undoDecision, {
    params: { account: person.account, comparison: id ?? 0 },
  });
  await person.read(operations.decideComparison, {
    params: { account: person.account, comparison: id ?? 0 },
    body: { decision: 'rejected' },
  });
  expect((await wait(['b']).ended).code).toBe(1);
});

test('a run that failed is no matter of review, and says why', async () => {
  await start('a', 'broken');
  await send(operations.cancelJob, {
    params: { sha1: 'a', sha2: 'broken' },
    body: { message: 'the build broke', status: 'failure' },
  });
  const file = join(folder, 'failed.xml');
  const failed = await wait(['broken', '--junit', file]).ended;
  expect(failed.code).toBe(2);
  expect(failed.stdout).toContain('default: failure, the build broke');
  expect(await readFile(file, 'utf8')).toContain('<error message="the build broke">');
});

test('a project that is named is waited for, and time runs out', async () => {
  await start('a', 'late');
  await send(operations.cancelJob, {
    params: { sha1: 'a', sha2: 'late' },
    body: { message: 'nothing to test', status: 'success' },
  });
  const args = ['late', '--project', 'default', '--project', 'shop', '--timeout', '1s'];
  const late = await wait([...args, '--json']).ended;
  expect(late.code).toBe(3);
  expect(late.stderr).toBe('1 of 2 projects compared\n');
  expect(JSON.parse(late.stdout)).toMatchObject({
    timedOut: true,
    projects: [{ state: 'success' }, { project: 'shop', job: null, state: 'pending' }],
  });
  expect((await wait(['never', '--timeout', '1s']).ended).stdout).toMatch(
    /^never: No verdict in time. Nothing has been heard of this commit yet$/m,
  );
});

test('wrong arguments and keys are named, and nothing is asked again', async () => {
  for (const [args, env, complaint] of [
    [[], {}, 'name one commit, or two'],
    [['a', '--timeout', 'soon'], {}, '"soon" is not a time'],
    [['a', '--porject', 'x'], {}, "Unknown option '--porject'"],
    [
      ['a'],
      { HAPPO_API_KEY: '', TWINLENS_URL: '' },
      'set TWINLENS_URL, HAPPO_API_KEY and HAPPO_API_SECRET',
    ],
    [
      ['a'],
      { HAPPO_API_SECRET: 'wrong' },
      /the API key or its secret is wrong.* \(request [0-9a-f]{16}\)/,
    ],
  ] as const) {
    const { code, stderr } = await wait([...args], env).ended;
    expect(stderr).toMatch(complaint);
    expect(code).toBe(4);
  }
});

test('a server that is away for a while is asked again', async () => {
  await start('a', 'away');
  const waiting = wait(['away']);
  await eventually('it waits', async () => waiting.said().includes('being taken'));
  await twinlens.stop();
  await eventually('it says so', async () =>
    /could not reach .*; asking again in/.test(waiting.said()),
  );
  const port = Number(new URL(twinlens.url).port);
  const { apiKey, apiSecret } = twinlens;
  twinlens = {
    ...(await startTwinlens({ dataFolder: join(folder, 'data'), databaseUrl, port })),
    apiKey,
    apiSecret,
  };
  await send(operations.cancelJob, {
    params: { sha1: 'a', sha2: 'away' },
    body: { message: 'nothing to test', status: 'success' },
  });
  const { code, stderr } = await waiting.ended;
  expect(stderr).toContain('Twinlens answers again');
  expect(code).toBe(0);
});
