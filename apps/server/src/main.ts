/** The server as a program: settings from the environment, a logger on standard output. */
import { type ServerReady, TwinlensError } from '@twinlens/contract';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { startServer } from './server.ts';

const logger = pino({ name: 'server' });

async function main(): Promise<void> {
  const config = readConfig();
  logger.level = config.logLevel;
  const server = await startServer({ config });

  let stopping = false;
  const stop = async (why: string) => {
    if (stopping) return;
    stopping = true;
    logger.info(`stopping: ${why}`);
    await server.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('asked to'));
  process.on('SIGINT', () => void stop('interrupted'));
  // Whoever started this process is gone, and nobody would stop it any more.
  process.on('disconnect', () => void stop('its supervisor ended'));

  const { url, apiKey, apiSecret, signInUrl } = server;
  logger.info({ url }, 'serving');
  const ready: ServerReady = { type: 'ready', url, apiKey, apiSecret, signInUrl };
  process.send?.(ready);
}

try {
  await main();
} catch (error) {
  // What a person can mend is said in a sentence; anything else with its trace.
  if (error instanceof TwinlensError) logger.fatal(error.message);
  else logger.fatal(error);
  process.exit(1);
}
