/** An installation for one command: it starts empty, and everything of it is gone afterwards. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { type Installation, startInstallation } from './installation.ts';
import { createLogStream } from './log-stream.ts';
import { aborted, listenForStopSignals } from './stop-signals.ts';

export interface OwnInstallation {
  installation: Installation;
  /** For files of the command; deleted with everything else. */
  folder: string;
  /** Fires when a person asks to stop, and when it takes longer than it may. */
  signal: AbortSignal;
  /** Resolves when a person asks to stop. */
  stopped: () => Promise<void>;
}

/** Lines of the parts' log repeated when the command fails. */
const repeatedLines = 30;

/**
 * Starts an installation, lets it be used, and answers the exit code.
 * @param options.name of the command, for the folder
 * @param options.patienceMs what takes longer than this is broken, and says so instead of hanging
 * @throws TwinlensError when a step fails; the end of the log is printed then.
 */
export async function withOwnInstallation(
  options: { name: string; port: number; patienceMs: number; config: Config },
  use: (own: OwnInstallation) => Promise<void>,
): Promise<number> {
  const { name, port, patienceMs, config } = options;
  const signals = listenForStopSignals();
  const folder = await mkdtemp(join(tmpdir(), `twinlens-${name}-`));
  const logFile = join(folder, 'log');
  const log = createLogStream(createWriteStream(logFile), { human: false });
  try {
    const installation = await startInstallation(
      {
        dataFolder: join(folder, 'data'),
        cacheFolder: config.cacheFolder,
        host: '127.0.0.1',
        port,
        origin: null,
        allowedPrivateHosts: [],
        environment: withoutDatabase(config.environment),
      },
      log,
      signals,
    );
    try {
      await use({
        installation,
        folder,
        signal: AbortSignal.any([signals.stop, AbortSignal.timeout(patienceMs)]),
        stopped: () => aborted(signals.stop),
      });
    } finally {
      await installation.stop();
    }
  } catch (error) {
    if (!signals.stop.aborted) {
      const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n');
      process.stderr.write(`${lines.slice(-repeatedLines).join('\n')}\n`);
      throw error;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return signals.force.aborted ? 130 : 0;
}

/** It starts empty, also where a real installation's database is configured. */
function withoutDatabase(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL: _databaseUrl, TWINLENS_ORIGIN: _origin, ...rest } = environment;
  return rest;
}
