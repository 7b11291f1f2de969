import type { IncomingMessage } from 'node:http';
import { TwinlensError } from '@twinlens/contract';

/** More than any text of an operator. Bytes. */
const longestBody = 1024 * 1024;

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestBody) {
      throw new TwinlensError('too_large', `a body may have ${longestBody} bytes`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * The JSON of a request.
 * @throws TwinlensError `too_large`, `invalid_request`
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TwinlensError('invalid_request', 'the body is not JSON', { cause });
  }
}

/**
 * The fields of a form.
 * @throws TwinlensError `too_large`
 */
export const readForm = async (request: IncomingMessage): Promise<URLSearchParams> =>
  new URLSearchParams(await readText(request));
