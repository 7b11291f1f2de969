import type { FastifyReply, FastifyRequest } from 'fastify';

/** A request's headers in the form the sign-in library reads. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  const { cookie } = request.headers;
  if (cookie !== undefined) headers.set('cookie', cookie);
  const agent = request.headers['user-agent'];
  if (agent !== undefined) headers.set('user-agent', agent.slice(0, 500));
  return headers;
}

/** Passes the cookies of the sign-in library's answer on. */
export function sendCookies(reply: FastifyReply, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie);
}
