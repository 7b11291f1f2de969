/** Pairs of snapshots by their public ids, of which the first eight digits are the number. */
import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { accessibilityChanges } from './accessibility.ts';
import { minutesAgo, pendingShas, reviewShas } from './records.ts';
import { changeOf } from './rows.ts';

type SnapshotPair = ResponseOf<Operations['getSnapshotPair']>;

function snapshot(publicId: string): SnapshotPair['before'] {
  const number = /^[0-9a-f]{24}$/.test(publicId) ? Number.parseInt(publicId.slice(0, 8), 16) : 0;
  const row = Math.floor((number - 1) / 2);
  const { before, after, component, variant, target } =
    accessibilityChanges('changed').find(({ after }) => after?.snapshotId === 2 * row + 2) ??
    changeOf('changed', row);
  const side = number % 2 === 1 ? before : after;
  if (number === 0 || side === null) {
    throw new TwinlensError('not_found', 'this project has no such pair of snapshots');
  }
  const { snapshotId, image } = side;
  return { snapshotId, component, variant, target, image };
}

const message = 'Give buttons the new accent colours';

const comparisons: SnapshotPair['comparisons'] = [
  {
    id: 71,
    sha1: reviewShas.before,
    sha2: reviewShas.after,
    state: 'needs-review',
    decision: null,
    message,
    createdAt: minutesAgo(8),
  },
  {
    id: 65,
    sha1: reviewShas.before,
    sha2: pendingShas.after,
    state: 'success',
    decision: 'accepted',
    message: 'Let long product names wrap in cards, tables and the basket instead of cutting them',
    createdAt: minutesAgo(90),
  },
  {
    id: 60,
    sha1: 'main',
    sha2: 'feature-buttons',
    state: 'failure',
    decision: 'rejected',
    message: null,
    createdAt: minutesAgo(3000),
  },
];

/** Comparisons have the two pictures of one row, in their order. */
export function snapshotPair({ id1, id2 }: { id1: string; id2: string }): SnapshotPair {
  const before = snapshot(id1);
  const after = snapshot(id2);
  const isChange = before.snapshotId % 2 === 1 && after.snapshotId === before.snapshotId + 1;
  return {
    project: { id: 1, name: 'web-shop' },
    before,
    after,
    flake: null,
    comparisons: isChange ? comparisons : [],
  };
}
