import type { Operations, ResponseOf } from '@twinlens/contract';

type Change = ResponseOf<Operations['listChanges']>['changes'][number];
type Side = Pick<NonNullable<Change['before']>, 'snapshotId' | 'image'>;

const putSide = (side: Side | null) =>
  side && {
    snapshotId: side.snapshotId,
    image: side.image.url,
    width: side.image.width,
    height: side.image.height,
    ...(side.image.accessibility && { violations: side.image.accessibility.violations }),
  };

/** A row of a comparison without what only the pages need: answers cost whoever reads them. */
export const putChange = (row: Change) => ({
  component: row.component,
  variant: row.variant,
  target: row.target,
  before: putSide(row.before),
  after: putSide(row.after),
  difference: row.difference?.class ?? null,
  /** Equal in snapshots with the same change: a scope to decide on. */
  change: row.change,
  decision: row.decision && {
    decision: row.decision.decision,
    by: row.decision.by,
    at: row.decision.at,
    comment: row.decision.comment,
  },
  openThreads: row.threads.open,
});
