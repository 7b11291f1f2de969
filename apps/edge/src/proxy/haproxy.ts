/**
 * The running HAProxy. It is nobody's child in earnest: it goes on serving when the controller ends,
 * and the next controller finds it by what is written down here.
 */
import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TwinlensError } from '@twinlens/contract';
import { readDocument, writeDocument, writeWhole } from '../generation/files.ts';
import { askSocket } from './ask-socket.ts';
import { isSameProcess, startTimeOf } from './process-identity.ts';

/** A proxy checks ten thousand servers within a second; one that takes longer waits for something. */
const checkMs = 20_000;
const startMs = 10_000;
/** Longest time a master takes to begin anew. */
const reloadMs = 3_000;

/** One start of the proxy until its end, over any number of reloads. */
interface Life {
  number: number;
  pid: number;
  startTime: string;
}

interface Lives {
  now: Life;
  /** What was replaced by a restart, and may have requests to finish. */
  before: Life | null;
}

/** What the proxy says of itself. */
export interface ProxyState {
  /** Generation of the worker that takes new connections; null when that is not one of ours. */
  loaded: number | null;
  /** Workers of earlier generations that still serve. */
  oldWorkers: number[];
  /** Configurations the master could not load since it started. */
  failedReloads: number;
}

export interface ProxyOptions {
  /** Folder of the edge. */
  folder: string;
  haproxy: string;
}

export class Haproxy {
  readonly #options: ProxyOptions;
  #life: Life | null = null;
  #before: Life | null = null;

  constructor(options: ProxyOptions) {
    this.#options = options;
  }

