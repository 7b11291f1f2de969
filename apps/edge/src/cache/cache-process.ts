/** The nginx that keeps pictures: there while the proxy leads to it, and no error to anybody when it is not. */
import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinlensError } from '@twinlens/contract';
import type { Alerts } from '../control/alerts.ts';
import { readDocument, writeDocument, writeWhole } from '../generation/files.ts';
import type { Content } from '../generation/ledger.ts';
import { findProgram } from '../proxy/find-program.ts';
import { isSameProcess, startTimeOf } from '../proxy/process-identity.ts';
import { renderNginx } from './render-nginx.ts';

interface Running {
  pid: number;
  startTime: string;
  text: string;
}

export class CacheProcess {
  readonly #folder: string;
  readonly #path: string;
  readonly #alerts: Alerts;
  readonly #countsPort: number;

  /**
   * @param path Where programs are looked for.
   * @param countsPort Where it is counted how answers came about.
   */
  constructor(folder: string, path: string, alerts: Alerts, countsPort: number) {
    this.#folder = join(folder, 'cache');
    this.#path = path;
    this.#alerts = alerts;
    this.#countsPort = countsPort;
  }

  /** Makes what runs be what the content wants; called again and again. */
  async follow(content: Content | null): Promise<void> {
    const cache = content?.withoutCache === null ? content.topology.cache : undefined;
    const record = join(this.#folder, 'process.json');
    const running = await readDocument<Running>(record);
    const alive = running !== null && (await isSameProcess(running.pid, running.startTime));
    const wanted =
      cache?.nginx === undefined
        ? null
        : renderNginx(
            { ...cache.nginx, address: cache.address, port: cache.port },
            {
              folder: this.#folder,
              asRoot: process.getuid?.() === 0,
              countsPort: this.#countsPort,
            },
          );
    if (alive && running.text !== wanted) {
      process.kill(running.pid, 'SIGTERM');
      await rm(record, { force: true });
      return;
    }
    if (wanted === null) this.#alerts.set('cache-down', null);
    if (wanted === null || alive) return;
    const kept = cache?.nginx?.folder ?? this.#folder;
    try {
      await this.#launch(wanted, record, kept);
      this.#alerts.set(
        'cache-down',
        running === null
          ? null
          : `the cache ended and was started again, see ${this.#folder}/nginx.log`,
        false,
      );
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#alerts.set(
        'cache-down',
        `pictures come from the servers, the cache does not start: ${why}`,
        false,
      );
    }
  }

  async #launch(text: string, record: string, kept: string): Promise<void> {
    const nginx = findProgram('nginx', this.#path);
    await mkdir(join(this.#folder, 'temporary'), { recursive: true, mode: 0o700 });
    await mkdir(kept, { recursive: true, mode: 0o700 });
    const configuration = join(this.#folder, 'nginx.conf');
    await writeWhole(configuration, text);
    const child = spawn(nginx, ['-c', configuration, '-e', join(this.#folder, 'nginx.log')], {
      detached: true,
      stdio: 'ignore',
    });
    // That it could not be started is seen by its not being there.
    child.on('error', () => {});
    child.unref();
    if (child.pid === undefined) {
      throw new TwinlensError('unavailable', `${nginx} could not be started`);
    }
    const startTime = (await startTimeOf(child.pid)) ?? '';
    await writeDocument(record, { pid: child.pid, startTime, text } satisfies Running);
  }
}
