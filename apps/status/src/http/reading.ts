/** What readers get: pages, feeds and documents, made once for each state of the store. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Context } from '../context.ts';
import { contentSecurityPolicy } from '../site/layout.ts';
import { cacheControl, type Document, htmlType, siteOf } from '../site/site.ts';

interface Made {
  headers: Record<string, string>;
  body: Buffer;
  packed: Buffer;
}

/**
 * Answers GET and HEAD. Where the store cannot be read any more, what has been made is served on.
 * @returns whether there is anything at the path
 */
export function createReading(
  ctx: Context,
): (path: string, request: IncomingMessage, response: ServerResponse) => boolean {
  let version = '';
  let site = new Map<string, () => Document>();
  let made = new Map<string, Made>();

  function find(path: string): Made | null {
    try {
      const now = ctx.store.version();
      if (now !== version) {
        site = siteOf(ctx);
        made = new Map();
        version = now;
      }
    } catch (error) {
      // A disk that fails must not take what is known from readers.
      if (site.size === 0) throw error;
      ctx.logger.error({ err: error }, 'the store cannot be read');
    }
    const known = made.get(path);
    if (known !== undefined) return known;
    const make = site.get(path);
    if (make === undefined) return null;
    const fresh = finish(make());
    made.set(path, fresh);
    return fresh;
  }

  return (path, request, response) => {
    const found = find(path);
    if (found === null) return false;
    if (request.headers['if-none-match'] === found.headers.etag) {
      response.writeHead(304, found.headers).end();
      return true;
    }
    const packs = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const body = packs ? found.packed : found.body;
    response.writeHead(200, {
      ...found.headers,
      'content-length': body.length,
      ...(packs && { 'content-encoding': 'gzip' }),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  };
}

function finish({ type, body }: Document): Made {
  const bytes = Buffer.from(body);
  return {
    body: bytes,
    packed: gzipSync(bytes),
    headers: {
      'content-type': type,
      'cache-control': cacheControl,
      etag: `"${createHash('sha256').update(bytes).digest('base64url')}"`,
      vary: 'accept-encoding',
      // Anybody's page may read what is published.
      'access-control-allow-origin': '*',
      ...(type === htmlType && { 'content-security-policy': contentSecurityPolicy }),
    },
  };
}
