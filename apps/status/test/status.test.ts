import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const main = join(import.meta.dirname, '../src/main.ts');
let watched: Server;
let healthy = true;
let status: ChildProcess;
let url: string;

beforeAll(async () => {
  watched = createServer((_request, response) => response.writeHead(healthy ? 200 : 503).end());
  watched.listen(0, '127.0.0.1');
  await once(watched, 'listening');
  const { port } = watched.address() as AddressInfo;
  status = spawn(process.execPath, [main], {
    env: { TWINLENS_STATUS_WATCH: `http://127.0.0.1:${port}`, TWINLENS_STATUS_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!status.stdout) throw new Error('no output to read');
  const [line] = await once(createInterface(status.stdout), 'line');
  url = (JSON.parse(String(line)) as { url: string }).url;
});
afterAll(async () => {
  watched.closeAllConnections();
  watched.close();
  if (status.exitCode === null) {
    status.kill('SIGTERM');
    await once(status, 'exit');
  }
});

async function states(): Promise<Record<string, string>> {
  const response = await fetch(`${url}/status.json`);
  const { components } = (await response.json()) as {
    components: { name: string; state: string }[];
  };
  return Object.fromEntries(components.map(({ name, state }) => [name, state]));
}

test('says operational, then outage once it is confirmed, then operational again', async () => {
  const up = { API: 'operational', 'Web UI': 'operational' };
  const down = { API: 'major_outage', 'Web UI': 'major_outage' };
  const patience = { timeout: 30_000, interval: 100 };
  await vi.waitFor(async () => expect(await states()).toEqual(up), patience);
  expect(await (await fetch(url)).text()).toContain('All systems operational');
  healthy = false;
  await vi.waitFor(async () => expect(await states()).toEqual(down), patience);
  expect(await (await fetch(url)).text()).toContain('Outage: API, Web UI');
  healthy = true;
  await vi.waitFor(async () => expect(await states()).toEqual(up), patience);
});

test('can only be read', async () => {
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${url}/admin`)).status).toBe(404);
});

test('ends on SIGTERM', async () => {
  const exited = once(status, 'exit');
  status.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

test('lists every problem with its settings and does not start', async () => {
  const child = spawn(process.execPath, [main], {
    env: { TWINLENS_STATUS_WATCH: 'nowhere', TWINLENS_STATUS_PORT: 'x' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  expect(await once(child, 'close')).toEqual([2, null]);
  expect(output).toContain('TWINLENS_STATUS_WATCH');
  expect(output).toContain('TWINLENS_STATUS_PORT');
});
