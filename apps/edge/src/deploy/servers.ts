/** The servers `twinlens deploy` started. Like the proxy, they outlive the controller. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { TwinlensError } from '@twinlens/contract';
import { readDocument, writeDocument } from '../generation/files.ts';
import { isSameProcess, startTimeOf } from '../proxy/process-identity.ts';
import type { Backend, Server } from '../topology/schema.ts';

/** A server that migrates a database takes a while. */
const readyMs = 120_000;
/** What a server needs to finish what it has in hand, and a little more. */
const stopMs = 25_000;
const pollMs = 100;

export interface StartedServer extends Server {
  backend: string;
  /** Folder the programs are in. */
  release: string;
  environment: string;
  pid: number;
  startTime: string;
}

/** What a server gets of the controller's own environment. */
export type Surroundings = Readonly<Record<string, string | undefined>>;

export class Servers {
  readonly #folder: string;
  readonly #surroundings: Surroundings;

  constructor(folder: string, surroundings: Surroundings) {
    this.#folder = join(folder, 'servers');
    this.#surroundings = surroundings;
  }

  #record(name: string): string {
    return join(this.#folder, `${name}.json`);
  }

  async list(): Promise<StartedServer[]> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith('.json'));
    const found = await Promise.all(
      names.map((name) => readDocument<StartedServer>(join(this.#folder, name))),
    );
    return found.filter((one) => one !== null);
  }

  alive({ pid, startTime }: StartedServer): Promise<boolean> {
    return isSameProcess(pid, startTime);
  }

  /**
   * Starts a server on a port nobody listens on.
   * @throws TwinlensError `conflict` when none of the ports is free.
   */
  async start(name: string, backend: Backend, release: string): Promise<StartedServer> {
    const { deployed } = backend;
    if (deployed === undefined) {
      throw new TwinlensError(
        'invalid_request',
        `backend "${backend.name}" has servers of its own: deploys are for backends with "deployed"`,
      );
    }
    for (const port of deployed.ports) {
      if (await isTaken(deployed.address, port)) continue;
      const server = { name, address: deployed.address, port };
      const { environment } = deployed;
      return this.launch({ ...server, backend: backend.name, release, environment });
    }
    throw new TwinlensError(
      'conflict',
      `all ports of backend "${backend.name}" are in use: ${deployed.ports.join(', ')}`,
    );
  }

  /** Starts a process; also one that was there and ended. */
  async launch(server: Omit<StartedServer, 'pid' | 'startTime'>): Promise<StartedServer> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const own = parseEnv(readFileSync(server.environment, 'utf8'));
    const log = openSync(join(this.#folder, `${server.name}.log`), 'a', 0o600);
    const child = spawn(process.execPath, [join(server.release, 'apps/server/src/main.ts')], {
      cwd: server.release,
      detached: true,
      stdio: ['ignore', log, log],
      env: {
        ...this.#surroundings,
        ...own,
        TWINLENS_HOST: server.address,
        TWINLENS_PORT: String(server.port),
      },
    });
    closeSync(log);
    // That it could not be started is seen by its not being there.
    child.on('error', () => {});
    child.unref();
    const pid = child.pid ?? 0;
    const started = { ...server, pid, startTime: (await startTimeOf(pid)) ?? '' };
    await writeDocument(this.#record(server.name), started);
    return started;
  }

  /**
   * Waits until it takes requests.
   * @throws TwinlensError `unavailable` when it ends, or takes too long.
   */
  async untilReady(server: StartedServer, path: string): Promise<void> {
    const host = server.address.includes(':') ? `[${server.address}]` : server.address;
    const end = Date.now() + readyMs;
    while (Date.now() < end) {
      if (!(await this.alive(server))) {
        throw new TwinlensError(
          'unavailable',
          `the new server ended before it was ready; its log is ${join(this.#folder, `${server.name}.log`)}`,
        );
      }
      const signal = AbortSignal.timeout(2_000);
      const answer = await fetch(`http://${host}:${server.port}${path}`, { signal }).catch(
        () => null,
      );
      await answer?.arrayBuffer().catch(() => undefined);
      if (answer?.ok) return;
      await delay(pollMs);
    }
    throw new TwinlensError(
      'unavailable',
      `the new server was not ready within ${readyMs / 1000} s`,
    );
  }

  /** Lets it finish, ends it by force when that takes too long, and forgets it. */
  async stop(server: StartedServer): Promise<void> {
    const end = Date.now() + stopMs;
    if (await this.alive(server)) process.kill(server.pid, 'SIGTERM');
    while (await this.alive(server)) {
      if (Date.now() > end) process.kill(server.pid, 'SIGKILL');
      await delay(pollMs);
    }
    await rm(this.#record(server.name), { force: true });
    await rm(join(this.#folder, `${server.name}.log`), { force: true });
  }
}

function isTaken(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const answer = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.on('connect', () => answer(true));
    socket.on('timeout', () => answer(true));
    socket.on('error', () => answer(false));
  });
}
