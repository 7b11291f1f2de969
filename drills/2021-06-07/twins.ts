/**
 * Each guard by itself: what it is for, once with it and once without. With it the claim holds, without
 * it the claim fails; a guard whose absence nobody notices guards nothing.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EdgeStatus, Generation } from '@twinlens/contract';
import { eventually, freePort } from '@twinlens/testing';

const program = resolve(import.meta.dirname, '../../apps/edge/src/main.ts');

export interface Twin {
  guard: string;
  claim: string;
  with: boolean;
  without: boolean;
}

interface SmallEdge {
  port: number;
  command(...args: string[]): Promise<{ code: number; output: string }>;
  apply(change: object, ...args: string[]): Promise<{ code: number; output: string }>;
  status(): Promise<EdgeStatus>;
  history(): Promise<Generation[]>;
  proxyPid(): Promise<number>;
  get(path: string): Promise<number>;
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
  const folder = await mkdtemp(join(tmpdir(), 'tl-twin-'));
  const state = join(folder, 'edge');
  const release = join(folder, 'release');
  await mkdir(join(release, 'apps/server/src'), { recursive: true });
  await writeFile(join(release, 'package.json'), '{"type":"module"}');
  await writeFile(join(release, 'apps/server/src/main.ts'), hastyServer);
  await writeFile(join(folder, 'server.env'), '\n');
  const port = await freePort();
  const ports = [await freePort(), await freePort()];
  const options = without.flatMap((guard) => ['--without', guard]);
  const controller = spawn(process.execPath, [program, 'run', '--state', state, ...options], {
    stdio: 'ignore',
  });
  const command = async (...args: string[]) => {
    const child = spawn(process.execPath, [program, ...args, '--state', state]);
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.stderr.on('data', (text) => {
      output += text;
    });
    const [code] = (await once(child, 'close')) as [number | null];
    return { code: code ?? -1, output };
  };
  const environment = join(folder, 'server.env');
  const edge: SmallEdge = {
    port,
    release,
    command,
    async apply(change, ...args) {
      const path = join(folder, 'topology.json');
      const usual = {
        public: { pinned: ['127.0.0.1'] },
        listen: [{ address: '127.0.0.1', port }],
        routes: [{ prefix: '/', backend: 'app' }],
        backends: [
          { name: 'app', ready: '/ready', deployed: { address: '127.0.0.1', ports, environment } },
        ],
        heartbeatSeconds: 3,
        drainSeconds: 10,
      };
      await writeFile(path, JSON.stringify({ ...usual, ...change }));
      return command('apply', path, ...args);
    },
    status: async () => JSON.parse((await command('status', '--json')).output),
    history: async () => JSON.parse((await command('history', '--json')).output),
    proxyPid: async () => JSON.parse(await readFile(join(state, 'proxy.json'), 'utf8')).now.pid,
    get: (path) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } }).then(
        ({ status }) => status,
        () => 0,
      ),
  };
  try {
    await eventually('the controller', async () => {
      const { output } = await command('status');
      return !output.includes('no controller');
    });
    const begun = await edge.apply({});
    const deployed = await command('deploy', '--release', release);
    if (begun.code !== 0 || deployed.code !== 0) {
      throw new Error(`a small edge does not begin: ${begun.output}${deployed.output}`);
    }
    return await work(edge);
  } finally {
    await stop(controller, state);
    await rm(folder, { recursive: true, force: true });
  }
}

async function stop(controller: ChildProcess, state: string): Promise<void> {
  const ended = once(controller, 'exit');
  controller.kill('SIGKILL');
  await ended;
  const records = await readdir(join(state, 'servers')).catch(() => []);
  const files = [
    join(state, 'proxy.json'),
    ...records.filter((one) => one.endsWith('.json')).map((one) => join(state, 'servers', one)),
  ];
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => '{}');
    const found = JSON.parse(text) as { pid?: number; now?: { pid: number } };
    const pid = found.now?.pid ?? found.pid;
    if (pid === undefined) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}
