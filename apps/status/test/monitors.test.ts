/** What monitors see of a real Twinlens, and what they make of trouble. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { check, type EdgeStatus, SummaryDocument } from '@twinlens/contract';
import { eventually, type RunningTwinlens, startTwinlens } from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DnsDouble, startDnsDouble } from './dns-double.ts';
import { serviceToken } from './server-program.ts';
import { type StatusProgram, startStatus } from './status-program.ts';

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);

let twinlens: RunningTwinlens;
let status: StatusProgram;
let dns: DnsDouble;
let tls: TlsServer;
/** Publishes which generation is wanted, and which is seen. */
let generations: Server;
const generation = { wanted: '17-a1b2', seen: '17-a1b2' };

/** When the edge has looked at itself last; null for now. */
let lookedAt: string | null = null;
const edge: EdgeStatus = {
  get at() {
    return lookedAt ?? new Date().toISOString();
  },
  wanted: 17,
  loaded: 17,
  seen: 17,
  agrees: true,
  lastProvenAt: '2026-06-01T00:00:00.000Z',
  oldWorkers: [],
  routes: [],
  alerts: [],
};

function published(url: string): string {
  if (url === '/status.json') return JSON.stringify(edge);
  return url === '/wanted' ? generation.wanted : generation.seen;
}

const portOf = (server: Server | TlsServer) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  dns = await startDnsDouble();
  const databaseUrl = await createPostgresDatabase();
  dns.answer = { addresses: ['192.0.2.10'], ttl: 60 };
  generations = createServer((request, response) =>
    response.end(published(request.url ?? '')),
  ).listen(0, '127.0.0.1');
  tls = createTlsServer({
    key: readFileSync(fixture('localhost.key.pem')),
    cert: readFileSync(fixture('localhost.cert.pem')),
  }).listen(0, 'localhost');
  tls.on('tlsClientError', () => {});
  [twinlens] = await Promise.all([
    startTwinlens({ statusToken: serviceToken, databaseUrl }),
    once(generations, 'listening'),
    once(tls, 'listening'),
  ]);
  const common = { component: 'edge', everySeconds: 1 };
  const at = `http://127.0.0.1:${portOf(generations)}`;
  status = await startStatus({
    watch: twinlens.url,
    env: {
      TWINLENS_STATUS_TOKEN: serviceToken,
      TWINLENS_STATUS_API_KEY: twinlens.apiKey,
      TWINLENS_STATUS_API_SECRET: twinlens.apiSecret,
      NODE_EXTRA_CA_CERTS: fixture('localhost.cert.pem'),
    },
    settings: {
      incidentsEndedBy: 'monitors',
      components: [
        { id: 'edge', name: 'Edge' },
        { id: 'chrome', name: 'Chrome workers' },
        { id: 'queues', name: 'Queues' },
      ],
      monitors: [
        {
          id: 'run',
          title: 'A run in Chrome',
          component: 'chrome',
          everySeconds: 30,
          probe: { kind: 'run', targetType: 'browser-chrome' },
        },
        {
          id: 'pictures',
          title: 'Pictures',
          component: 'chrome',
          everySeconds: 1,
          failures: 20,
          of: 20,
          probe: { kind: 'image', of: 'run' },
        },
        {
          id: 'pictures-uncached',
          title: 'Pictures past caches',
          component: 'chrome',
          everySeconds: 1,
          failures: 20,
          of: 20,
          probe: { kind: 'image', of: 'run', uncached: true },
        },
        {
          ...common,
          id: 'store',
          title: 'Store',
          probe: { kind: 'part', part: 'store', url: `${at}/status.json` },
        },
        {
          ...common,
          id: 'somebody',
          title: 'Somebody',
          probe: { kind: 'http', url: `${twinlens.url}/nothing-is-here`, anyAnswer: true },
        },
        {
          ...common,
          id: 'address',
          title: 'Address',
          probe: {
            kind: 'http',
            url: `${twinlens.url.replace('127.0.0.1', 'twinlens.example.org')}/health/live`,
            address: '127.0.0.1',
            contains: 'ok',
          },
        },
        {
          id: 'queue',
          title: 'Waiting captures',
          component: 'queues',
          everySeconds: 1,
          probe: { kind: 'queue', maxSeconds: 600 },
        },
        {
          id: 'deliveries',
          title: 'Waiting deliveries',
          component: 'queues',
          everySeconds: 1,
          probe: { kind: 'deliveries', maxSeconds: 600 },
        },
        {
          ...common,
          id: 'dns',
          title: 'Name',
          probe: {
            kind: 'dns',
            name: 'twinlens.example.org',
            addresses: ['192.0.2.10'],
            maxTtlSeconds: 60,
            server: dns.server,
          },
        },
        {
          ...common,
          id: 'generation',
          title: 'Generation',
          probe: { kind: 'generation', wanted: `${at}/wanted`, seen: `${at}/seen` },
        },
        {
          ...common,
          id: 'edge',
          title: 'Load balancer',
          probe: { kind: 'edge', url: `${at}/status.json` },
        },
        {
          ...common,
          id: 'certificate',
          title: 'Certificate',
          probe: { kind: 'certificate', host: 'localhost', port: portOf(tls), minDays: 14 },
        },
      ],
    },
  });
});
afterAll(async () => {
  await Promise.all([status?.stop(), twinlens?.stop()]);
  for (const server of [generations, tls]) server?.close();
  dns?.close();
  await rm(status.dataFolder, { recursive: true });
});

