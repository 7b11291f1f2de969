import { TwinlensError } from '@twinlens/contract';
import {
  addFinishedSnapRequest,
  createSnapRequests,
  extendPages,
  extendReport,
  pollSnapRequest,
} from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';
import { readSent, toExtending, toItem } from './sent-snap-request.ts';

export const snapRequestHandlers: Pick<
  Handlers,
  | 'createSnapRequests'
  | 'createSnapRequest'
  | 'extendReport'
  | 'addFinishedSnapRequest'
  | 'pollSnapRequest'
> = {
  async createSnapRequests({ ctx, caller, body }) {
    return { results: await createSnapRequests({ ctx, caller, input: body }) };
  },
  async createSnapRequest({ ctx, caller, request }) {
    const sent = await readSent(request);
    if (sent.type === 'extends-report') {
      return extendPages({ ctx, caller, input: toExtending(sent) });
    }
    const [result] = await createSnapRequests({ ctx, caller, input: { items: [toItem(sent)] } });
    if (result !== undefined && 'requestId' in result) return result;
    throw new TwinlensError('invalid_request', result?.error ?? 'no item was sent');
  },
  extendReport: ({ ctx, caller, body }) => extendReport({ ctx, caller, input: body }),
  addFinishedSnapRequest: ({ ctx, caller, body }) =>
    addFinishedSnapRequest({ ctx, caller, input: body }),
  pollSnapRequest: ({ ctx, caller, params }) => pollSnapRequest({ ctx, caller, input: params }),
};
