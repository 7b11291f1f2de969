/** The status program as an operator starts it, on a free port and a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import type { ClientOptions } from '@twinlens/contract';

export const main = join(import.meta.dirname, '../src/main.ts');
export const writeToken = 'a token of an operator, for tests';

export interface StatusProgram {
  url: string;
  dataFolder: string;
  process: ChildProcess;
  /** All it has complained about. */
  errors(): string;
  /** How many rows a table of its store has. */
  kept(table: 'waiting_commit'): number;
  /** Of an operator. */
  operator: ClientOptions;
  stop(signal?: NodeJS.Signals): Promise<unknown>;
}

interface StartOptions {
  watch?: string;
  /** A new one when left out. */
  dataFolder?: string;
  settings?: unknown;
  env?: Record<string, string>;
}

export const newFolder = () => mkdtemp(join(tmpdir(), 'twinlens-status-'));

export async function startStatus(options: StartOptions = {}): Promise<StatusProgram> {
  const dataFolder = options.dataFolder ?? (await newFolder());
  const settingsFile = join(dataFolder, 'settings.json');
  if (options.settings !== undefined) {
    await writeFile(settingsFile, JSON.stringify(options.settings));
  }
  const child = spawn(process.execPath, [main], {
    env: {
      TWINLENS_STATUS_WATCH: options.watch ?? 'http://127.0.0.1:1',
      TWINLENS_STATUS_PORT: '0',
      TWINLENS_STATUS_DATA: dataFolder,
      TWINLENS_STATUS_WRITE_TOKEN: writeToken,
      ...(options.settings !== undefined && { TWINLENS_STATUS_SETTINGS: settingsFile }),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the status program ended with ${code}:\n${errors}`);
  });
  ended.catch(() => {});
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  const { url } = JSON.parse(String(line)) as { url: string };
  return {
    url,
    dataFolder,
    process: child,
    errors: () => errors,
    kept(table) {
      const db = new DatabaseSync(join(dataFolder, 'status.sqlite'), { readOnly: true });
      const row = db.prepare(`select count(*) as rows from ${table}`).get();
      db.close();
      return Number(row?.rows);
    },
    operator: { origin: url, headers: { authorization: `Bearer ${writeToken}` } },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      return exited;
    },
  };
}

/** Shows two components and looks at nothing. */
export const quietSettings = {
  name: 'Lens shop',
  components: [
    { id: 'api', name: 'API' },
    { id: 'web-ui', name: 'Web UI' },
    { id: 'pictures', name: 'Pictures', description: 'Serving pictures' },
  ],
  monitors: [],
};
