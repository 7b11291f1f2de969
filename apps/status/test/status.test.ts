import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call, check, SummaryDocument, statusOperations } from '@twinlens/contract';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { main, type StatusProgram, startStatus } from './status-program.ts';

let watched: Server;
let healthy = true;
let status: StatusProgram;

beforeAll(async () => {
  watched = createServer((_request, response) => response.writeHead(healthy ? 200 : 503).end());
  watched.listen(0, '127.0.0.1');
  await once(watched, 'listening');
  const { port } = watched.address() as AddressInfo;
  status = await startStatus({ watch: `http://127.0.0.1:${port}` });
});
afterAll(async () => {
  watched.closeAllConnections();
  watched.close();
  await status.stop();
});

async function summary() {
  const response = await fetch(`${status.url}/api/v2/summary.json`);
  const checked = check(SummaryDocument, await response.json());
  if (!checked.ok) throw new Error(checked.problem);
  return checked.value;
}

const states = async () =>
  Object.fromEntries((await summary()).components.map(({ name, status }) => [name, status]));

test('says operational, then outage once it is confirmed, then operational again', async () => {
  const up = { API: 'operational', 'Web UI': 'operational' };
  const down = { API: 'major_outage', 'Web UI': 'major_outage' };
  const patience = { timeout: 30_000, interval: 100 };
  await vi.waitFor(
    async () => expect(await (await fetch(status.url)).text()).toContain('Last checked'),
    patience,
  );
  expect(await states()).toEqual(up);
  expect(await (await fetch(status.url)).text()).toContain('All Systems Operational');

  healthy = false;
  await vi.waitFor(async () => expect(await states()).toEqual(down), patience);
  const page = await (await fetch(status.url)).text();
  expect(page).toContain('Major Service Outage');
  expect(page).toContain('answered 503');
  const { incidents } = await summary();
  expect(incidents.map((one) => [one.name, one.status])).toEqual([
    ['API and Web UI not available', 'investigating'],
  ]);

  healthy = true;
  await vi.waitFor(async () => expect(await states()).toEqual(up), patience);
  const after = await summary();
  // People close what monitors opened.
  expect(after.incidents.map((one) => one.status)).toEqual(['monitoring']);
});

test('only those with the token may write', async () => {
  const client = { origin: status.url };
  const body = { name: 'Not true' };
  for (const headers of [{}, { authorization: 'Bearer a guess' }]) {
    await expect(
      call({ ...client, headers }, statusOperations.openIncident, { body }),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
  }
  expect((await fetch(status.url, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${status.url}/admin`)).status).toBe(404);
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
  expect(output).toContain('TWINLENS_STATUS_DATA');
  expect(output).toContain('TWINLENS_STATUS_WATCH');
  expect(output).toContain('TWINLENS_STATUS_PORT');
});

test('says what is wrong in a settings file, and does not start', async () => {
  const settings = {
    components: [{ id: 'api', name: 'API' }],
    monitors: [
      {
        id: 'one',
        title: 'One',
        component: 'nothing',
        dependsOn: ['two'],
        probe: { kind: 'http', url: 'http://127.0.0.1:1' },
      },
    ],
  };
  await expect(startStatus({ settings })).rejects.toThrow(
    /there is no component "nothing"[\s\S]*there is no monitor "two"/,
  );
  await expect(
    startStatus({ settings: { ...settings, whenUnavailabel: { policy: 'open' } } }),
  ).rejects.toThrow(/whenUnavailabel|additional/);
});

test('ends on SIGTERM', async () => {
  expect(await status.stop()).toEqual([0, null]);
});
