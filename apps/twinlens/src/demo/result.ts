import { operations } from '@twinlens/contract';
import type { Edit } from './changes.ts';
import type { Reader } from './reader.ts';
import type { Summary } from './summary.ts';
import type { Comparison } from './wait.ts';

const kinds = ['changed', 'added', 'deleted'] as const;

/** What was changed, what was found, and where to look. */
export async function printResult(options: {
  reader: Reader;
  comparison: Comparison;
  summary: Summary;
  intended: Edit[];
  say: (text: string) => void;
}): Promise<void> {
  const { reader, comparison, summary, intended, say } = options;
  say('\nChanged on purpose:');
  for (const { what } of intended) say(`  ${what}`);
  say('\nFound:');
  for (const kind of kinds) {
    const { changes } = await reader.read(operations.listChanges, {
      params: { account: reader.accountId, comparison: comparison.id },
      query: { kind },
    });
    for (const { component, variant } of changes) say(`  ${kind}  ${component}: ${variant}`);
  }
  say(`  unchanged  ${summary.unchanged} others`);
  say(
    `\nIn ${summary.seconds} s, at ${summary.snapshotsPerSecond} snapshots per second. Look at it:\n`,
  );
  say(`  ${summary.url}`);
  say(`  sign in as ${reader.email} with password ${reader.password}\n`);
}
