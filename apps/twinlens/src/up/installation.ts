/** All of Twinlens on this machine: a server and a worker, in the order they need each other. */
import type { ServerReady, WorkerReady } from '@twinlens/contract';
import { programs } from '../programs.ts';
import { openDataFolder } from './data-folder.ts';
import type { LogStream } from './log-stream.ts';
import { type Part, startPart } from './part.ts';
import { findPort } from './port.ts';
import type { StopSignals } from './stop-signals.ts';

export interface InstallationSettings {
  dataFolder: string;
  cacheFolder: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  origin: string | null;
  allowedPrivateHosts: string[];
  environment: NodeJS.ProcessEnv;
}

export interface Installation {
  url: string;
  apiKey: string;
  apiSecret: string;
  signInUrl: string;
  /** Workers first, then the server they report to. */
  stop(): Promise<void>;
}

/**
 * Resolves once captures can be done.
 * @throws TwinlensError saying what stands in the way; nothing is left running then.
 */
export async function startInstallation(
  settings: InstallationSettings,
  log: LogStream,
  signals: StopSignals,
): Promise<Installation> {
  const { dataFolder, host, origin, environment } = settings;
  const { workerToken } = await openDataFolder(dataFolder);
  const port = await findPort({ host, port: settings.port, signal: signals.stop });
  const ofWorker = withoutSecrets(environment);

  const parts: Part<ServerReady | WorkerReady>[] = [];
  const stop = async () => {
    for (const part of parts.toReversed()) await part.stop();
  };
  const start = <Ready extends ServerReady | WorkerReady>(
    name: keyof typeof programs,
    env: NodeJS.ProcessEnv,
  ): Promise<Ready> => {
    const part = startPart<Ready>({ name, program: programs[name], environment: env, log });
    parts.push(part);
    return part.ready;
  };
  signals.force.addEventListener('abort', () => {
    for (const part of parts) part.kill();
  });
  const stopEarly = () => void stop();
  signals.stop.addEventListener('abort', stopEarly);

  try {
    const server = await start<ServerReady>('server', {
      ...environment,
      TWINLENS_DATA: dataFolder,
      TWINLENS_HOST: host,
      TWINLENS_PORT: String(port),
      TWINLENS_WORKER_TOKEN: workerToken,
      ...(origin === null ? {} : { TWINLENS_ORIGIN: origin }),
    });
    // The worker needs neither the database nor the public address.
    await start<WorkerReady>('worker', {
      ...ofWorker,
      TWINLENS_SERVER: `http://${reachable(host)}:${port}`,
      TWINLENS_WORKER_TOKEN: workerToken,
      TWINLENS_WORKER_NAME: 'local',
      TWINLENS_ALLOWED_PRIVATE_HOSTS: settings.allowedPrivateHosts.join(','),
      TWINLENS_CACHE: settings.cacheFolder,
    });
    const { url, apiKey, apiSecret, signInUrl } = server;
    return { url, apiKey, apiSecret, signInUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    signals.stop.removeEventListener('abort', stopEarly);
  }
}

/** What the worker, which runs the pages of others, has no business to know. */
const secrets = /^(DATABASE_URL|PG|AWS_|TWINLENS_(STATUS_TOKEN|INSTALLATION_KEY|S3_|SMTP_URL))/;

const withoutSecrets = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !secrets.test(name)));

/** An address this machine can connect to, for a server that listens on every one. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
