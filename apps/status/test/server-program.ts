/** The real server as a process of its own, which a test may kill and start again with what it had. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ServerReady } from '@twinlens/contract';
import { freePort } from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { newFolder } from './status-program.ts';

const main = join(import.meta.dirname, '../../server/src/main.ts');
export const serviceToken = 'a token of the status program, for tests';

export interface ServerProgram extends ServerReady {
  process: ChildProcess;
  stop(signal: NodeJS.Signals): Promise<unknown>;
}

export interface ServerPlace {
  dataFolder: string;
  databaseUrl: string;
  port: number;
}

export async function newPlace(): Promise<ServerPlace> {
  const [dataFolder, databaseUrl, port] = await Promise.all([
    newFolder(),
    createPostgresDatabase(),
    freePort(),
  ]);
  return { dataFolder, databaseUrl, port };
}

export async function startServerProgram(place: ServerPlace): Promise<ServerProgram> {
  const child = fork(main, {
    execPath: process.execPath,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      TWINLENS_DATA: place.dataFolder,
      TWINLENS_PORT: String(place.port),
      DATABASE_URL: place.databaseUrl,
      TWINLENS_WORKER_TOKEN: 'a worker token for tests, long enough',
      TWINLENS_STATUS_TOKEN: serviceToken,
      TWINLENS_PRIVATE_DESTINATIONS: 'allow',
      TWINLENS_LOG_LEVEL: 'error',
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    },
  });
  const [ready] = (await once(child, 'message')) as [ServerReady];
  return {
    ...ready,
    process: child,
    async stop(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      return exited;
    },
  };
}
