/** The real server as a process of its own, which a test may kill and start again with what it had. */
import type { ChildProcess } from 'node:child_process';
import type { ServerReady } from '@twinlens/contract';
import { endServer, freePort, launchServer, serverReady } from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { newFolder } from './status-program.ts';

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
  const child = launchServer(place.dataFolder, {
    TWINLENS_PORT: String(place.port),
    DATABASE_URL: place.databaseUrl,
    TWINLENS_STATUS_TOKEN: serviceToken,
    TWINLENS_PRIVATE_DESTINATIONS: 'allow',
  });
  const ready = await serverReady(child);
  return { ...ready, process: child, stop: (signal) => endServer(child, signal) };
}
