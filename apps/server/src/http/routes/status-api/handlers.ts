import { getFigures, listWaitingCommits, settleStandIns } from '@twinlens/visual-tests';
import { handOver } from '../../../delivering/hand-over.ts';
import type { Handlers } from '../../handler.ts';
import type { DeliveryNetwork } from '../web-api/deliveries.ts';

type StatusHandlers = Pick<Handlers, 'getFigures' | 'listWaitingCommits' | 'settleStandIns'>;

export const createStatusHandlers = (network: DeliveryNetwork): StatusHandlers => ({
  getFigures: ({ ctx }) => getFigures({ ctx }),
  listWaitingCommits: ({ ctx, query, request }) =>
    listWaitingCommits({
      ctx,
      input: {
        ...query,
        accessTo: (forge) => handOver(forge, ctx.now(), { ...network, signal: request.signal }),
      },
    }),
  settleStandIns: ({ ctx, body }) => settleStandIns({ ctx, input: body }),
});
