/** An edge on this machine, on loopback addresses: the real controller, the real proxy. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { EdgeStatus, Generation } from '@twinlens/contract';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

const program = resolve(import.meta.dirname, '../../apps/edge/src/main.ts');

export interface Ended {
  code: number;
  output: string;
}

export interface EdgeHere {
  folder: string;
  /** Folder of the edge itself. */
  state: string;
  port: number;
  command(...args: string[]): Promise<Ended>;
  /** Applies the usual topology with a part of it changed. */
  apply(change: object, ...args: string[]): Promise<Ended>;
  status(): Promise<EdgeStatus>;
  history(): Promise<Generation[]>;
  proxyPid(): Promise<number>;
  /** Status of the answer; 0 when there was none. */
  get(path: string): Promise<number>;
  stop(): Promise<void>;
}

/** @param environment What the servers it deploys need. */
export async function startEdgeHere(options: {
  without: string[];
  ready: string;
  environment: (folder: string, port: number) => Record<string, string>;
  heartbeatSeconds: number;
}): Promise<EdgeHere> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-here-'));
  const state = join(folder, 'edge');
  const port = await freePort();
  const ports = [await freePort(), await freePort(), await freePort()];
  const environment = join(folder, 'server.env');
  const lines = Object.entries(options.environment(folder, port)).map(
    ([name, value]) => `${name}=${value}`,
  );
  await writeFile(environment, `${lines.join('\n')}\n`);
  const without = options.without.flatMap((guard) => ['--without', guard]);
  const controller = spawn(process.execPath, [program, 'run', '--state', state, ...without], {
    stdio: 'ignore',
  });
  const command = async (...args: string[]) => {
    const child = spawn(process.execPath, [program, ...args, '--state', state]);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        output += text;
      });
    }
    const [code] = (await once(child, 'close')) as [number | null];
    return { code: code ?? -1, output };
  };
  await eventually('the controller', async () => {
    const { output } = await command('status');
    return !output.includes('no controller');
  });
  return {
    folder,
    state,
    port,
    command,
    async apply(change, ...args) {
      const path = join(folder, 'topology.json');
      const usual = {
        public: { pinned: ['127.0.0.1'] },
        listen: [{ address: '127.0.0.1', port }],
        routes: [{ prefix: '/', backend: 'app' }],
        backends: [
          {
            name: 'app',
            ready: options.ready,
            deployed: { address: '127.0.0.1', ports, environment },
          },
        ],
        heartbeatSeconds: options.heartbeatSeconds,
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
    async stop() {
      const ended = once(controller, 'exit');
      controller.kill('SIGKILL');
      await ended;
      await endWhatItLeft(state);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The proxy and the servers, which go on when the controller ends. */
async function endWhatItLeft(state: string): Promise<void> {
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
