/** What stood on 7 June 2021, in small: the cluster, visitors who ask, builds that never end. */
import { join } from 'node:path';
import { eventually } from '@twinlens/testing';
<<<<<<< HEAD
import {
  type Ended,
  end,
  publicAddress,
  run,
  type Started,
  setUp,
  start,
  tearDown,
} from '../network.ts';
import { type Builds, type Key, startBuilds, url } from './client-runs.ts';
import { type Names, startNames } from './names.ts';

const root = resolve(import.meta.dirname, '../..');
const program = (name: string) => join(root, 'apps', name, 'src/main.ts');
const token = 'd'.repeat(40);
=======
import { type Builds, startBuilds, url } from './client-runs.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { end, setUp, start } from './network.ts';
>>>>>>> main

export interface Asked {
  at: number;
  ok: boolean;
  ms: number;
  why?: string;
}

export interface Scene extends Cluster {
  builds: Builds;
  /** By name, which is also what workers call them. */
  targets: Record<string, object>;
  /** What became of every request asked for since the beginning. */
  asked(): Asked[];
}

/** @param without Guards that are left out. */
export async function setScene(options: {
  without: string[];
  targets: Record<string, object>;
  heartbeatSeconds: number;
}): Promise<Scene> {
  setUp();
<<<<<<< HEAD
  const folder = await mkdtemp(join(tmpdir(), 'tl-drill-'));
  const state = join(folder, 'edge');
  const names = startNames(folder, publicAddress, ['ci', 'workers']);

  const database = start('edge', [process.execPath, join(import.meta.dirname, 'postgres.ts')]);
  const databaseUrl = await eventually('the database', async () => {
    return /postgres:\/\/\S+/.exec(database.output())?.[0] ?? null;
  });
  const settings = {
    DATABASE_URL: databaseUrl,
    TWINLENS_DATA: join(folder, 'data'),
    TWINLENS_WORKER_TOKEN: token,
    TWINLENS_ORIGIN: url,
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
  const key = JSON.parse(line) as Key;

  const without = options.without.flatMap((guard) => ['--without', guard]);
  const edge = (...args: string[]) =>
    run('edge', [process.execPath, program('edge'), ...args, '--state', state]);
  start('edge', [process.execPath, program('edge'), 'run', '--state', state, ...without]);
  await eventually(
    'the controller',
    async () => !(await edge('status')).output.includes('no controller'),
  );

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
    };
    await writeFile(path, JSON.stringify({ ...usual, ...change }, null, 2));
    return path;
  };
  const begun = await edge('apply', await topology({}));
  if (begun.code !== 0) throw new Error(`the edge does not begin:\n${begun.output}`);
  const deployed = await edge('deploy', '--release', root);
  if (deployed.code !== 0) throw new Error(`the first deploy failed:\n${deployed.output}`);

  const workers = Object.keys(options.targets).map((type) => ({
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
  }));
=======
  const cluster = await startCluster({ ...options, remembering: ['ci', 'workers'] });
  const { folder, key, workers } = cluster;
  const { targets } = options;
>>>>>>> main
  const asking = ['keep', 'close'].map((kind) =>
    start('ci', [
      process.execPath,
      join(import.meta.dirname, '../ask.ts'),
      `${url}/health/ready`,
      '20',
      kind,
    ]),
  );
  const builds = await startBuilds({ folder, key, targets, abreast: 2, pauseMs: 3_000 });
  await eventually('a run was taken', async () => builds.runs.length > 0, 120_000);
  for (const { type, started } of workers) {
    await eventually(
      `the worker for ${type} captures`,
      async () => started.output().includes('"captured"'),
      90_000,
    ).catch((error: Error) => {
      throw new Error(`${error.message}\n${started.output().slice(-2000)}`);
    });
  }
  return {
    ...cluster,
    builds,
    targets,
    asked: () =>
      asking.flatMap(({ output }) =>
        output()
          .split('\n')
          .filter((one) => one.endsWith('}'))
          .map((one) => JSON.parse(one) as Asked),
      ),
    async stop() {
      for (const { process: child } of asking) end(child);
      await cluster.stop();
    },
  };
}
