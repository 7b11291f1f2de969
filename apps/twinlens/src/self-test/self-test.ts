/** Twinlens tests its own pages: their stories go through an installation of what was just built. */
import { performance } from 'node:perf_hooks';
import { operations } from '@twinlens/contract';
import type { Command } from '../arguments.ts';
import type { Config } from '../config.ts';
import { countStories } from '../demo/count-stories.ts';
import { type Reader, signIn } from '../demo/reader.ts';
import { summarize } from '../demo/summary.ts';
import { type Comparison, waitForComparison } from '../demo/wait.ts';
import { withOwnInstallation } from '../up/own-installation.ts';
import { baseSha } from './base-checkout.ts';
import { sendPages } from './send-pages.ts';

const patienceMs = 30 * 60_000;

/** Names of pictures that are printed. */
const mostNames = 40;

/** Kinds that should be empty where nothing was changed. */
const kinds = ['changed', 'added', 'deleted', 'unstable'] as const;

/**
 * Compares the review pages with themselves, or with how they were; answers the exit code: 1 when
 * something differs that should not.
 * @throws TwinlensError when a step fails.
 */
export async function selfTest(
  command: Extract<Command, { name: 'self-test' }>,
  config: Config,
): Promise<number> {
  const { port, once, json, against, stories } = command;
  const { environment } = config;
  const say = (text: string) => (json ? process.stderr : process.stdout).write(`${text}\n`);
  const base = against === null ? null : await baseSha(against);
  let differs = false;
  const code = await withOwnInstallation(
    { name: 'self-test', port, patienceMs, config },
    async ({ installation, folder, signal, stopped }) => {
      const input = { folder, base, stories, installation, environment, signal, say };
      const { before, after, built } = await sendPages(input);
      const reader = await signIn(installation);
      const examples = await countStories(built);
      const comparison = await waitForComparison(reader, { before, after, examples, signal });
      const seconds = performance.now() / 1000;
      const summary = await summarize(reader, { origin: installation.url, comparison, seconds });
      const { counts, origins } = comparison;
      differs = base === null && (counts.changed > 0 || counts.unstable > 0);
      await printNames(reader, comparison, say);
      say(
        `\n${counts.unchanged} of ${(origins?.rendered ?? 0) + (origins?.copied ?? 0)} pictures are the same, in ${summary.seconds} s. Look at it:\n`,
      );
      say(`  ${summary.url}`);
      say(`  sign in as ${reader.email} with password ${reader.password}\n`);
      if (json) {
        const { rendered = 0, copied = 0 } = origins ?? {};
        const { unstable, tolerated } = counts;
        const line = { ...summary, unstable, tolerated, rendered, copied };
        process.stdout.write(`${JSON.stringify(line)}\n`);
      }
      if (!once) {
        say('Serving until Ctrl-C; everything is deleted then.');
        await stopped();
      }
    },
  );
  return code === 0 && differs ? 1 : code;
}

async function printNames(reader: Reader, comparison: Comparison, say: (text: string) => void) {
  for (const kind of kinds) {
    if (comparison.counts[kind] === 0) continue;
    const { changes } = await reader.read(operations.listChanges, {
      params: { account: reader.accountId, comparison: comparison.id },
      query: { kind, limit: mostNames },
    });
    for (const { component, variant, target } of changes) {
      say(`  ${kind}  ${component}: ${variant}, ${target}`);
    }
    const left = comparison.counts[kind] - changes.length;
    if (left > 0) say(`  ${kind}  ${left} more`);
  }
}
