import { performance } from 'node:perf_hooks';
import type { Command } from '../arguments.ts';
import type { Config } from '../config.ts';
import { withOwnInstallation } from '../up/own-installation.ts';
import { edits } from './changes.ts';
import { signIn } from './reader.ts';
import { printResult } from './result.ts';
import { sendTwoCommits } from './send.ts';
import { summarize } from './summary.ts';
import { waitForComparison } from './wait.ts';

const patienceMs = 5 * 60_000;

const say = (text: string) => process.stdout.write(`${text}\n`);

/**
 * Sends two commits of the example through an installation of its own, which is gone afterwards;
 * answers the exit code.
 * @throws TwinlensError when a step fails.
 */
export async function demo(
  command: Extract<Command, { name: 'demo' }>,
  config: Config,
): Promise<number> {
  const { port, once } = command;
  const { environment } = config;
  say('Starting Twinlens on an empty folder.');
  return withOwnInstallation({ name: 'demo', port, patienceMs, config }, async (own) => {
    const { installation, folder, signal } = own;
    const commits = await sendTwoCommits({ folder, installation, environment, signal, say });
    const reader = await signIn(installation);
    const comparison = await waitForComparison(reader, { ...commits, signal });
    const seconds = performance.now() / 1000;
    const summary = await summarize(reader, { origin: installation.url, comparison, seconds });
    await printResult({ reader, comparison, summary, intended: edits, say });
    if (once) {
      say(JSON.stringify(summary));
    } else {
      say('Serving until Ctrl-C; everything is deleted then.');
      await own.stopped();
    }
  });
}
