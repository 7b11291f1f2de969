import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { TwinlensError } from '@twinlens/contract';
import { workspaceRoot } from '../programs.ts';

export interface StorybookBuild {
  /** Root of a checkout of this repository. */
  checkout: string;
  /** Folder the Storybook is written to. */
  built: string;
  /** Of the stories' files, without their ending; null for all of them. */
  stories: string | null;
  environment: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

/**
 * Builds the Storybook of the review pages, as they are in a checkout.
 * @throws TwinlensError `unavailable` with everything that was printed when it fails.
 */
export async function buildReviewStorybook(build: StorybookBuild): Promise<void> {
  const { checkout, built, stories, environment, signal } = build;
  const child = spawn(
    process.execPath,
    [
      join(workspaceRoot, 'node_modules/storybook/dist/bin/dispatcher.js'),
      ...['build', '--quiet', '--output-dir', built],
    ],
    {
      cwd: join(checkout, 'apps/review'),
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...environment,
        PATH: [dirname(process.execPath), environment.PATH].join(delimiter),
        STORYBOOK_DISABLE_TELEMETRY: '1',
        ...(stories !== null && { TWINLENS_STORIES: stories }),
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
    throw new TwinlensError('unavailable', `Storybook could not be built. It printed:\n${output}`);
  }
}
