/** Everything that is done to the scene. Each is taken back by itself, as somebody would. */
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { listDescendants } from '@twinlens/testing';
import { type Machine, setLink } from '../network.ts';
import type { Disk } from './disks.ts';
import type { Scene } from './scene.ts';
import type { Fault, Planned } from './schedule.ts';

type Act = (scene: Scene, planned: Planned) => Promise<string>;

/** One of several, the same one for the same plan. */
const choose = <T>(all: readonly T[], { which }: Planned): T | undefined =>
  all[Math.floor(which * all.length)];

function signal(pid: number | null | undefined, name: NodeJS.Signals): string {
  if (pid === null || pid === undefined) return 'nobody was there';
  try {
    process.kill(pid, name);
    return `process ${pid}`;
  } catch {
    return `process ${pid} had ended`;
  }
}

function pidIn(path: string, of: (document: never) => number): number | null {
  try {
    return of(JSON.parse(readFileSync(path, 'utf8')) as never);
  } catch {
    return null;
  }
}
const proxyPid = ({ state }: Scene) =>
  pidIn(join(state, 'proxy.json'), ({ now }: { now: { pid: number } }) => now.pid);
const cachePid = ({ state }: Scene) =>
  pidIn(join(state, 'cache/process.json'), ({ pid }: { pid: number }) => pid);

async function childOf(
  pid: number | null,
  planned: Planned,
  fits: (command: string) => boolean,
): Promise<number | undefined> {
  if (pid === null) return undefined;
  const found = (await listDescendants(pid)).filter(({ command }) => fits(command));
  return choose(found, planned)?.pid;
}

async function freeze(pid: number | null | undefined, { lasts }: Planned): Promise<string> {
  const whom = signal(pid, 'SIGSTOP');
  await delay(lasts);
  signal(pid, 'SIGCONT');
  return whom;
}

const cut =
  (machine: Machine): Act =>
  async (_, { lasts }) => {
    setLink(machine, 'down');
    await delay(lasts);
    setLink(machine, 'up');
    return machine;
  };

const fill =
  (which: keyof Scene['disks']): Act =>
  async ({ disks }, { lasts }) => {
    const disk: Disk = disks[which];
    disk.fill();
    await delay(lasts);
    disk.free();
    return disk.folder;
  };

function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

export const acts: Record<Fault, Act> = {
  'kill the server': async (scene, planned) =>
    signal(choose(await scene.serverPids(), planned), 'SIGKILL'),
  'kill a worker': async ({ workers }, planned) => signal(choose(workers, planned)?.pid, 'SIGKILL'),
  'kill a browser': async ({ workers }, planned) => {
    const browser = (command: string) =>
      command.includes('headless') && !command.includes('--type=');
    const pid = choose(workers, planned)?.pid ?? null;
    return signal(await childOf(pid, planned, browser), 'SIGKILL');
  },
  'kill the controller': async ({ controller }) => signal(controller.pid, 'SIGKILL'),
  'kill the proxy': async (scene) => signal(proxyPid(scene), 'SIGKILL'),
  'kill a worker of the proxy': async (scene, planned) =>
    signal(await childOf(proxyPid(scene), planned, () => true), 'SIGKILL'),
  'kill the cache': async (scene) => signal(cachePid(scene), 'SIGKILL'),
  'kill PostgreSQL': async ({ database }) => signal(database.pid, 'SIGKILL'),
  'kill a connection of PostgreSQL': async ({ database }, planned) =>
    signal(
      await childOf(database.pid, planned, (command) => command.includes('postgres: postgres')),
      'SIGKILL',
    ),
  'kill a build': async ({ builds }, planned) =>
    signal(choose(builds.underWay, planned)?.process.pid, 'SIGKILL'),
  'damage the cache': async ({ cacheFolder }) => {
    const files = filesBelow(cacheFolder);
    for (const [index, file] of files.entries()) {
      if (index % 3 === 0) writeFileSync(file, '');
      else if (index % 3 === 1) writeFileSync(file, Buffer.alloc(2_000, 'damaged '));
      else truncateSync(file, Math.floor(statSync(file).size / 2));
    }
    return `${files.length} files`;
  },
  'delete the cache': async ({ cacheFolder }) => {
    rmSync(cacheFolder, { recursive: true, force: true });
    return cacheFolder;
  },
  'freeze the cache': async (scene, planned) => {
    const pid = cachePid(scene);
    const all = pid === null ? [] : await listDescendants(pid);
    await Promise.all([pid, ...all.map((one) => one.pid)].map((one) => freeze(one, planned)));
    return `process ${pid}`;
  },
  'freeze the master of the proxy': async (scene, planned) => freeze(proxyPid(scene), planned),
  'fill the disk of the cache': fill('cache'),
  'fill the disk of the edge': fill('edge'),
  'fill the disk of the workers': fill('workers'),
  'cut off the workers': cut('workers'),
  'cut off the forge': cut('forge'),
  deploy: async ({ edge, release }) => {
    const { code, output } = await edge('deploy', '--release', release);
    return code === 0 ? 'done' : `not done: ${output.trim().split('\n').at(-1)}`;
  },
  'stop PostgreSQL': async ({ database }, { lasts }) => {
    await database.stop('SIGINT');
    await delay(lasts);
    database.start();
    return 'stopped in an orderly way';
  },
  'freeze PostgreSQL': async ({ database }, planned) => {
    const { pid } = database;
    const all = pid === null ? [] : await listDescendants(pid);
    await Promise.all([pid, ...all.map((one) => one.pid)].map((one) => freeze(one, planned)));
    return `process ${pid}`;
  },
  'freeze the server': async (scene, planned) =>
    freeze(choose(await scene.serverPids(), planned), planned),
  'cut off the database': cut('database'),
  'cut off the edge': cut('edge'),
  'cut off the builds': cut('ci'),
  'fill the disk of the server': fill('server'),
  'fill the disk of PostgreSQL': fill('database'),
};
