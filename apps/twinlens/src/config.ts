/** The command's settings that come from the environment, read once. */
import envPaths from 'env-paths';

export interface Config {
  /** What can be made again, such as the unpacked browser; shared by everything this user runs. */
  cacheFolder: string;
  /** Where state goes when `--data` does not say. */
  defaultDataFolder: string;
  /** Address to listen on. */
  host: string;
  /** What people and clients type where it differs from host and port; null otherwise. */
  origin: string | null;
  /** A server that runs elsewhere, by the names the configuration of the happo clients reads; null where not set. */
  server: { url: string | null; apiKey: string | null; apiSecret: string | null };
  /** Handed on to the programs started from here. */
  environment: NodeJS.ProcessEnv;
}

export function readConfig(): Config {
  const { data, cache } = envPaths('twinlens', { suffix: '' });
  return {
    cacheFolder: cache,
    defaultDataFolder: data,
    host: process.env.TWINLENS_HOST || '127.0.0.1',
    origin: process.env.TWINLENS_ORIGIN || null,
    server: {
      url: process.env.TWINLENS_URL?.replace(/\/+$/, '') || null,
      apiKey: process.env.HAPPO_API_KEY || null,
      apiSecret: process.env.HAPPO_API_SECRET || null,
    },
    environment: process.env,
  };
}
