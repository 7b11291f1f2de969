/** What whoever runs an installation sees of it: figures, traces and logs, all of the real programs. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, operations } from '@twinlens/contract';
import {
  answeredMetrics,
  compareMetrics,
  documentedMetrics,
  eventually,
  freePort,
  type RunningTwinlens,
  type SignedIn,
  signIn,
  startTwinlens,
} from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProject } from './clients-project.ts';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  service: string;
}

interface OtlpTraces {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: Omit<Span, 'service'>[] }[];
  }[];
}

/** What a collector of traces got, a page to capture, and somebody who is told of comparisons. */
const spans: Span[] = [];
const told: string[] = [];
let site: Server;
let address: string;
let folder: string;
let twinlens: RunningTwinlens;
let person: SignedIn;
const metricsOf: Record<'server' | 'worker', string> = { server: '', worker: '' };

function keepTraces(text: string): void {
  const { resourceSpans }: OtlpTraces = JSON.parse(text);
  for (const { resource, scopeSpans } of resourceSpans) {
    const name = resource.attributes.find(({ key }) => key === 'service.name');
    const service = name?.value.stringValue ?? '';
    for (const scope of scopeSpans) {
      spans.push(...scope.spans.map((span) => ({ ...span, service })));
    }
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  site = createServer(async (request, response) => {
    let text = '';
    for await (const part of request.setEncoding('utf8')) text += part;
    if (request.url === '/v1/traces') keepTraces(text);
    if (request.url === '/told') told.push(text);
    response.setHeader('content-type', request.method === 'GET' ? 'text/html' : 'application/json');
    response.end(request.method === 'GET' ? '<!doctype html><p>A page' : '{}');
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  address = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  const [serverPort, workerPort] = [await freePort(), await freePort()];
  metricsOf.server = `http://127.0.0.1:${serverPort}/metrics`;
  metricsOf.worker = `http://127.0.0.1:${workerPort}/metrics`;
  twinlens = await startTwinlens({
    dataFolder: join(folder, 'data'),
    databaseUrl: await createPostgresDatabase(),
    allowPrivateHosts: [address],
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://${address}`,
      TWINLENS_METRICS_PORT: String(serverPort),
      TWINLENS_WORKER_METRICS_PORT: String(workerPort),
      TWINLENS_PRIVATE_DESTINATIONS: 'allow',
    },
  });
  person = await signIn(twinlens);
});
afterAll(async () => {
  await twinlens?.stop();
  site?.closeAllConnections();
  site?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** The calls of a client that says which trace it is in: one page, captured and compared. */
async function runWithTrace(traceparent: string, before: string, after: string) {
  const basic = Buffer.from(`${twinlens.apiKey}:${twinlens.apiSecret}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, traceparent };
  const client = { origin: twinlens.url, headers };
  const params = { sha1: before, sha2: after };
  await call(client, operations.startJob, { params, body: {} });
  const pages = [{ title: 'Page', url: `http://${address}/page` }];
  const payloadString = JSON.stringify({ viewport: '300x200', pages });
  const payloadHash = createHash('md5').update(payloadString).digest('hex');
  const item = { type: 'browser-chrome', targetName: 'chrome', payloadString, payloadHash };
  const asked = await call(client, operations.createSnapRequests, { body: { items: [item] } });
  const requestIds = (asked?.results ?? []).flatMap((one) =>
    'requestId' in one ? [one.requestId] : [],
  );
  const report = { params: { sha: after }, body: { requestIds } };
  await call(client, operations.createAsyncReport, report);
  await call(client, operations.compareReports, { params, body: { isAsync: true } });
}

const namesOf = (all: Span[], service: string) =>
  new Set(all.filter((span) => span.service === service).map(({ name }) => name));

/** Spans that belong to nothing that was sent. */
const strayOf = (all: Span[], root?: string) => {
  const known = new Set([...all.map(({ spanId }) => spanId), root]);
  const stray = all.filter(({ parentSpanId }) => parentSpanId && !known.has(parentSpanId));
  return stray.map(({ service, name }) => `${service}: ${name}`);
};

const captured = {
  'twinlens-server': ['queue', 'getLeasePayload', 'uploadImages', 'finishLease', 'settle'],
  'twinlens-worker': [
    'capture',
    'read package',
    'render',
    'picture',
    'wait',
    'screenshot',
    'upload',
  ],
};

test('a request that is refused has an id, which is in the answer and in the log', async () => {
  const asked = await fetch(`${twinlens.url}/api/jobs/a/b`, { method: 'POST' });
  const { code, requestId } = (await asked.json()) as { code: string; requestId: string };
  expect(code).toBe('unauthenticated');
  expect(asked.headers.get('x-request-id')).toBe(requestId);
  const line = await eventually('it is in the log', async () => {
    const lines = twinlens.log().split('\n');
    return lines.find((one) => one.includes(requestId)) ?? null;
  });
  expect(JSON.parse(line)).toMatchObject({ part: 'server', requestId, code });

  const id = 'named-by-a-proxy';
  const named = await fetch(`${twinlens.url}/nothing`, { headers: { 'x-request-id': id } });
  expect(await named.json()).toMatchObject({ code: 'not_found', requestId: id });
  const bad = await fetch(`${twinlens.url}/nothing`, { headers: { 'x-request-id': 'a b;c' } });
  expect(bad.headers.get('x-request-id')).toMatch(/^[0-9a-f]{16}$/);
});

test('a run is one trace, from the call to the picture and to whoever is told', async () => {
  await person.read(operations.addDestination, {
    params: { account: person.account },
    body: {
      kind: 'webhook',
      settings: { url: `http://${address}/told`, events: ['comparison'] },
    },
  });
  const project = await makeProject(folder);
  await project.configure({ examples: [{ component: 'Text' }] });
  const run = await project.send(twinlens, 'base');
  expect(run, run.stderr).toMatchObject({ code: 0 });
  // A comparison belongs to the trace of whatever it waited for last.
  const { account, project: id } = person;
  await eventually('the report of base', () =>
    person.read(operations.getReport, { params: { account, project: id, sha: 'base' } }),
  );
  const [traceId, root] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  await runWithTrace(`00-${traceId}-${root}-01`, 'base', 'next');
  await eventually('the comparison is told', async () => told.length > 0);

  const figuresOf = async (program: 'server' | 'worker') =>
    (await fetch(metricsOf[program])).text();
  // Whoever is told knows it before the server has noted their answer.
  const delivered = 'twinlens_delivery_attempts_total{destination="webhook",outcome="delivered"} 1';
  const figures = {
    server: await eventually('the delivery is counted', async () => {
      const found = await figuresOf('server');
      return found.includes(delivered) && found;
    }),
    worker: await figuresOf('worker'),
  };
  for (const program of ['server', 'worker'] as const) {
    const answered = answeredMetrics(figures[program]);
    expect(compareMetrics(documentedMetrics(program), answered), program).toEqual([]);
    expect(figures[program]).toContain('process_cpu_seconds_total');
  }
  expect(figures.server).toContain(
    'twinlens_pictures_total{target="browser-chrome",from="rendered"} 2',
  );
  expect(figures.server).toContain(
    'twinlens_http_request_seconds_count{operation="compareReports"',
  );
  expect(figures.worker).toContain(
    'twinlens_worker_pictures_total{engine="chromium",from="rendered"} 2',
  );
  expect((await fetch(new URL('/', metricsOf.server))).status).toBe(404);
  // Nobody finds them where people come in.
  expect((await fetch(`${twinlens.url}/metrics`)).headers.get('content-type')).not.toContain(
    'text/plain',
  );

  // What has not been sent yet is sent when programs end.
  await twinlens.stop();
  const ours = spans.filter((span) => span.traceId === traceId);
  expect(strayOf(ours, root)).toEqual([]);
  const server = namesOf(ours, 'twinlens-server');
  const calls = ['startJob', 'createSnapRequests', 'createAsyncReport', 'compareReports'];
  expect([...server]).toEqual(
    expect.arrayContaining([...calls, ...captured['twinlens-server'], 'compare', 'deliver']),
  );
  expect([...namesOf(ours, 'twinlens-worker')]).toEqual(
    expect.arrayContaining(captured['twinlens-worker']),
  );

  // A client that says nothing of traces begins one with its request for captures.
  const asked = spans.find(
    ({ name, traceId: other }) => name === 'createSnapRequests' && other !== traceId,
  );
  const theirs = spans.filter((span) => span.traceId === asked?.traceId);
  expect(strayOf(theirs)).toEqual([]);
  expect(asked?.parentSpanId).toBeFalsy();
  for (const [service, names] of Object.entries(captured)) {
    expect([...namesOf(theirs, service)]).toEqual(expect.arrayContaining(names));
  }
});
