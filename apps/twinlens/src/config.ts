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
  /** The Twinlens that clients send to, and the key they have; null where they are not given. */
  serviceUrl: string | null;
  apiKey: { key: string; secret: string } | null;
  /** The public key that baselines of a project are signed with; null takes the one they come with. */
  manifestKey: string | null;
  /** A status page that is written to, and the token for that; null where they are not given. */
  statusUrl: string | null;
  statusToken: string | null;
  /** Handed on to the programs started from here. */
  environment: NodeJS.ProcessEnv;
}

export function readConfig(): Config {
  const { HAPPO_API_KEY: key, HAPPO_API_SECRET: secret } = process.env;
  const { data, cache } = envPaths('twinlens', { suffix: '' });
  return {
    cacheFolder: cache,
    defaultDataFolder: data,
    host: process.env.TWINLENS_HOST || '127.0.0.1',
    origin: process.env.TWINLENS_ORIGIN || null,
    serviceUrl: process.env.TWINLENS_URL?.replace(/\/+$/, '') || null,
    apiKey: key && secret ? { key, secret } : null,
    manifestKey: process.env.TWINLENS_MANIFEST_KEY || null,
    statusUrl: process.env.TWINLENS_STATUS_URL?.replace(/\/+$/, '') || null,
    statusToken: process.env.TWINLENS_STATUS_WRITE_TOKEN || null,
    environment: process.env,
  };
}
