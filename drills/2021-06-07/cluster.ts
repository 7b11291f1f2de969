/** Everything that serves, in small and on machines of its own: balancer, servers, database, names, workers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from '@twinlens/testing';
import {
  type Ended,
  end,
  type Machine,
  publicAddress,
  run,
  type Started,
  start,
  tearDown,
} from '../network.ts';
import { type Key, url } from './client-runs.ts';
import { type Names, startNames } from './names.ts';

const root = resolve(import.meta.dirname, '../..');
export const program = (name: string) => join(root, 'apps', name, 'src/main.ts');
const token = 'd'.repeat(40);

export interface Worker {
  type: string;
  started: Started;
}

export interface Cluster {
  /** Of its first administrator. */
  key: Key;
  /** Signs that one in, once. */
  signInUrl: string;
  names: Names;
  database: Started;
  workers: Worker[];
  /** Starts the worker of a target anew. */
  startWorker(type: string): Worker;
  edge(...args: string[]): Promise<Ended>;
  /** The proxy goes on without it. */
  stopController(): void;
  startController(): Promise<void>;
  /** Of all that it keeps. */
  folder: string;
  /** Folder of the edge. */
  state: string;
  /** Folder of the servers. */
  data: string;
  /** Writes a topology and answers its path. */
  topology(change: object): Promise<string>;
  release: string;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Guards of the edge that are left out. */
  without: string[];
  /** By name, which is also what workers call them. */
  targets: Record<string, object>;
  heartbeatSeconds: number;
  /** Machines with a resolver of their own. */
  remembering: Machine[];
  /** What else the servers are told. */
  environment?: Record<string, string>;
  /** How the topology differs from the usual one, from the beginning. */
  change?: object;
}

/** On a network that is there. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-drill-'));
  const state = join(folder, 'edge');
  const data = join(folder, 'data');
  const names = startNames(folder, publicAddress, options.remembering);

  const database = start('edge', [process.execPath, join(import.meta.dirname, 'postgres.ts')]);
  const databaseUrl = await eventually('the database', async () => {
    return /postgres:\/\/\S+/.exec(database.output())?.[0] ?? null;
  });
  const settings = {
    DATABASE_URL: databaseUrl,
    TWINLENS_DATA: data,
    TWINLENS_WORKER_TOKEN: token,
    TWINLENS_ORIGIN: url,
    ...options.environment,
  };
  const environment = join(folder, 'server.env');
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  await writeFile(environment, `${lines.join('\n')}\n`);
  const first = await run(
    'edge',
    [process.execPath, join(import.meta.dirname, '../first-start.ts')],
    {
      env: { ...process.env, ...settings, TWINLENS_PORT: '4799' },
    },
  );
  const line = first.output.split('\n').find((one) => one.startsWith('{"apiKey'));
  if (line === undefined) throw new Error(`the server did not start:\n${first.output}`);
  const { signInUrl, ...key } = JSON.parse(line) as Key & { signInUrl: string };

  const without = options.without.flatMap((guard) => ['--without', guard]);
  const edge = (...args: string[]) =>
    run('edge', [process.execPath, program('edge'), ...args, '--state', state]);
  let controller: Started | null = null;
  const startController = async () => {
    controller = start('edge', [
      process.execPath,
      program('edge'),
      'run',
      '--state',
      state,
      ...without,
    ]);
    await eventually(
      'the controller',
      async () => !(await edge('status')).output.includes('no controller'),
    );
  };
  await startController();

  const topology = async (change: object) => {
    const path = join(folder, 'topology.json');
    const usual = {
      public: { pinned: [publicAddress], names: [new URL(url).hostname] },
      listen: [{ address: publicAddress, port: 80 }],
      routes: [{ prefix: '/', backend: 'app' }],
      backends: [
        {
          name: 'app',
          ready: '/health/ready',
          deployed: { address: '127.0.0.1', ports: [4751, 4752, 4753], environment },
        },
      ],
      heartbeatSeconds: options.heartbeatSeconds,
      drainSeconds: 30,
      ...options.change,
    };
    await writeFile(path, JSON.stringify({ ...usual, ...change }, null, 2));
    return path;
  };
  const begun = await edge('apply', await topology({}));
  if (begun.code !== 0) throw new Error(`the edge does not begin:\n${begun.output}`);
  const deployed = await edge('deploy', '--release', root);
  if (deployed.code !== 0) throw new Error(`the first deploy failed:\n${deployed.output}`);

  const startWorker = (type: string): Worker => ({
    type,
    started: start('workers', [process.execPath, program('worker')], {
      env: {
        ...process.env,
        TWINLENS_SERVER: url,
        TWINLENS_WORKER_TOKEN: token,
        TWINLENS_WORKER_TARGETS: type,
        TWINLENS_WORKER_NAME: type,
        TWINLENS_CAPTURE_AUDIT: '0',
      },
    }),
  });
  const workers = Object.keys(options.targets).map(startWorker);
  return {
    key,
    signInUrl,
    names,
    database,
    workers,
    startWorker,
    edge,
    stopController() {
      if (controller !== null) end(controller.process);
    },
    startController,
    folder,
    state,
    data,
    topology,
    release: root,
    async stop() {
      for (const { started } of workers) end(started.process);
      tearDown();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
