/** `/api/mcp`: what an assistant asks of this server, for the person whose token it has. */
import { TwinlensError } from '@twinlens/contract';
import { type Context, findAssistantCaller, type PersonCaller } from '@twinlens/visual-tests';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Handlers } from '../http/handler.ts';
import { refuseOtherOrigins } from '../sign-in/same-origin.ts';
import { paths, scope } from './addresses.ts';
import { createAsk } from './ask.ts';
import { createPictures } from './pictures.ts';
import { serve } from './serve.ts';

/** What an assistant sends names things; a comment is the longest of it. Bytes. */
const bodyLimit = 256 * 1024;

interface McpOptions {
  ctx: Context;
  handlers: Handlers;
}

function webRequest(request: FastifyRequest, origin: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  return new Request(origin + paths.mcp, { method: request.method, headers });
}

export function addMcp(app: FastifyInstance, { ctx, handlers }: McpOptions): void {
  const callers = new WeakMap<FastifyRequest, PersonCaller>();

  /** RFC 9728, section 5.1: whoever is refused learns where to ask. */
  async function authenticate(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    refuseOtherOrigins(request, ctx.origin);
    const [, accessToken] = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
    const caller =
      accessToken === undefined ? null : await findAssistantCaller({ ctx, input: { accessToken } });
    if (caller !== null) {
      callers.set(request, caller);
      return;
    }
    const problem = accessToken === undefined ? '' : ', error="invalid_token"';
    reply.header(
      'www-authenticate',
      `Bearer resource_metadata="${ctx.origin}${paths.protectedResource}", scope="${scope}"${problem}`,
    );
    throw new TwinlensError(
      'unauthenticated',
      accessToken === undefined
        ? 'assistants send an access token; the address in the header www-authenticate says where they get one'
        : 'this access token has expired or was revoked: refresh it, or ask the person again',
    );
  }

  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: paths.mcp,
    bodyLimit,
    onRequest: authenticate,
    handler: async (request, reply) => {
      const caller = callers.get(request);
      if (caller === undefined) throw new TwinlensError('unauthenticated', 'send an access token');
      if (request.method !== 'POST') {
        // There are neither streams nor sessions.
        return reply.code(405).header('allow', 'POST').send();
      }
      const response = await serve({
        request: webRequest(request, ctx.origin),
        body: request.body,
        context: {
          ask: createAsk({ ctx, handlers, caller, request, reply }),
          pictures: createPictures(ctx),
          accountId: caller.accountId,
        },
        onError: (error) => request.log.error({ err: error }, 'an assistant could not be answered'),
      });
      const type = response.headers.get('content-type');
      if (type !== null) reply.header('content-type', type);
      return reply.code(response.status).send(await response.text());
    },
  });
}
