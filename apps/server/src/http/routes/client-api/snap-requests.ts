import { TwinlensError } from '@twinlens/contract';
import { createSnapRequests, extendReport } from '@twinlens/visual-tests';
import type { FastifyError, FastifyRequest } from 'fastify';
import type { Handlers } from '../../handler.ts';

export const snapRequestHandlers: Pick<
  Handlers,
  'createSnapRequests' | 'createSnapRequest' | 'extendReport'
> = {
  async createSnapRequests({ ctx, caller, body }) {
    return { results: await createSnapRequests({ ctx, caller, input: body }) };
  },
  async createSnapRequest({ ctx, caller, request }) {
    const item = await readForm(request);
    const [result] = await createSnapRequests({ ctx, caller, input: { items: [item] } });
    if (result !== undefined && 'requestId' in result) return result;
    throw new TwinlensError('invalid_request', result?.error ?? 'no item was sent');
  },
  extendReport: ({ ctx, caller, body }) => extendReport({ ctx, caller, input: body }),
};

/** @throws TwinlensError `invalid_request` for a form that breaks off or cannot be understood */
async function readForm(request: FastifyRequest): Promise<Record<string, string>> {
  try {
    return await readItem(request);
  } catch (cause) {
    // Errors of the framework bring their status; those of the parser below it have none.
    if (cause instanceof TwinlensError || (cause as FastifyError).statusCode !== undefined) {
      throw cause;
    }
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new TwinlensError('invalid_request', `the form cannot be read: ${problem}`, { cause });
  }
}

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
