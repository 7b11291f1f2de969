import { TwinlensError } from '@twinlens/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** Codes of RFC 6749, 7591 and 8707, with the status each is answered with. */
const statuses = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  invalid_target: 400,
  invalid_redirect_uri: 400,
  invalid_client_metadata: 400,
  unsupported_grant_type: 400,
} as const;

/** What an OAuth client is told in its own words. */
export class OAuthError extends Error {
  readonly code: keyof typeof statuses;

  constructor(code: keyof typeof statuses, description: string) {
    super(description);
    this.name = 'OAuthError';
    this.code = code;
  }
}

/** RFC 6749, section 5.2. */
export function answerOAuthError(
  error: FastifyError | TwinlensError | OAuthError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const answer = (status: number, code: string, description: string) =>
    reply.code(status).send({ error: code, error_description: description });
  if (error instanceof OAuthError) return answer(statuses[error.code], error.code, error.message);
  if (error instanceof TwinlensError && error.status < 500) {
    const code = error.code === 'rate_limited' ? 'temporarily_unavailable' : 'invalid_request';
    return answer(error.status, code, error.message);
  }
  const status = error instanceof TwinlensError ? error.status : (error.statusCode ?? 500);
  if (status < 500) return answer(status, 'invalid_request', error.message);
  request.log.error({ err: error }, 'request failed');
  return answer(500, 'server_error', 'something went wrong on our side');
}
