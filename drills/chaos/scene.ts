/** A whole Twinlens on five machines: edge with a cache of pictures, database, workers, builds, forge. */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { EdgeStatus } from '@twinlens/contract';
import { eventually, installPostgres } from '@twinlens/testing';
import {
  type Ended,
  end,
  machines,
  publicAddress,
  run,
  type Started,
  setUp,
  start,
  tearDown,
} from '../network.ts';
import { Unit } from '../unit.ts';
import { Builds, type Key } from './builds.ts';
import { Disk } from './disks.ts';
import type { Found, TakenStatus } from './results.ts';

const root = resolve(import.meta.dirname, '../..');
const program = (name: string) => join(root, 'apps', name, 'src/main.ts');
const here = (name: string) => join(import.meta.dirname, name);
const token = 'c'.repeat(40);
const url = `http://${publicAddress}`;
const forgePort = 8080;
const databasePort = 5432;

/** What was seen of one picture. */
export interface Looked {
  ok: boolean;
  right: boolean;
  why: string;
}

export interface Scene {
  release: string;
  /** Folder of the edge. */
  state: string;
  cacheFolder: string;
  disks: Record<'server' | 'database' | 'edge' | 'cache' | 'workers', Disk>;
  controller: Unit;
  database: Unit;
  workers: Unit[];
  builds: Builds;
  edge(...args: string[]): Promise<Ended>;
  status(): Promise<EdgeStatus>;
  /** Process ids of the servers the edge started. */
  serverPids(): Promise<number[]>;
  read(commits: string[]): Promise<Found[]>;
  statuses(): TakenStatus[];
  looked(): Looked[];
  stop(): Promise<void>;
}

const linesOf = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as T);

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8'));

async function startDatabase(disk: Disk): Promise<{ unit: Unit; databaseUrl: string }> {
  const { command, ids } = await installPostgres(disk.folder, databasePort);
  await writeFile(join(disk.folder, 'data/pg_hba.conf'), 'host all all 10.77.0.0/24 trust\n');
  const settings = [
    `listen_addresses=${machines.database}`,
    'unix_socket_directories=',
    'max_wal_size=64MB',
    'min_wal_size=32MB',
  ].flatMap((setting) => ['-c', setting]);
  const asWhom =
    ids === null
      ? []
      : ['setpriv', `--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups', '--'];
  const unit = new Unit('database', [...asWhom, ...command, ...settings], { whole: true });
  unit.start();
  await eventually('PostgreSQL', async () => unit.output.includes('ready to accept connections'));
  return {
    unit,
    databaseUrl: `postgres://postgres@${machines.database}:${databasePort}/postgres`,
  };
}

