import { type ErrorBody, type ErrorCode, errorCodes, TwinlensError } from '@twinlens/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** Codes for what the HTTP layer itself refuses before a handler runs. */
const codeOfStatus: Record<number, ErrorCode> = {
  404: 'not_found',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
};

/** PostgreSQL's codes for text it cannot hold: NUL characters and halves of surrogate pairs. */
const unstorableText = new Set(['22021', '22P05', '22P02']);

function toTwinlensError(error: FastifyError | TwinlensError): TwinlensError {
  if (error instanceof TwinlensError) return error;
  if (unstorableText.has(error.code)) {
    return new TwinlensError(
      'invalid_request',
      'the request has text with characters that cannot be stored, such as NUL: remove them',
      { cause: error },
    );
  }
  const status = error.statusCode ?? 500;
  if (status >= 500)
    return new TwinlensError('internal', 'something went wrong on our side', { cause: error });
  return new TwinlensError(codeOfStatus[status] ?? 'invalid_request', error.message, {
    cause: error,
  });
}

/** The one place where errors become HTTP answers. */
export function answerError(
  error: FastifyError | TwinlensError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = toTwinlensError(error);
  const { code, message } = known;
  // Its pattern: an address may have a token in it, and so may what is said of one that leads nowhere.
  const { method, routeOptions } = request;
  const of = { code, method, route: routeOptions.url };
  if (known.status >= 500) request.log.error({ err: error, ...of }, 'request failed');
  else request.log.info({ ...of, ...(of.route && { reason: message }) }, 'request refused');
  const body: ErrorBody = { code, message, requestId: request.id };
  // Not for pages: a browser would open its own password window.
  if (known.code === 'unauthenticated' && request.routeOptions.config.access === 'client') {
    reply.header('www-authenticate', 'Basic realm="twinlens"');
  }
  return reply.code(errorCodes[known.code].status).header('x-request-id', request.id).send(body);
}
