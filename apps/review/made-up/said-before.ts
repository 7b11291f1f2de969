/** What people have said of some rows before the pages are opened. */
import type { Operations, ResponseOf } from '@twinlens/contract';
import { minutesAgo, reviewShas } from './records.ts';

type RowDecision = NonNullable<
  ResponseOf<Operations['listChanges']>['changes'][number]['decision']
>;

/** Of rows that were accepted in another comparison. */
export const remembered: RowDecision = {
  decision: 'accepted',
  by: 'Grace Hopper',
  at: minutesAgo(3000),
  comment: null,
  settled: true,
  elsewhere: { sha1: reviewShas.before, sha2: 'a5'.repeat(20) },
};

/** Of rows somebody reported as flaky. */
export const flaky: RowDecision = {
  ...remembered,
  decision: 'flaky',
  at: minutesAgo(2000),
  elsewhere: null,
};
