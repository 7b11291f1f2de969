/** Who else looks at comparisons: nobody, until somebody is added. */
import type { Operations, ResponseOf } from '@twinlens/contract';

export type Onlooker = ResponseOf<Operations['tellPresence']>['others'][number];

export interface Presence {
  /** Those who are there besides the visitor. */
  others: Onlooker[];
  /** What visitors said they look at, the latest last. */
  told: (number | null)[];
}
