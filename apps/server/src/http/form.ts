import { Readable } from 'node:stream';
import { TwinlensError } from '@twinlens/contract';
import type { FastifyError, FastifyRequest } from 'fastify';

/**
 * The fields of a multipart form, and its files as text, by name.
 * @throws TwinlensError `invalid_request` for a form that breaks off or cannot be understood
 */
export async function readFields(request: FastifyRequest): Promise<Map<string, string>> {
  const fields = new Map<string, string>();
  try {
    for await (const part of partsOf(request)) {
      if (part.type === 'file') fields.set(part.fieldname, (await part.toBuffer()).toString());
      else if (typeof part.value === 'string') fields.set(part.fieldname, part.value);
    }
  } catch (cause) {
    throw unreadable(cause);
  }
  return fields;
}

/**
 * The bytes of one file of a multipart form, as they come; the stream fails as this function does.
 * @throws TwinlensError `invalid_request` for a form without that file, or one that breaks off
 */
export async function openFile(request: FastifyRequest, field: string): Promise<Readable> {
  try {
    for await (const part of partsOf(request)) {
      if (part.type !== 'file') continue;
      if (part.fieldname === field) return Readable.from(reading(part.file), { objectMode: false });
      part.file.resume();
    }
  } catch (cause) {
    throw unreadable(cause);
  }
  throw new TwinlensError('invalid_request', `the form has no file "${field}"`);
}

function partsOf(request: FastifyRequest) {
  if (request.isMultipart()) return request.parts();
  throw new TwinlensError('unsupported_media_type', 'send this as multipart/form-data');
}

async function* reading(file: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of file) yield chunk as Uint8Array;
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** Errors of the framework bring their status; those of the parser below it have none. */
function unreadable(cause: unknown): unknown {
  if (cause instanceof TwinlensError || (cause as FastifyError).statusCode !== undefined) {
    return cause;
  }
  const problem = cause instanceof Error ? cause.message : String(cause);
  return new TwinlensError('invalid_request', `the form cannot be read: ${problem}`, { cause });
}