export async function setScene(): Promise<Scene> {
  setUp();
  const folder = await mkdtemp(join(tmpdir(), 'tl-chaos-'));
  // PostgreSQL runs as somebody else.
  await chmod(folder, 0o711);
  const disk = (name: string, megabytes: number) => new Disk(join(folder, name), megabytes);
  const disks = {
    server: disk('server', 300),
    database: disk('database', 400),
    edge: disk('edge', 60),
    cache: disk('cache', 100),
    workers: disk('workers', 1500),
  };
  const state = join(disks.edge.folder, 'state');
  const cacheFolder = join(disks.cache.folder, 'kept');

  const forge = start('forge', [
    process.execPath,
    here('forge.ts'),
    machines.forge,
    String(forgePort),
  ]);
  const { token: forgeToken, repository } = await eventually('the forge', async () => {
    return (
      linesOf<{ ready?: boolean; token: string; repository: string }>(forge.output())[0] ?? null
    );
  });
  const { unit: database, databaseUrl } = await startDatabase(disks.database);
  const settings = {
    DATABASE_URL: databaseUrl,
    TWINLENS_DATA: join(disks.server.folder, 'data'),
    TWINLENS_WORKER_TOKEN: token,
    TWINLENS_ORIGIN: url,
    TWINLENS_PRIVATE_DESTINATIONS: 'allow',
  };
  const environment = join(folder, 'server.env');
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  await writeFile(environment, `${lines.join('\n')}\n`);
  const first = await run('edge', [process.execPath, here('../first-start.ts')], {
    env: { ...process.env, ...settings, TWINLENS_PORT: '4799' },
  });
  const [made] = linesOf<Key & { signInUrl: string }>(first.output);
  if (made === undefined) throw new Error(`the server did not start:\n${first.output}`);

  const edge = (...args: string[]) =>
    run('edge', [process.execPath, program('edge'), ...args, '--state', state]);
  const controller = new Unit(
    'edge',
    [process.execPath, program('edge'), 'run', '--state', state],
    { whole: false },
  );
  controller.start();
  await eventually(
    'the controller',
    async () => !(await edge('status')).output.includes('no controller'),
  );
  const topology = join(folder, 'topology.json');
  await writeFile(
    topology,
    JSON.stringify({
      public: { pinned: [publicAddress] },
      listen: [{ address: publicAddress, port: 80 }],
      routes: [{ prefix: '/', backend: 'app' }],
      backends: [
        {
          name: 'app',
          ready: '/health/ready',
          deployed: { address: '127.0.0.1', ports: [4751, 4752, 4753, 4754], environment },
        },
      ],
      cache: {
        backend: 'app',
        address: '127.0.0.1',
        port: 4780,
        nginx: { folder: cacheFolder, megabytes: 40, originPort: 4781 },
      },
      heartbeatSeconds: 15,
      drainSeconds: 30,
    }),
  );
  for (const args of [
    ['apply', topology],
    ['deploy', '--release', root],
  ]) {
    const { code, output } = await edge(...args);
    if (code !== 0) throw new Error(`the edge does not begin:\n${output}`);
  }
  const connected = await run('ci', [
    process.execPath,
    here('connect-forge.ts'),
    made.signInUrl,
    `http://${machines.forge}:${forgePort}`,
    repository,
    forgeToken,
  ]);
  if (connected.code !== 0) throw new Error(`no forge is connected:\n${connected.output}`);

  const workers = [1, 2].map(
    (number) =>
      new Unit('workers', [process.execPath, program('worker')], {
        whole: true,
        env: {
          ...process.env,
          TMPDIR: disks.workers.folder,
          TWINLENS_CACHE: join(disks.workers.folder, `cache-${number}`),
          TWINLENS_SERVER: url,
          TWINLENS_WORKER_TOKEN: token,
          TWINLENS_WORKER_TARGETS: 'chrome',
          TWINLENS_WORKER_NAME: `worker ${number}`,
        },
      }),
  );
  for (const worker of workers) worker.start();
  await mkdir(join(folder, 'builds'));
  const link = `https://${repository}/pull/7`;
  const builds = new Builds({ folder: join(folder, 'builds'), url, key: made, link });
  const begun = await builds.run(0, 0);
  if (begun.code !== 0) throw new Error(`the baseline was not taken:\n${begun.output}`);
  const read = async (commits: string[]) => {
    const asked = [url, made.apiKey, made.apiSecret, commits.join(',')];
    return linesOf<Found>(
      (await run('ci', [process.execPath, here('read-results.ts'), ...asked])).output,
    );
  };
  const pictures = await eventually(
    'the baseline is captured',
    async () => {
      const found = (await read([begun.sha])).flatMap(({ snapshots }) => snapshots);
      return found.length > 0 && found.map(({ picture }) => picture);
    },
    60_000,
  ).catch((error: Error) => {
    throw new Error(
      `${error.message}\n${workers.map(({ output }) => output.slice(0, 2000)).join('\n')}`,
    );
  });
  const looking: Started = start('ci', [process.execPath, here('look.ts'), pictures.join(',')]);

  return {
    release: root,
    state,
    cacheFolder,
    disks,
    controller,
    database,
    workers,
    builds,
    edge,
    read,
    status: async () => JSON.parse((await edge('status', '--json')).output),
    async serverPids() {
      const names = await readdir(join(state, 'servers'));
      const records = await Promise.all(
        names
          .filter((name) => name.endsWith('.json'))
          .map((name) => readJson<{ pid: number }>(join(state, 'servers', name))),
      );
      return records.map(({ pid }) => pid);
    },
    statuses: () => linesOf<TakenStatus>(forge.output()).filter(({ sha }) => sha !== undefined),
    looked: () => linesOf<Looked>(looking.output()),
    async stop() {
      end(looking.process);
      await Promise.all(workers.map((worker) => worker.stop('SIGKILL')));
      await Promise.all([controller.stop('SIGKILL'), database.stop('SIGKILL')]);
      tearDown();
      for (const one of Object.values(disks)) one.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