const seenOf = async (component: string) =>
  (await (await fetch(`${status.url}/components/${component}/`)).text()).replace(/<[^>]+>/g, ' ');

async function summary() {
  const response = await fetch(`${status.url}/api/v2/summary.json`);
  const checked = check(SummaryDocument, await response.json());
  if (!checked.ok) throw new Error(checked.problem);
  return checked.value;
}

const says = (component: string, words: RegExp) =>
  eventually(`${component} says ${words}`, async () => words.test(await seenOf(component)));

test('a real run is made, and every pixel of its picture is as it must be', async () => {
  await says('chrome', /captured in \d+\.\d s, every pixel as expected/);
});

test('its picture is served on, byte for byte', async () => {
  await says('chrome', /Pictures\s+served as it was captured/);
  await says('chrome', /Pictures past caches\s+served as it was captured/);
});

test('queues, name, generation and certificate are well', async () => {
  await says('queues', /Waiting captures\s+(nothing waits|waiting: browser-chrome: \d)/);
  await says('queues', /Waiting deliveries\s+nothing waits/);
  await says('edge', /twinlens\.example\.org leads to 192\.0\.2\.10 for 60 s/);
  await says('edge', /generation 17-a1b2 is wanted and seen/);
  // By the address, though nobody knows the name.
  await says('edge', /Address\s+answered 200/);
  await says('edge', /Store\s+answered 200, and nothing is said against it/);
  await says('edge', /Somebody\s+answered \d+/);
  await says('edge', /the certificate of localhost is good for \d+ more days/);
  expect((await summary()).incidents).toEqual([]);
});

test('a frozen load balancer and a moved name are seen, told once, and over when they are', async () => {
  generation.wanted = '18-c3d4';
  await says('edge', /generation 18-c3d4 is wanted, and 17-a1b2 is seen/);
  const opened = await eventually('an incident is open', async () => {
    const { incidents } = await summary();
    return incidents[0] ?? null;
  });
  expect(opened.name).toBe('Edge not available');
  expect(opened.incident_updates[0]?.body).toContain('Generation: generation 18-c3d4 is wanted');
  Object.assign(edge, { wanted: 18, agrees: false });
  edge.alerts.push({
    code: 'generation-disagrees',
    since: edge.at,
    text: 'the proxy does not do what it was told',
    locks: true,
  });
  await says('edge', /generation 18 is wanted, 17 loaded, 17 seen; the proxy does not do what/);
  lookedAt = '2026-06-01T00:00:00.000Z';
  await says('edge', /Load balancer\s+has not looked at itself for \d+ s/);
  lookedAt = null;
  // What the edge has heard of its servers.
  edge.alerts.push({
    code: 'route-down',
    since: edge.at,
    text: 'no server is ready behind 192.0.2.10:443/; server-1: the store does not answer',
    locks: false,
  });
  await says('edge', /Store\s+the store does not answer/);
  dns.answer = { addresses: ['192.0.2.99'], ttl: 60 };
  await says('edge', /leads to 192\.0\.2\.99 instead of 192\.0\.2\.10/);
  dns.answer = { addresses: ['192.0.2.10'], ttl: 3600 };
  await says('edge', /may be kept for 3600 s instead of 60 s/);
  dns.answer.ttl = 60;
  generation.seen = '18-c3d4';
  Object.assign(edge, { loaded: 18, seen: 18, agrees: true, alerts: [] });
  await eventually('nothing is open any more', async () => {
    const { incidents, status } = await summary();
    return incidents.length === 0 && status.indicator === 'none';
  });
});
