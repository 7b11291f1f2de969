import {
  addDestination,
  changeDestination,
  getDelivery,
  getHook,
  listDeliveries,
  listDestinations,
  openDestination,
  reconcile,
  redeliver,
  removeDestination,
} from '@twinlens/visual-tests';
import type { SendOptions } from '../../../delivering/send.ts';
import { tryDestination } from '../../../delivering/try-destination.ts';
import type { Handlers } from '../../handler.ts';

type DeliveryHandlers = Pick<
  Handlers,
  | 'listDestinations'
  | 'addDestination'
  | 'changeDestination'
  | 'removeDestination'
  | 'testDestination'
  | 'getHook'
  | 'reconcile'
  | 'listDeliveries'
  | 'getDelivery'
  | 'redeliver'
>;

export type DeliveryNetwork = Pick<SendOptions, 'allowPrivate' | 'smtpUrl'>;

export const createDeliveryHandlers = (network: DeliveryNetwork): DeliveryHandlers => ({
  listDestinations: async ({ ctx, caller }) => ({
    destinations: await listDestinations({ ctx, input: { accountId: caller.accountId } }),
  }),

  addDestination: ({ ctx, caller, body }) =>
    addDestination({ ctx, input: { caller, destination: body } }),

  changeDestination: ({ ctx, caller, params, body }) =>
    changeDestination({ ctx, input: { caller, id: params.destination, destination: body } }),

  async removeDestination({ ctx, caller, params }) {
    await removeDestination({ ctx, input: { caller, id: params.destination } });
    return null;
  },

  async testDestination({ ctx, caller, params, request }) {
    const destination = await openDestination({ ctx, input: { caller, id: params.destination } });
    const to = { accountId: caller.accountId, ...destination };
    return tryDestination(to, ctx.now, {
      ...network,
      signal: request.signal,
      timeoutMs: ctx.rules.answerMs,
    });
  },

  getHook: ({ ctx, caller, params }) => getHook({ ctx, input: { caller, id: params.destination } }),

  reconcile: ({ ctx, caller, params, body }) =>
    reconcile({ ctx, input: { caller, id: params.destination, since: new Date(body.since) } }),

  listDeliveries: ({ ctx, caller, query }) =>
    listDeliveries({ ctx, input: { accountId: caller.accountId, ...query } }),

  getDelivery: ({ ctx, caller, params }) =>
    getDelivery({ ctx, input: { accountId: caller.accountId, id: params.delivery } }),

  redeliver: ({ ctx, caller, params }) =>
    redeliver({ ctx, input: { caller, id: params.delivery } }),
});
