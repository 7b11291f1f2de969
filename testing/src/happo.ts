/** The stock client, run as a build runs it. */
import { execFile } from 'node:child_process';
import { delimiter, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const client = resolve(dirname(fileURLToPath(import.meta.resolve('happo'))), '../cli/main.js');

export interface HappoRun {
  code: number;
  stdout: string;
  stderr: string;
}

/** Never rejects: a failing client is a result like any other. */
export function runHappo(options: {
  cwd: string;
  args?: string[];
  /** Where to send to; the configuration in `cwd` reads TWINLENS_URL. */
  twinlens: { url: string; apiKey: string; apiSecret: string };
  env?: Record<string, string>;
}): Promise<HappoRun> {
  const { cwd, args = [], twinlens, env = {} } = options;
  return new Promise((done) => {
    execFile(
      process.execPath,
      [client, ...args],
      {
        cwd,
        maxBuffer: 64 * 1024 * 1024,
        env: {
          PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
          HOME: cwd,
          TWINLENS_URL: twinlens.url,
          HAPPO_API_KEY: twinlens.apiKey,
          HAPPO_API_SECRET: twinlens.apiSecret,
          // Switches off the client's crash reports to its maker.
          JEST_WORKER_ID: '1',
          STORYBOOK_DISABLE_TELEMETRY: '1',
          ...env,
        },
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        done({ code, stdout, stderr });
      },
    );
  });
}
