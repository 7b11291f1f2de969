/** One snap-request outside of a bulk call, as a form or as JSON. */
import { createHash, randomUUID } from 'node:crypto';
import { check, ExtendingPages, operations, TwinlensError } from '@twinlens/contract';
import type { FastifyRequest } from 'fastify';
import { readFields } from '../../form.ts';

export interface SentSnapRequest {
  type: string | undefined;
  targetName: string | undefined;
  payloadString: string | undefined;
  payloadHash: string | undefined;
  extendsSha: string | undefined;
}

/** @throws TwinlensError `invalid_request`, `unsupported_media_type` */
export async function readSent(request: FastifyRequest): Promise<SentSnapRequest> {
  if (!isJson(request)) {
    const fields = await readFields(request);
    return {
      type: fields.get('type'),
      targetName: fields.get('targetName'),
      payloadString: fields.get('payload'),
      payloadHash: fields.get('payloadHash'),
      extendsSha: fields.get('extendsSha'),
    };
  }
  const checked = check(operations.createSnapRequest.body, request.body);
  if (!checked.ok) throw new TwinlensError('invalid_request', `body: ${checked.problem}`);
  const { type, targetName, payload, payloadHash, extendsSha } = checked.value;
  const payloadString = typeof payload === 'string' ? payload : toText(payload);
  return { type, targetName, payloadString, payloadHash, extendsSha };
}

/** Reading goes deeper than writing. @throws TwinlensError `invalid_request` */
function toText(payload: object): string {
  try {
    return JSON.stringify(payload);
  } catch (cause) {
    const problem = 'the payload is nested too deeply: leave out what no example needs';
    throw new TwinlensError('invalid_request', problem, { cause });
  }
}

const isJson = ({ headers }: FastifyRequest) =>
  /^application\/(?:[\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '');

/** The same as an item of a bulk call, with what very old clients leave out. */
export function toItem({ type, targetName, payloadString, payloadHash }: SentSnapRequest): object {
  return {
    type,
    targetName: targetName ?? type?.replace(/^browser-/, ''),
    payloadString,
    payloadHash: payloadHash ?? hashOf(payloadString ?? ''),
  };
}

/** Pages on the network change: without a hash of the client's, their captures are not reused. */
function hashOf(payloadString: string): string {
  const hash = createHash('md5').update(payloadString);
  // At worst the word stands for something else, and a capture is made again.
  if (payloadString.includes('"pages"')) hash.update(randomUUID());
  return hash.digest('hex');
}

/**
 * The same as a request to borrow what another report has of the pages in the payload.
 * @throws TwinlensError `invalid_request`
 */
export function toExtending({ targetName, payloadString, extendsSha }: SentSnapRequest): {
  extendsSha: string;
  targetName?: string | undefined;
  titles: string[];
} {
  const payload = parseObject(payloadString ?? '');
  const checked = check(ExtendingPages, {
    ...(targetName !== undefined && { targetName }),
    extendsSha: extendsSha ?? payload.extendsSha,
    pages: payload.pages,
  });
  if (!checked.ok) throw new TwinlensError('invalid_request', checked.problem);
  const { pages, ...rest } = checked.value;
  return { ...rest, titles: pages.map(({ title }) => title) };
}

function parseObject(text: string): { extendsSha?: unknown; pages?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw new TwinlensError('invalid_request', 'the payload is not JSON', { cause });
  }
}
