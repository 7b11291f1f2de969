import { setTimeout as sleep } from 'node:timers/promises';
import { operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { createProgressBar } from '../progress-bar.ts';
import type { Reader } from './reader.ts';

export type Comparison = ResponseOf<typeof operations.getComparison>;

const intervalMs = 200;

/**
 * Waits until two commits are compared, with a progress bar where there is a terminal.
 * @throws TwinlensError `unavailable` when a capture or the comparison failed.
 */
export async function waitForComparison(
  reader: Reader,
  options: { before: string; after: string; examples: number; signal: AbortSignal },
): Promise<Comparison> {
  const { before: sha1, after: sha2, signal } = options;
  const params = { account: reader.accountId, project: reader.projectId, sha1, sha2 };
  const bar = createProgressBar(process.stdout);
  try {
    for (;;) {
      const comparison = await reader.read(operations.getComparison, { params, signal });
      if (comparison.state === 'failure') {
        throw new TwinlensError('unavailable', `the comparison failed: ${comparison.error}`);
      }
      if (comparison.state !== 'pending') return comparison;
      const { progress } = comparison;
      if (progress === null) bar.show(1, 'comparing');
      else {
        // The client asks once for each commit: every request is the whole library.
        const total = Math.max(1, progress.requestsTotal) * options.examples;
        bar.show(
          progress.examplesCaptured / total,
          `${progress.examplesCaptured} of ${total} captured`,
        );
      }
      await sleep(intervalMs, undefined, { signal });
    }
  } finally {
    bar.clear();
  }
}
