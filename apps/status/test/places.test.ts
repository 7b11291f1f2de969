/** Two status programs that watch the same thing, each by a way of its own. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { check, MonitorsDocument, SummaryDocument } from '@twinlens/contract';
import { eventually, freePort } from '@twinlens/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StatusProgram, startStatus } from './status-program.ts';

interface Way {
  url: string;
  opened(open: boolean): Promise<void>;
}

/** An address that leads to the door, or to nothing. */
async function startWay(): Promise<Way> {
  const port = await freePort();
  let server: Server | null = null;
  const opened = async (open: boolean) => {
    server?.closeAllConnections();
    server?.close();
    server = open ? createServer((_request, response) => response.end('open')) : null;
    if (server !== null) await once(server.listen(port, '127.0.0.1'), 'listening');
  };
  await opened(true);
  return { url: `http://127.0.0.1:${port}/`, opened };
}

const settingsFor = (way: Way, places: { name: string; url: string }[] = []) => ({
  incidentsEndedBy: 'monitors',
  components: [{ id: 'door', name: 'Door' }],
  monitors: [
    {
      ...{ id: 'door', title: 'The door', component: 'door', everySeconds: 1 },
      probe: { kind: 'http', url: way.url },
    },
  ],
  places,
});

let ways: { here: Way; elsewhere: Way };
let here: StatusProgram;
let elsewhere: StatusProgram;
/** Named, and not a status program at all. */
let stranger: Server;

beforeAll(async () => {
  const [first, second] = await Promise.all([startWay(), startWay()]);
  ways = { here: first, elsewhere: second };
  stranger = createServer((_request, response) => response.end('{"monitors":"many"}'));
  await once(stranger.listen(0, '127.0.0.1'), 'listening');
  elsewhere = await startStatus({ settings: settingsFor(second) });
  here = await startStatus({
    settings: settingsFor(first, [
      { name: 'Oslo', url: elsewhere.url },
      { name: 'Porto', url: `http://127.0.0.1:${(stranger.address() as AddressInfo).port}` },
    ]),
  });
});
afterAll(async () => {
  await Promise.all([here?.stop(), elsewhere?.stop()]);
  await Promise.all([ways.here.opened(false), ways.elsewhere.opened(false)]);
  stranger.close();
});

const seen = async () =>
  (await (await fetch(`${here.url}/components/door/`)).text()).replace(/<[^>]+>/g, ' ');

const says = (words: string) =>
  eventually(`the page says ${words}`, async () => (await seen()).includes(words));

async function summary() {
  const checked = check(
    SummaryDocument,
    await (await fetch(`${here.url}/api/v2/summary.json`)).json(),
  );
  if (!checked.ok) throw new Error(checked.problem);
  return checked.value;
}

test('what one place alone cannot reach is seen, and no outage', async () => {
  await says('answered 200');
  await ways.here.opened(false);
  await says('from here: nothing listens there; from Oslo: answered 200');
  const { incidents, components } = await summary();
  expect(incidents).toEqual([]);
  expect(components[0]?.status).toBe('operational');
});

test('what it tells others is what it has seen itself', async () => {
  const checked = check(
    MonitorsDocument,
    await (await fetch(`${here.url}/api/monitors.json`)).json(),
  );
  if (!checked.ok) throw new Error(checked.problem);
  expect(checked.value.monitors).toMatchObject([
    { id: 'door', ok: false, seen: 'nothing listens there' },
  ]);
});

test('what no place can reach is an outage, and over once most can', async () => {
  await ways.elsewhere.opened(false);
  const opened = await eventually(
    'an incident is open',
    async () => (await summary()).incidents[0] ?? null,
  );
  expect(opened.incident_updates[0]?.body).toContain(
    'The door: from here: nothing listens there; from Oslo: nothing listens there',
  );
  await ways.elsewhere.opened(true);
  await eventually('it is over', async () => (await summary()).incidents.length === 0);
});

test('a place that is silent does not count', async () => {
  await elsewhere.stop();
  const opened = await eventually(
    'an incident is open',
    async () => (await summary()).incidents[0] ?? null,
  );
  expect(opened.incident_updates[0]?.body).toMatch(/The door: nothing listens there$/);
});

test('who is no status program is said to be none, once', () => {
  const lines = here
    .errors()
    .split('\n')
    .filter((line) => line.includes('"Porto"'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('/api/monitors.json');
});
