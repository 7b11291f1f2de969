import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually, freePort } from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeLongEdge, type Edge, startEdge } from './edge-fixture.ts';

const release = join(import.meta.dirname, '../../..');
const token = 't'.repeat(40);

interface Counted {
  requests: number;
  failed: string[];
}

/** Asks without a break, each time on a new connection, until it is stopped. */
function startAsking(edge: Edge, path: string): () => Promise<Counted> {
  let stop = false;
  const counted: Counted = { requests: 0, failed: [] };
  const asking = (async () => {
    while (!stop) {
      counted.requests++;
      const answer = await edge.get(path).catch((error: Error) => error);
      if (answer instanceof Error) counted.failed.push(String(answer.cause ?? answer));
      else if (answer.status !== 200) counted.failed.push(String(answer.status));
      await delay(5);
    }
  })();
  return async () => {
    stop = true;
    await asking;
    return counted;
  };
}

describeLongEdge('a deploy', () => {
  let edge: Edge;
  let ports: number[];
  beforeAll(async () => {
    edge = await startEdge();
    ports = [await freePort(), await freePort(), await freePort()];
    const environment = join(edge.folder, 'server.env');
    const lines = [
      `DATABASE_URL=${await createPostgresDatabase()}`,
      `TWINLENS_DATA=${join(edge.folder, 'data')}`,
      `TWINLENS_WORKER_TOKEN=${token}`,
      `TWINLENS_ORIGIN=http://127.0.0.1:${edge.port}`,
    ];
    await writeFile(environment, `${lines.join('\n')}\n`);
    const { outcome } = await edge.apply({
      public: { pinned: ['127.0.0.1'] },
      listen: [{ address: '127.0.0.1', port: edge.port }],
      routes: [{ prefix: '/', backend: 'app' }],
      backends: [
        {
          name: 'app',
          ready: '/health/ready',
          deployed: { address: '127.0.0.1', ports, environment },
        },
      ],
      drainSeconds: 30,
    });
    expect(outcome.stderr).toBe('');
  });
  afterAll(() => edge?.stop());

  const deploy = async (...args: string[]) => {
    const { code, stdout, stderr } = await edge.command('deploy', '--json', ...args);
    return { code, stderr, deployed: stdout === '' ? null : JSON.parse(stdout) };
  };
  const portsInUse = async () => {
    const answers = await Promise.all(
      ports.map((port) => fetch(`http://127.0.0.1:${port}/health/live`).catch(() => null)),
    );
    return ports.filter((_, index) => answers[index]?.ok);
  };

  const bodyOf = (waitMs: number) =>
    JSON.stringify({
      worker: { name: 'test', browser: 'none' },
      types: ['browser-chrome'],
      waitMs,
    });
  const askForWork = (body: string | ReadableStream<Uint8Array>) => {
    const request = {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
      // Node sends no stream without it; the types are those of browsers.
      duplex: 'half',
    };
    return fetch(`http://127.0.0.1:${edge.port}/api/worker/leases`, request);
  };
  /** Sends the last byte after the time. */
  const slowly = (text: string, ms: number) =>
    new ReadableStream<Uint8Array>({
      async start(stream) {
        stream.enqueue(Buffer.from(text.slice(0, -1)));
        await delay(ms);
        stream.enqueue(Buffer.from(text.slice(-1)));
        stream.close();
      },
    });

  test('begins with one server', async () => {
    const { code, deployed, stderr } = await deploy('--release', release);
    expect(stderr).toContain('is served on the public address');
    expect(code).toBe(0);
    expect(deployed).toMatchObject({ server: 'server-1', stopped: [] });
    expect((await edge.get('/health/ready')).status).toBe(200);
  });

  test('puts a new server in the place of the old one; nobody notices', async () => {
    const [before] = await portsInUse();
    const stop = startAsking(edge, '/health/ready');
    // A worker that waits for work, in the old server, longer than the new one needs to start; and
    // somebody who sends slowly.
    const waiting = askForWork(bodyOf(12_000));
    const sending = askForWork(slowly(bodyOf(0), 10_000));
    const deploying = deploy('--release', release);
    await eventually('new requests go to the new server alone', async () =>
      (await edge.history()).some(
        ({ reason, outcome }) => reason === 'only server-2' && outcome === 'proven',
      ),
    );
    // The old one has a request to finish.
    expect(await portsInUse()).toContain(before);
    expect((await waiting).status).toBe(204);
    expect((await sending).status).toBe(204);
    const { code, deployed, stderr } = await deploying;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(deployed).toMatchObject({ server: 'server-2', stopped: ['server-1'] });
    const { requests, failed } = await stop();
    expect(failed).toEqual([]);
    expect(requests).toBeGreaterThan(10);
    expect(await portsInUse()).toHaveLength(1);
    expect(await portsInUse()).not.toContain(before);
  });

  test('leaves the old server where it is when the new one does not come up', async () => {
    const broken = join(edge.folder, 'broken');
    await mkdir(join(broken, 'apps/server/src'), { recursive: true });
    await writeFile(join(broken, 'apps/server/src/main.ts'), 'process.exit(1);\n');
    const stop = startAsking(edge, '/health/ready');
    const { code, stderr } = await deploy('--release', broken);
    expect(code).toBe(1);
    expect(stderr).toContain('the new server ended before it was ready');
    expect((await stop()).failed).toEqual([]);
    expect(await portsInUse()).toHaveLength(1);
  });

  test('starts a server again that ended', async () => {
    const [pid] = await edge.serverPids();
    if (pid === undefined) throw new Error('no server runs');
    process.kill(pid, 'SIGKILL');
    await eventually('another one is there', async () => {
      const [now] = await edge.serverPids();
      return now !== pid && (await edge.get('/health/ready')).status === 200;
    });
  });

  test('goes on after a deploy nobody saw the end of', async () => {
    const deploying = deploy('--release', release);
    await eventually('both are started', async () => (await edge.serverPids()).length === 2);
    await edge.endController('SIGKILL');
    expect((await deploying).stderr).toContain('the controller ended before it was done');
    expect((await edge.get('/health/ready')).status).toBe(200);
    await edge.startController();
    await eventually('one server is left', async () => (await edge.serverPids()).length === 1);
    expect((await edge.get('/health/ready')).status).toBe(200);
    expect((await deploy('--release', release)).code).toBe(0);
    expect(await portsInUse()).toHaveLength(1);
  });
});
