/** The stock client, run as a build runs it. */
import { delimiter, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ProgramRun, runProgram } from './run-program.ts';

/** The client that comes with `npm ci`. */
export const client = resolve(
  dirname(fileURLToPath(import.meta.resolve('happo'))),
  '../cli/main.js',
);

export type HappoRun = ProgramRun;

/** Where a client sends to, and as whom. */
export interface Address {
  url: string;
  apiKey: string;
  apiSecret: string;
}

/** What a client has in its environment: nothing of the person's who runs the tests. */
export function clientEnvironment(cwd: string, twinlens: Address): Record<string, string> {
  return {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: cwd,
    TWINLENS_URL: twinlens.url,
    HAPPO_API_KEY: twinlens.apiKey,
    HAPPO_API_SECRET: twinlens.apiSecret,
    // Switches off the client's crash reports to its maker.
    JEST_WORKER_ID: '1',
    STORYBOOK_DISABLE_TELEMETRY: '1',
  };
}

/** Never rejects: a failing client is a result like any other. */
export function runHappo(options: {
  cwd: string;
  args?: string[];
  /** Where to send to; the configuration in `cwd` reads TWINLENS_URL. */
  twinlens: Address;
  env?: Record<string, string>;
}): Promise<HappoRun> {
  const { cwd, args = [], twinlens, env = {} } = options;
  return runProgram(process.execPath, [client, ...args], {
    cwd,
    env: { ...clientEnvironment(cwd, twinlens), ...env },
  });
}
