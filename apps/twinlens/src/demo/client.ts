import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { TwinlensError } from '@twinlens/contract';
import type { Installation } from '../up/installation.ts';

/** Variables by which the client would take the surrounding build of a CI service for the demo's own. */
const ofBuilds = /^(CI$|CI_|GITHUB_|CIRCLE|TRAVIS|BUILD_|SYSTEM_|HAPPO_)/;

/**
 * Runs the stock client in a folder, as a customer's build does.
 * @param options.client the package it is run of
 * @param options.variables what its configuration reads of the environment, beside where to send to
 * @throws TwinlensError `unavailable` with everything it printed when it fails.
 */
export async function runClient(options: {
  client: string;
  folder: string;
  before: string;
  after: string;
  message: string;
  installation: Installation;
  environment: NodeJS.ProcessEnv;
  variables?: Record<string, string>;
  signal: AbortSignal;
}): Promise<void> {
  const { client, folder, before, after, message, installation, environment, variables, signal } =
    options;
  const own = Object.entries(environment).filter(([name]) => !ofBuilds.test(name));
  const child = spawn(
    process.execPath,
    [
      join(client, 'dist/cli/main.js'),
      ...['--beforeSha', before, '--afterSha', after],
      ...['--message', message, '--authorEmail', 'demo@example.org'],
    ],
    {
      cwd: folder,
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...Object.fromEntries(own),
        ...variables,
        // Storybook is started by name and must find the Node this runs on.
        PATH: [dirname(process.execPath), environment.PATH].join(delimiter),
        TWINLENS_URL: installation.url,
        HAPPO_API_KEY: installation.apiKey,
        HAPPO_API_SECRET: installation.apiSecret,
        // The client reports its own crashes to its maker, except where it takes itself to be under test.
        JEST_WORKER_ID: '1',
        STORYBOOK_DISABLE_TELEMETRY: '1',
      },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) {
    throw new TwinlensError('unavailable', `the happo client failed. It printed:\n${output}`);
  }
}
