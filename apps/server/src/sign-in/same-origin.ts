import { TwinlensError } from '@twinlens/contract';
import type { FastifyRequest } from 'fastify';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/**
 * Whether a request comes from a page of ours: `unknown` when no browser says so, which only a
 * program can bring about. Browsers always send Origin with a POST, and pages cannot forge it.
 */
function sourceOf(request: FastifyRequest, origin: string): 'own' | 'other' | 'unknown' {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' ? 'own' : 'other';
  const sender = request.headers.origin;
  if (sender === undefined) return 'unknown';
  // The public origin, or the name this server was called by (localhost beside 127.0.0.1).
  const host = hostOf(sender);
  return host !== null && (host === hostOf(origin) || host === request.headers.host)
    ? 'own'
    : 'other';
}

function refuse(): never {
  throw new TwinlensError(
    'forbidden',
    'this request must come from a page of this server; programs send an Origin header that names it',
  );
}

/** For requests that a session cookie authorizes. @throws TwinlensError `forbidden` */
export function requireSameOrigin(request: FastifyRequest, origin: string): void {
  if (!safeMethods.has(request.method) && sourceOf(request, origin) !== 'own') refuse();
}

/**
 * For requests that carry their own proof, a password or a link: programs may send them without an
 * Origin, but no page elsewhere may sign its visitors in here. @throws TwinlensError `forbidden`
 */
export function refuseOtherOrigins(request: FastifyRequest, origin: string): void {
  if (sourceOf(request, origin) === 'other') refuse();
}
