import { eventually, freePort } from '@twinlens/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Backend,
  describeLongEdge,
  type Edge,
  startBackend,
  startEdge,
  topologyOf,
} from './edge-fixture.ts';

describeLongEdge('an edge in trouble', () => {
  let edge: Edge;
  let backend: Backend;
  beforeAll(async () => {
    [edge, backend] = await Promise.all([startEdge(), startBackend('first')]);
  });
  afterAll(async () => {
    await Promise.all([edge?.stop(), backend?.stop()]);
  });
  const good = () => topologyOf(edge, backend);

  test('takes back what leads nowhere', async () => {
    await edge.apply(good());
    const before = await edge.status();
    const { outcome, generation } = await edge.apply(topologyOf(edge, { port: await freePort() }));
    expect(outcome.code).toBe(1);
    expect(generation.outcome).toBe('failed');
    expect(generation.problems.join()).toContain('no server behind it is ready');
    const after = await edge.status();
    expect(after.agrees).toBe(true);
    // Going back is a new generation: numbers only grow.
    expect(after.wanted).toBe(generation.number + 1);
    expect(before.wanted).toBeLessThan(generation.number);
    expect(await (await edge.get('/')).text()).toBe('first');
  });

  test('takes back what its controller did not live to see the end of', async () => {
    await edge.apply(good());
    const applying = edge.apply(topologyOf(edge, { port: await freePort() }));
    const loading = await eventually('it is loaded', async () => {
      const newest = (await edge.history()).at(-1);
      return newest?.outcome === 'loading' && (await edge.get('/')).status === 503 && newest;
    });
    await edge.endController('SIGKILL');
    expect((await applying).outcome.code).toBe(1);
    await edge.startController();
    expect(await (await edge.get('/')).text()).toBe('first');
    const { wanted, agrees } = await edge.status();
    expect(agrees).toBe(true);
    expect(wanted).toBeGreaterThan(loading.number);
  });

  test('finds out that the proxy takes no configuration any more, without any deploy', async () => {
    const monitoring = { address: '127.0.0.1', port: await freePort() };
    await edge.apply({ ...good(), heartbeatSeconds: 2, monitoring });
    const metric = async (name: string) => {
      const text = await (await fetch(`http://127.0.0.1:${monitoring.port}/metrics`)).text();
      return Number(new RegExp(`^twinlens_edge_${name} (\\S+)$`, 'm').exec(text)?.[1]);
    };
    await eventually('metrics', async () => (await metric('agrees')) === 1);
    const { history } = edge;
    await eventually('a heartbeat', async () =>
      (await history()).some(({ cause, outcome }) => cause === 'heartbeat' && outcome === 'proven'),
    );
    const master = await edge.proxyPid();
    // It takes signals and orders, and does nothing with them: exactly what nobody notices.
    process.kill(master, 'SIGSTOP');
    try {
      expect((await edge.get('/')).status).toBe(200);
      await eventually('the alert', async () => {
        const { alerts } = await edge.status();
        return alerts.some(({ code, locks }) => code === 'heartbeat-failed' && locks);
      });
      expect(await metric('locked')).toBe(1);
      const deploy = await edge.command('deploy');
      expect(deploy.code).toBe(1);
      expect(deploy.stderr).toContain('deploys are locked');
      expect((await edge.get('/')).status).toBe(200);
    } finally {
      process.kill(master, 'SIGCONT');
    }
    await eventually('all is well again', async () => {
      const { agrees, alerts } = await edge.status();
      return agrees && alerts.length === 0;
    });
    expect((await edge.apply(good())).generation.outcome).toBe('proven');
  });
});
