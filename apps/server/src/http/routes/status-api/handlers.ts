import { getFigures, listWaitingCommits, settleStandIns } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const statusHandlers: Pick<
  Handlers,
  'getFigures' | 'listWaitingCommits' | 'settleStandIns'
> = {
  getFigures: ({ ctx }) => getFigures({ ctx }),
  listWaitingCommits: ({ ctx, query }) => listWaitingCommits({ ctx, input: query }),
  settleStandIns: ({ ctx, body }) => settleStandIns({ ctx, input: body }),
};
