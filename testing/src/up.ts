/** `twinlens up` as a person or a script starts it, on a free port and a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { listDescendants } from './processes.ts';

const command = resolve(import.meta.dirname, '../../apps/twinlens/src/main.ts');

export interface RunningTwinlens {
  url: string;
  apiKey: string;
  apiSecret: string;
  signInUrl: string;
  dataFolder: string;
  process: ChildProcess;
  /** Every line printed to standard output so far. */
  lines: string[];
  /** Everything logged so far; JSON lines. */
  log(): string;
  /** Process id of a part that runs now. */
  pidOf(part: 'server' | 'worker'): Promise<number>;
  /** Sends the signal (SIGTERM by default), waits for the end and answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Rejects with everything logged when it ends before it is ready. */
export async function startTwinlens(
  options: {
    /** A new temporary folder when left out. */
    dataFolder?: string;
    port?: number;
    allowPrivateHosts?: string[];
    /** PostgreSQL; the embedded database when left out. */
    databaseUrl?: string;
    /** What the status program must show; nobody is one when left out. */
    statusToken?: string;
    /** What else its parts are told. */
    environment?: Record<string, string>;
  } = {},
): Promise<RunningTwinlens> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'twinlens-test-')));
  const hosts = (options.allowPrivateHosts ?? []).flatMap((host) => ['--allow-private-host', host]);
  const child = spawn(
    process.execPath,
    [command, 'up', '--json', '--port', String(options.port ?? 0), '--data', dataFolder, ...hosts],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...(options.statusToken !== undefined && { TWINLENS_STATUS_TOKEN: options.statusToken }),
        ...options.environment,
        ...(options.databaseUrl !== undefined && { DATABASE_URL: options.databaseUrl }),
      },
    },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const lines: string[] = [];
  const first = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    first.resolve(line);
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  void ended.then(([code]) => first.reject(new Error(`twinlens up ended with ${code}:\n${log}`)));

  const ready = JSON.parse(await first.promise) as Pick<
    RunningTwinlens,
    'url' | 'apiKey' | 'apiSecret' | 'signInUrl'
  >;
  return {
    ...ready,
    dataFolder,
    process: child,
    lines,
    log: () => log,
    async pidOf(part) {
      const descendants = await listDescendants(child.pid ?? 0);
      const found = descendants.find(({ command }) => command.endsWith(`apps/${part}/src/main.ts`));
      if (found === undefined) throw new Error(`no ${part} runs`);
      return found.pid;
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}
