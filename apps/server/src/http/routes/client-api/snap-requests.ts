import { TwinlensError } from '@twinlens/contract';
import { createSnapRequests, extendReport } from '@twinlens/visual-tests';
import type { FastifyRequest } from 'fastify';
import type { Handlers } from '../../handler.ts';

export const snapRequestHandlers: Pick<
  Handlers,
  'createSnapRequests' | 'createSnapRequest' | 'extendReport'
> = {
  async createSnapRequests({ ctx, caller, body }) {
    return { results: await createSnapRequests({ ctx, caller, input: body }) };
  },
  async createSnapRequest({ ctx, caller, request }) {
    const item = await readItem(request);
    const [result] = await createSnapRequests({ ctx, caller, input: { items: [item] } });
    if (result !== undefined && 'requestId' in result) return result;
    throw new TwinlensError('invalid_request', result?.error ?? 'no item was sent');
  },
  extendReport: ({ ctx, caller, body }) => extendReport({ ctx, caller, input: body }),
};

/** A multipart form as the item it would be in a bulk request. */
async function readItem(request: FastifyRequest): Promise<Record<string, string>> {
  if (!request.isMultipart()) {
    throw new TwinlensError('unsupported_media_type', 'send this as multipart/form-data');
  }
  const item: Record<string, string> = {};
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') item[part.fieldname] = part.value;
    } else if (part.fieldname === 'payload') {
      item.payloadString = (await part.toBuffer()).toString();
    } else {
      part.file.resume();
    }
  }
  return item;
}
