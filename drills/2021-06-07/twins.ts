/**
 * Each guard by itself: what it is for, once with it and once without. With it the claim holds, without
 * it the claim fails; a guard whose absence nobody notices guards nothing.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type EdgeHere, eventually, freePort, startEdgeHere } from '@twinlens/testing';

export interface Twin {
  guard: string;
  claim: string;
  with: boolean;
  without: boolean;
}

interface SmallEdge extends EdgeHere {
  release: string;
}

/** A server that ends at once when it is told to, whatever it has in hand. */
const hastyServer = `
import { createServer } from 'node:http';
createServer((request, response) => {
  if (request.url === '/slow') setTimeout(() => response.end('slow'), 4000);
  else response.end('quick');
}).listen(Number(process.env.TWINLENS_PORT), process.env.TWINLENS_HOST);
process.on('SIGTERM', () => process.exit(0));
`;

const claims: Record<string, { claim: string; holds(edge: SmallEdge): Promise<boolean> }> = {
  check: {
    claim: 'the proxy is never given what it cannot load',
    async holds(edge) {
      await edge.apply({
        listen: [{ address: '127.0.0.1', port: edge.port, certificate: '/gone.pem' }],
      });
      return (await edge.history()).some(({ outcome }) => outcome === 'refused');
    },
  },
  cache: {
    claim: 'a cache that is not there hinders no other change',
    async holds(edge) {
      const cache = { backend: 'app', address: 'image-cache.invalid', port: 4780 };
      return (await edge.apply({ cache, drainSeconds: 7 })).code === 0;
    },
  },
  proof: {
    claim: 'visitors are served after a change that leads nowhere',
    async holds(edge) {
      const nobody = { name: 'nobody', address: '127.0.0.1', port: await freePort() };
      await edge.apply({ backends: [{ name: 'app', ready: '/ready', servers: [nobody] }] });
      // Loaded whenever the proxy gets to it.
      await eventually('it is loaded', async () => (await edge.get('/')) !== 200, 3_000).catch(
        () => false,
      );
      return (await edge.get('/')) === 200;
    },
  },
  watch: {
    claim: 'a proxy that takes no configuration any more is found within 20 s, without a deploy',
    async holds(edge) {
      const master = await edge.proxyPid();
      process.kill(master, 'SIGSTOP');
      const found = await eventually(
        'an alert',
        async () => (await edge.status()).alerts.some(({ locks }) => locks),
        20_000,
      ).catch(() => false);
      process.kill(master, 'SIGCONT');
      return found;
    },
  },
  retire: {
    claim: 'a request in hand is answered although its server is replaced',
    async holds(edge) {
      const slow = edge.get('/slow');
      await delay(300);
      await edge.command('deploy', '--release', edge.release);
      return (await slow) === 200;
    },
  },
  address: {
    claim: 'the public address still answers after a change that forgot it',
    async holds(edge) {
      const other = { pinned: ['127.0.0.2'] };
      await edge.apply({ public: other, listen: [{ address: '127.0.0.2', port: edge.port }] });
      return (await edge.get('/')) === 200;
    },
  },
};

export async function runTwins(): Promise<Twin[]> {
  const twins: Twin[] = [];
  for (const [guard, { claim, holds }] of Object.entries(claims)) {
    const [withIt, withoutIt] = await Promise.all([
      onSmallEdge([], holds),
      onSmallEdge([guard], holds),
    ]);
    twins.push({ guard, claim, with: withIt, without: withoutIt });
    const fine = withIt && !withoutIt;
    process.stderr.write(
      `${fine ? 'ok  ' : 'FAIL'} ${guard}: ${claim}: with it ${withIt ? 'holds' : 'FAILS'}, without ${withoutIt ? 'HOLDS' : 'fails'}\n`,
    );
  }
  return twins;
}

async function onSmallEdge(
  without: string[],
  work: (edge: SmallEdge) => Promise<boolean>,
): Promise<boolean> {
  const release = await mkdtemp(join(tmpdir(), 'tl-twin-'));
  await mkdir(join(release, 'apps/server/src'), { recursive: true });
  await writeFile(join(release, 'package.json'), '{"type":"module"}');
  await writeFile(join(release, 'apps/server/src/main.ts'), hastyServer);
  const edge = await startEdgeHere({
    without,
    ready: '/ready',
    environment: () => ({}),
    heartbeatSeconds: 3,
  });
  try {
    const begun = await edge.apply({});
    const deployed = await edge.command('deploy', '--release', release);
    if (begun.code !== 0 || deployed.code !== 0) {
      throw new Error(`a small edge does not begin: ${begun.output}${deployed.output}`);
    }
    return await work({ ...edge, release });
  } finally {
    await edge.stop();
    await rm(release, { recursive: true, force: true });
  }
}
