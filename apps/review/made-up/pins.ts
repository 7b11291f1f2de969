/** What people say about parts of whole pages: a place in every kind of rows, and what looks at it. */
import type { Place } from '@twinlens/contract';
import { minutesAgo } from './records.ts';
import type { Thread } from './threads.ts';

/** Snapshots of the page with rows that were inserted, removed and moved, and of the long one. */
export const pinnedSnapshots = { moved: 4004, long: 4002 };

function said(id: number, text: string, place: Place | null, resolved = false): Thread {
  return {
    id,
    place,
    resolved: resolved ? { by: 'Grace Hopper', at: minutesAgo(20) } : null,
    elsewhere: null,
    comments: [
      {
        id,
        byId: 'u2',
        by: 'Grace Hopper',
        at: minutesAgo(40 - (id % 10)),
        text,
        mentions: [],
      },
    ],
  };
}

const moved = [
  said(101, 'Who asked for this part?', { side: 'after', x: 24, y: 500, width: 300, height: 40 }),
  said(102, 'This went away.', { side: 'before', x: 24, y: 1224, width: 320, height: 18 }),
  said(103, 'One pixel off, as before.', { side: 'before', x: 400, y: 64, width: 1, height: 1 }),
  said(104, 'Settled long ago.', { side: 'after', x: 600, y: 1460, width: 1, height: 1 }, true),
  said(105, 'About all of it.', null),
];

const long = [
  said(111, 'Far down.', { side: 'after', x: 24, y: 8340, width: 140, height: 36 }),
  said(112, 'In what stayed the same.', { side: 'before', x: 640, y: 5000, width: 1, height: 1 }),
];

export const pinned: [snapshot: number, threads: Thread[]][] = [
  [pinnedSnapshots.moved, moved],
  [pinnedSnapshots.long, long],
];
