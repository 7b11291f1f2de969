import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-edge-'));
});
afterAll(() => rm(folder, { recursive: true }));

const main = join(import.meta.dirname, '../src/main.ts');

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

async function plan(topology: unknown): Promise<Outcome> {
  const path = join(folder, 'topology.json');
  await writeFile(path, typeof topology === 'string' ? topology : JSON.stringify(topology));
  return new Promise((resolve) => {
    execFile(process.execPath, [main, 'plan', path], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const server = { name: 'a', address: '10.0.0.1', port: 4750 };
const good = {
  listen: [{ address: '::', port: 80 }],
  routes: [{ prefix: '/', backend: 'app' }],
  backends: [{ name: 'app', ready: '/health/ready', servers: [server] }],
};

test('prints the configuration made from a good topology', async () => {
  const { code, stdout } = await plan(good);
  expect(code).toBe(0);
  expect(stdout).toContain('bind [::]:80');
  expect(stdout).toContain('use_backend app if { path_beg / }');
  expect(stdout).toContain('server a 10.0.0.1:4750');
  expect(await plan(good)).toEqual({ code: 0, stdout, stderr: '' });
});

test('names every contradiction and prints no configuration', async () => {
  const { code, stdout, stderr } = await plan({
    ...good,
    routes: [{ prefix: '/', backend: 'gone' }],
    backends: [{ ...good.backends[0], servers: [server, server] }],
  });
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('backend "gone", which is not declared');
  expect(stderr).toContain('declares server "a" twice');
});

test.each([
  [
    'a line break in a name',
    { ...good, backends: [{ ...good.backends[0], name: 'app\n  server x' }] },
  ],
  ['a space in an address', { ...good, listen: [{ address: '0.0.0.0 ssl crt /x', port: 80 }] }],
  ['an unknown key', { ...good, cache: true }],
  ['no JSON', 'listen: 80'],
])('refuses %s', async (_, topology) => {
  const { code, stdout } = await plan(topology);
  expect(code).toBe(1);
  expect(stdout).toBe('');
});
