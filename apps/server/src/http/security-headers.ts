import type { FastifyInstance } from 'fastify';

/**
 * @param origin pictures are addressed by the public origin, also when a page was opened by another name
 * @param pictureOrigins other servers whose pictures the page shows and compares
 */
export function contentSecurityPolicy(origin: string, pictureOrigins: string[] = []): string {
  const pictures = [origin, ...pictureOrigins].join(' ');
  return [
    "default-src 'none'",
    // Pictures are compared by WebAssembly; text is never run as a script.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' ${pictures} blob: data:`,
    `connect-src 'self' ${pictures}`,
    "worker-src 'self' blob:",
    // Recorded documents, which come with a policy of their own.
    "frame-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * What a browser may do with our answers. Pages run only scripts and styles of this server, and are
 * shown in nobody's frame; a route that needs another policy sets its own.
 */
export function addSecurityHeaders(app: FastifyInstance, origin: string): void {
  const headers: Record<string, string> = {
    'content-security-policy': contentSecurityPolicy(origin),
    // Not `no-referrer`: with it, browsers leave the origin out of the forms that are posted to us.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
  app.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(headers)) {
      if (!reply.hasHeader(name)) reply.header(name, value);
    }
  });
}
