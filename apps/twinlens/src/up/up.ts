import { resolve } from 'node:path';
import type { Command } from '../arguments.ts';
import type { Config } from '../config.ts';
import { firstScreen } from './first-screen.ts';
import { startInstallation } from './installation.ts';
import { createLogStream } from './log-stream.ts';
import { aborted, listenForStopSignals } from './stop-signals.ts';

/**
 * Runs everything until a signal comes; answers the exit code.
 * @throws TwinlensError when something stands in the way of starting.
 */
export async function up(
  command: Extract<Command, { name: 'up' }>,
  config: Config,
): Promise<number> {
  const signals = listenForStopSignals();
  const log = createLogStream(process.stderr, { human: process.stderr.isTTY && !command.json });
  const dataFolder = resolve(command.dataFolder ?? config.defaultDataFolder);
  try {
    const installation = await startInstallation(
      {
        dataFolder,
        cacheFolder: config.cacheFolder,
        host: config.host,
        port: command.port,
        origin: config.origin,
        allowedPrivateHosts: command.allowedPrivateHosts,
        environment: config.environment,
      },
      log,
      signals,
    );
    const { stop, ...addressAndKeys } = installation;
    process.stdout.write(
      command.json ? `${JSON.stringify(addressAndKeys)}\n` : firstScreen(installation, dataFolder),
    );
    await aborted(signals.stop);
    log.say('info', 'stopping; a second signal ends everything at once');
    await stop();
  } catch (error) {
    // Told to stop before it was up: that is no failure.
    if (!signals.stop.aborted) throw error;
  }
  return signals.force.aborted ? 130 : 0;
}