  get configuration(): string {
    return join(this.#options.folder, 'haproxy.cfg');
  }

  /** Folder of the sockets: of the life that is there, or of the one that comes next. */
  get sockets(): string {
    return this.#socketsOf(this.#life?.number ?? 1);
  }

  get pid(): number | null {
    return this.#life?.pid ?? null;
  }

  #socketsOf(life: number): string {
    return join(this.#options.folder, `proxy-${life}`);
  }

  /** Finds the proxy an earlier controller started. Whether one is there. */
  async adopt(): Promise<boolean> {
    const lives = await readDocument<Lives>(join(this.#options.folder, 'proxy.json'));
    if (lives === null) return false;
    this.#life = lives.now;
    this.#before = lives.before;
    return this.alive();
  }

  async alive(): Promise<boolean> {
    return this.#life !== null && (await isSameProcess(this.#life.pid, this.#life.startTime));
  }

  /**
   * Whether the proxy itself takes a configuration, as it will be loaded.
   * @returns What is wrong with it, in the words of the proxy; null when nothing is.
   */
  async check(text: string): Promise<string | null> {
    const candidate = join(this.#options.folder, 'candidate.cfg');
    await mkdir(this.sockets, { recursive: true, mode: 0o700 });
    await writeWhole(candidate, text);
    return new Promise((resolve) => {
      const args = ['-c', '-f', candidate];
      execFile(this.#options.haproxy, args, { timeout: checkMs }, (error, stdout, stderr) => {
        if (error === null) return resolve(null);
        const said = `${stdout}${stderr}`
          .split('\n')
          .filter((line) => line.includes('[ALERT]'))
          .map((line) =>
            line.replace(/^.*?\[ALERT\]\s*\(\d+\)\s*:\s*/, '').replaceAll(candidate, 'line'),
          )
          .filter((line) => !/config : (Error\(s\)|Fatal errors) found/.test(line))
          .join('\n');
        resolve(said === '' ? `haproxy -c: ${error.message}` : said);
      });
    });
  }

  /** Puts a configuration where the proxy reads it, whole or not at all. */
  async write(text: string): Promise<void> {
    await writeWhole(this.configuration, text);
  }

  /**
   * Starts a proxy on the configuration that is written. While another one serves, the new one takes
   * its listening sockets over, so that no connection is lost, and the other one ends when its
   * requests have.
   * @param prepare Writes the configuration for the folder of sockets the new one will have.
   * @throws TwinlensError `unavailable` when it does not come up; the one that serves is left alone.
   */
  async start(prepare: (sockets: string) => Promise<void>): Promise<void> {
    const before = (await this.alive()) ? this.#life : null;
    const number = (this.#life?.number ?? 0) + 1;
    const sockets = this.#socketsOf(number);
    await rm(sockets, { recursive: true, force: true });
    await mkdir(sockets, { recursive: true, mode: 0o700 });
    await prepare(sockets);
    const log = openSync(join(this.#options.folder, 'proxy.log'), 'a', 0o600);
    const child = spawn(
      this.#options.haproxy,
      [
        '-W',
        ...['-S', `${join(sockets, 'master.sock')},mode,600`],
        ...(before === null ? [] : ['-x', join(this.#socketsOf(before.number), 'admin.sock')]),
        ...['-f', this.configuration],
      ],
      { detached: true, stdio: ['ignore', log, log] },
    );
    closeSync(log);
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(`it ended with ${code ?? signal}`));
    });
    child.unref();
    const { pid } = child;
    const why = await Promise.race([ended, this.#answers(sockets)]);
    if (why !== null || pid === undefined) {
      if (pid !== undefined) child.kill('SIGKILL');
      throw new TwinlensError(
        'unavailable',
        `the proxy did not start: ${why}. What it said is in ${join(this.#options.folder, 'proxy.log')}`,
      );
    }
    this.#life = { number, pid, startTime: (await startTimeOf(pid)) ?? '' };
    this.#before = before;
    const lives: Lives = { now: this.#life, before };
    await writeDocument(join(this.#options.folder, 'proxy.json'), lives);
    if (before !== null) process.kill(before.pid, 'SIGUSR1');
    await this.#clearAway(new Set([number, before?.number ?? number]));
  }

  /** Null once the new proxy serves; why not when it takes too long. */
  async #answers(sockets: string): Promise<string | null> {
    const end = Date.now() + startMs;
    while (Date.now() < end) {
      const answer = await askSocket(join(sockets, 'admin.sock'), 'show info').catch(() => '');
      if (answer.includes('Pid:')) return null;
      await delay(50);
    }
    return `nothing was heard of it for ${startMs} ms`;
  }

  async #clearAway(keep: Set<number>): Promise<void> {
    for (const name of await readdir(this.#options.folder)) {
      const number = Number(/^proxy-(\d+)$/.exec(name)?.[1] ?? 'NaN');
      if (Number.isNaN(number) || keep.has(number)) continue;
      await rm(join(this.#options.folder, name), { recursive: true, force: true });
    }
  }

  /** Asks the master to load what is written. That it was asked proves nothing. */
  async reload(): Promise<void> {
    const end = Date.now() + reloadMs;
    for (;;) {
      try {
        await askSocket(join(this.sockets, 'master.sock'), 'reload');
        return;
      } catch (error) {
        // While a master begins anew after the reload before, it refuses to be spoken to.
        if (Date.now() > end || !(await this.alive())) throw error;
        await delay(50);
      }
    }
  }

  /** @throws TwinlensError `unavailable` when the proxy does not answer. */
  async look(): Promise<ProxyState> {
    const [processes, info] = await Promise.all([
      askSocket(join(this.sockets, 'master.sock'), 'show proc'),
      askSocket(join(this.sockets, 'admin.sock'), 'show info'),
    ]);
    const { oldWorkers, failedReloads } = readProcesses(processes);
    const before = this.#before;
    if (before !== null && (await isSameProcess(before.pid, before.startTime))) {
      oldWorkers.push(before.pid);
    }
    return { oldWorkers, failedReloads, loaded: readGeneration(info) };
  }

  /** Names of the servers in the configuration that is loaded, as `backend/server`. */
  async servers(): Promise<string[]> {
    const text = await askSocket(join(this.sockets, 'admin.sock'), 'show servers state');
    return text
      .split('\n')
      .filter((line) => /^\d+ /.test(line))
      .map((line) => line.split(' '))
      .map(([, backend, , server]) => `${backend}/${server}`);
  }
}

function readGeneration(info: string): number | null {
  const found = /^description: generation-(\d+)$/m.exec(info)?.[1];
  return found === undefined ? null : Number(found);
}

/** What `show proc` lists: the master with its counters, workers, and those of earlier reloads. */
function readProcesses(text: string): Pick<ProxyState, 'oldWorkers' | 'failedReloads'> {
  const [, old = ''] = text.split('# old workers');
  const [oldOnly = ''] = old.split('# programs');
  return {
    oldWorkers: [...oldOnly.matchAll(/^(\d+)\s+worker/gm)].map(([, pid]) => Number(pid)),
    failedReloads: Number(/^\d+\s+master\s+\d+ \[failed: (\d+)\]/m.exec(text)?.[1] ?? 0),
  };
}
