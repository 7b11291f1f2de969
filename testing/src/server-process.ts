/** The server as a process of its own, which a test may kill. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ServerReady } from '@twinlens/contract';

const program = join(import.meta.dirname, '../../apps/server/src/main.ts');

/** Starts the program on a folder; without a database in `env`, it brings its own. Does not wait for it. */
export function launchServer(dataFolder: string, env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [program], {
    env: {
      TWINLENS_DATA: dataFolder,
      TWINLENS_PORT: '0',
      TWINLENS_WORKER_TOKEN: 'a worker token for tests, long enough',
      TWINLENS_LOG_LEVEL: 'error',
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
}

/** What the program says once it answers requests. */
export async function serverReady(child: ChildProcess): Promise<ServerReady> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code} before it was ready`);
  });
  // Once it is ready, its end is nobody's fault here.
  ended.catch(() => {});
  const [ready] = (await Promise.race([once(child, 'message'), ended])) as [ServerReady];
  return ready;
}

/** Its exit code, once it has ended: null when a signal ended it. */
export async function endServer(
  child: ChildProcess,
  signal: NodeJS.Signals,
): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  const [code] = await exit;
  return code;
}
