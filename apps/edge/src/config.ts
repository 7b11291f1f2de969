/** What the edge takes from its environment, read once. */
import type { Surroundings } from './deploy/servers.ts';

export interface Config {
  /** Where programs are looked for. */
  path: string;
  /** Folder of the edge; null where it has to be named on the command line. */
  folder: string | null;
  logLevel: string;
  /** What servers get of it: nothing that belongs to the person who deploys. */
  surroundings: Surroundings;
}

export function readConfig(): Config {
  const { PATH, HOME, LANG, TZ } = process.env;
  return {
    path: PATH ?? '',
    folder: process.env.TWINLENS_EDGE_STATE || null,
    logLevel: process.env.TWINLENS_LOG_LEVEL || 'info',
    surroundings: { PATH, HOME, LANG, TZ },
  };
}
