import { eventually, freePort } from '@twinlens/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Backend,
  describeEdge,
  type Edge,
  startBackend,
  startEdge,
  topologyOf,
} from './edge-fixture.ts';

describeEdge('the edge', () => {
  let edge: Edge;
  let backend: Backend;
  let other: Backend;
  beforeAll(async () => {
    [edge, backend, other] = await Promise.all([
      startEdge(),
      startBackend('first'),
      startBackend('second'),
    ]);
  });
  afterAll(async () => {
    await Promise.all([edge?.stop(), backend?.stop(), other?.stop()]);
  });
  const good = () => topologyOf(edge, backend);

  test('serves a topology once it was seen from outside', async () => {
    const { outcome, generation } = await edge.apply(good());
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(generation).toMatchObject({ outcome: 'proven', cause: 'apply' });
    const answer = await edge.get('/');
    expect(await answer.text()).toBe('first');
    expect(answer.headers.get('x-twinlens-generation')).toBe(String(generation.number));
    expect(await edge.status()).toMatchObject({
      wanted: generation.number,
      loaded: generation.number,
      seen: generation.number,
      agrees: true,
      alerts: [],
    });
  });

  test('tells strangers nothing about its servers', async () => {
    const answer = await edge.get('/', {
      'x-twinlens-probe': 'guess',
      'x-twinlens-probe-server': 'a',
    });
    expect(answer.headers.get('x-twinlens-server')).toBeNull();
  });

  test('refuses what the proxy would not take, and says why in its words', async () => {
    const before = await edge.status();
    const { outcome, generation } = await edge.apply({
      ...good(),
      listen: [
        ...good().listen,
        { address: '127.0.0.1', port: await freePort(), certificate: '/nowhere/certificate.pem' },
      ],
    });
    expect(outcome.code).toBe(1);
    expect(generation.outcome).toBe('refused');
    expect(generation.problems.join()).toContain('/nowhere/certificate.pem');
    expect(await edge.status()).toMatchObject({
      wanted: before.wanted,
      seen: before.seen,
      agrees: true,
    });
  });

  test('leaves out a cache that breaks the configuration', async () => {
    const { generation } = await edge.apply({
      ...good(),
      cache: { backend: 'app', address: 'pictures.invalid', port: 4780 },
    });
    expect(generation.outcome).toBe('proven');
    expect(generation.withoutCache).toContain('pictures.invalid');
    expect((await edge.get('/a/acme/img/abc.png')).status).toBe(200);
    await eventually('the alert', async () => {
      const { alerts } = await edge.status();
      return alerts.some(({ code, locks }) => code === 'cache-dropped' && !locks);
    });
    expect((await edge.apply(good())).generation.withoutCache).toBeNull();
  });

  test('goes back to what was served before the last change', async () => {
    await edge.apply(topologyOf(edge, other));
    expect(await (await edge.get('/')).text()).toBe('second');
    expect((await edge.command('rollback')).code).toBe(0);
    expect(await (await edge.get('/')).text()).toBe('first');
  });

  test('keeps a pinned address, unless it is given up by name', async () => {
    const elsewhere = {
      ...good(),
      public: { pinned: ['127.0.0.2'] },
      listen: [{ address: '0.0.0.0', port: edge.port }],
    };
    const { outcome } = await edge.apply(elsewhere);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('would give up 127.0.0.1');
    const { outcome: absent } = await edge.apply({
      ...good(),
      public: { pinned: ['127.0.0.1', '203.0.113.9'] },
      listen: [{ address: '0.0.0.0', port: edge.port }],
    });
    expect(absent.stderr).toContain('no interface of this machine has it');
    expect((await edge.status()).agrees).toBe(true);
  });

  test('goes on serving while its controller is dead, and is found by the next', async () => {
    const pid = await edge.proxyPid();
    await edge.endController('SIGKILL');
    expect((await edge.get('/')).status).toBe(200);
    await edge.startController();
    expect(await edge.proxyPid()).toBe(pid);
    expect(await edge.status()).toMatchObject({ agrees: true });
  });

  test('takes the place of its proxy without losing a request', async () => {
    const pid = await edge.proxyPid();
    let stop = false;
    const answers: number[] = [];
    const asking = (async () => {
      while (!stop) answers.push((await edge.get('/')).status);
    })();
    expect((await edge.command('restart')).code).toBe(0);
    stop = true;
    await asking;
    expect(await edge.proxyPid()).not.toBe(pid);
    expect(answers.filter((status) => status !== 200)).toEqual([]);
    expect(answers.length).toBeGreaterThan(0);
  });

  test('starts a proxy again that was killed, where it was', async () => {
    process.kill(await edge.proxyPid(), 'SIGKILL');
    await eventually('it serves again', async () => (await edge.get('/')).status === 200);
    await eventually('all agrees', async () => (await edge.status()).agrees);
  });
});
