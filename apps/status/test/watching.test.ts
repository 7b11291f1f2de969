/** What whoever runs the status program sees of it: figures, and ids of requests. */
import {
  answeredMetrics,
  compareMetrics,
  documentedMetrics,
  eventually,
  freePort,
} from '@twinlens/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quietSettings, type StatusProgram, startStatus } from './status-program.ts';

let port: number;
let status: StatusProgram;
beforeAll(async () => {
  port = await freePort();
  const probe = { kind: 'http', url: 'http://127.0.0.1:1/' };
  const monitor = { id: 'door', title: 'Door', component: 'api', everySeconds: 1, probe };
  status = await startStatus({
    settings: { ...quietSettings, monitors: [monitor] },
    env: { TWINLENS_STATUS_METRICS_PORT: String(port) },
  });
});
afterAll(() => status?.stop());

test('answers the figures of the documentation, on a port of their own', async () => {
  const text = await eventually('a check is counted', async () => {
    const answer = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    return answer.includes('twinlens_status_checks_total{monitor="door",ok="no"}') && answer;
  });
  expect(compareMetrics(documentedMetrics('status'), answeredMetrics(text))).toEqual([]);
  expect((await fetch(`${status.url}/metrics`)).status).toBe(404);
});

test('names a refused request to programs and to people', async () => {
  const asked = await fetch(`${status.url}/nothing`);
  const id = asked.headers.get('x-request-id');
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(await asked.json()).toMatchObject({ code: 'not_found', requestId: id });
  const page = await fetch(`${status.url}/nothing`, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain(`Request ${page.headers.get('x-request-id')}`);
});
