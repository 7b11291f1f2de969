/** The server as a process of its own, which a test may kill. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ServerReady } from '@twinlens/contract';
import { cookiesOf, postLink, type Tenant, workerToken } from './installation.ts';

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface ServerProcess {
  child: ChildProcess;
  url: string;
  /** The account and project every new installation has, and its first person. */
  tenant: Tenant;
}

/** Starts the program on a folder; without a database in `env`, it brings its own. Does not wait for it. */
export function launchServer(dataFolder: string, env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [program], {
    env: {
      TWINLENS_DATA: dataFolder,
      TWINLENS_PORT: '0',
      TWINLENS_WORKER_TOKEN: workerToken,
      TWINLENS_LOG_LEVEL: 'error',
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
}

/** Waits until the program answers requests, and signs its first person in. */
export async function whenReady(child: ChildProcess): Promise<ServerProcess> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code} before it was ready`);
  });
  // Once it is ready, its end is nobody's fault here.
  ended.catch(() => {});
  const [ready] = (await Promise.race([once(child, 'message'), ended])) as [ServerReady];
  const credentials = Buffer.from(`${ready.apiKey}:${ready.apiSecret}`).toString('base64');
  const tenant = {
    accountId: 1,
    projectId: 1,
    userId: '',
    session: { cookie: cookiesOf(await postLink(ready.signInUrl)), origin: ready.url },
    apiKey: ready.apiKey,
    client: { authorization: `Basic ${credentials}` },
  };
  return { child, url: ready.url, tenant };
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
