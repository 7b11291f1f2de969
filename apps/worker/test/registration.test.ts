/** What workers tell of themselves, and how they get to the server. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createServerFetch } from '../src/connection/server-fetch.ts';
import type { ServerDouble } from './server-double.ts';
import { packageWork, pageOf, startTestWorker, type TestWorker } from './worker-fixture.ts';

/** Waits until a worker has registered so often. */
async function registrations(server: ServerDouble, count: number) {
  while (server.registrations.length < count) {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.onRegistered.push(resolve);
    await promise;
  }
  return server.registrations;
}

describe('a worker that has started', () => {
  let test: TestWorker;
  afterEach(() => test.stop());

  it('has told what it captures and with what, and what it cannot do', async () => {
    test = await startTestWorker({ targets: ['browser-chrome', 'browser-edge'] });
    const [told] = await registrations(test.server, 1);
    expect(told?.targets).toEqual([
      {
        type: 'browser-chrome',
        browser: expect.stringMatching(/^Chromium [\d.]+$/),
        version: expect.stringMatching(/^Chromium [\d.]+$/),
        lacks: [],
      },
      {
        type: 'browser-edge',
        browser: expect.stringMatching(/^Chromium [\d.]+, in place of Microsoft Edge$/),
        version: expect.stringMatching(/^Chromium [\d.]+$/),
        lacks: [],
      },
    ]);
    expect(told?.outOfService).toBeNull();
    const work = packageWork(pageOf([{ html: 'x' }]));
    const result = await test.server.capture({ ...work, type: 'browser-edge' });
    expect(result.browser).toBe(told?.targets[1]?.browser);
  });

  it('shows its calibration sheet at the start and again, with the same pixels', async () => {
    test = await startTestWorker({ calibrateMs: 50, lookMs: 20 });
    const told = await registrations(test.server, 3);
    const digests = told.map(({ calibrations }) => calibrations.map(({ digest }) => digest));
    expect(digests[0]).toHaveLength(1);
    expect(new Set(digests.slice(0, 3).map(String)).size).toBe(1);
  });

  it('says so when disk or memory is short', async () => {
    test = await startTestWorker({ reserve: { disk: Number.MAX_SAFE_INTEGER, memory: 0 } });
    const [told] = await registrations(test.server, 1);
    expect(told?.outOfService).toMatch(/^only \d+ MB of disk are left/);
    await test.stop();
    test = await startTestWorker({ reserve: { disk: 0, memory: Number.MAX_SAFE_INTEGER } });
    const [other] = await registrations(test.server, 1);
    expect(other?.outOfService).toMatch(/^only \d+ MB of memory are left/);
  });
});

describe('the way to the server', () => {
  let one: Server;
  let other: Server;
  const connections = { one: 0, other: 0 };
  let away = false;
  const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  beforeAll(async () => {
    one = createServer((_request, response) => {
      response.writeHead(away ? 503 : 200).end('one');
    });
    other = createServer((_request, response) => response.end('other'));
    one.on('connection', () => {
      connections.one += 1;
    });
    other.on('connection', () => {
      connections.other += 1;
    });
    for (const server of [one, other]) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
  });
  afterAll(() => {
    for (const server of [one, other]) {
      server.closeAllConnections();
      server.close();
    }
  });
  const ask = async (get: typeof fetch) => (await get('http://server/path')).text();

  it('is kept open between calls, but not when it is old', async () => {
    const get = createServerFetch([originOf(one)]);
    connections.one = 0;
    for (let call = 0; call < 3; call += 1) expect(await ask(get)).toBe('one');
    expect(connections.one).toBe(1);
    const fresh = createServerFetch([originOf(one)], -1);
    for (let call = 0; call < 3; call += 1) expect(await ask(fresh)).toBe('one');
    expect(connections.one).toBe(4);
  });

  it('leads to the next address when one is away or cannot be reached', async () => {
    const get = createServerFetch([originOf(one), 'http://127.0.0.1:1', originOf(other)]);
    expect(await ask(get)).toBe('one');
    away = true;
    await ask(get);
    await expect(get('http://server/path')).rejects.toThrow();
    expect(await ask(get)).toBe('other');
    expect(await ask(get)).toBe('other');
    away = false;
  });

  it('is not waited for where nobody makes it', async () => {
    // Takes what is sent and says nothing, so that TLS is never agreed on.
    const silent = createTcpServer((socket) => socket.on('error', () => undefined));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const get = createServerFetch([`https://127.0.0.1:${port}`, originOf(one)], 60_000, 100);
    await expect(get('http://server/path')).rejects.toThrow(/no connection to 127\.0\.0\.1:\d+/);
    expect(await ask(get)).toBe('one');
  });
});
