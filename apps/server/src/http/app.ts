import compress from '@fastify/compress';
import multipart from '@fastify/multipart';
import { type Access, type OperationShape, operations, TwinlensError } from '@twinlens/contract';
import type { Tracing } from '@twinlens/telemetry';
import { type Context, findForeignOrigins } from '@twinlens/visual-tests';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { addMcp } from '../assistants/mcp-route.ts';
import { addOAuth } from '../assistants/oauth.ts';
import { addUnsubscribePage } from '../delivering/mail/unsubscribe-page.ts';
import type { Auth } from '../sign-in/auth.ts';
import { addCommandLinePage } from '../sign-in/command-line-page.ts';
import { headersOf } from '../sign-in/headers.ts';
import { addSignInLink } from '../sign-in/link-page.ts';
import type { ServerMetrics } from '../telemetry/metrics.ts';
import type { Authentication } from './authentication.ts';
import { answerError } from './errors.ts';
import { findFirstContent } from './first-answers.ts';
import { followRequests, requestIdOf, traceOperation } from './follow-requests.ts';
import type { Handler, HandlerInput, Handlers } from './handler.ts';
import { addPages } from './pages.ts';
import { addSecurityHeaders, contentSecurityPolicy } from './security-headers.ts';
import { validatorCompiler } from './validation.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the operation behind a route; absent where there is none. */
    access?: Access;
    /** Id of that operation. */
    operation?: string;
  }
}

/** Payloads carry whole pages with their styles; this much is within what they send. Bytes. */
const jsonBodyLimit = 100 * 1024 * 1024;

export interface AppOptions {
  ctx: Context;
  handlers: Handlers;
  authentication: Authentication;
  auth: Auth;
  /** The built review pages. */
  pagesFolder: string;
  logger: FastifyBaseLogger;
  metrics: ServerMetrics;
  tracing: Tracing;
}

/** The HTTP application, not yet listening. Importing this opens nothing. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new Fastify.LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    genReqId: requestIdOf,
    bodyLimit: jsonBodyLimit,
    // Older clients with a trailing slash in their endpoint call `//api/...`.
    routerOptions: { ignoreDuplicateSlashes: true, maxParamLength: 2000 },
    // What fails before there is a route, such as a path that does not decode, is worded like the rest.
    frameworkErrors: answerError,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setErrorHandler(answerError);
  followRequests(app, options.metrics);
  addSecurityHeaders(app, options.ctx.origin);
  // A refusal may come before the whole body has; left unread, it would hold up every later request
  // on the same connection.
  app.addHook('onResponse', async (request) => {
    if (!request.raw.readableEnded) request.raw.unpipe().resume();
  });
  await app.register(compress, { encodings: ['gzip', 'deflate'] });
  await app.register(multipart, { limits: { fileSize: jsonBodyLimit, files: 1, fields: 20 } });
  await app.register(async (raw) => {
    // Whatever type a client claims, these bytes are read by the handler, as a stream.
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    addRoutes(raw, options, (operation) => operation.bodyType === 'application/octet-stream');
  });
  addRoutes(app, options, (operation) => operation.bodyType !== 'application/octet-stream');
  addSignInLink(app, options);
  addCommandLinePage(app, options);
  addOAuth(app, options);
  addMcp(app, options);
  addUnsubscribePage(app, options);
  await addPages(app, {
    folder: options.pagesFolder,
    policyFor: async (request) => {
      const session = await options.auth.api.getSession({ headers: headersOf(request) });
      if (session === null) return null;
      const input = { userId: session.user.id };
      const origins = await findForeignOrigins({ ctx: options.ctx, input });
      return contentSecurityPolicy(options.ctx.origin, origins);
    },
    firstContentOf: (request) => findFirstContent(app, request),
  });
  app.setNotFoundHandler((request) => {
    const hint = request.url.startsWith('/api/')
      ? `: ${options.ctx.origin}/docs/api shows what this server understands, docs/compatibility.md which clients`
      : '';
    throw new TwinlensError(
      'not_found',
      `there is nothing at ${request.method} ${request.url}${hint}`,
    );
  });
  return app;
}

function addRoutes(
  app: FastifyInstance,
  options: AppOptions,
  belongs: (operation: OperationShape) => boolean,
): void {
  for (const operation of Object.values(operations) as OperationShape[]) {
    if (!belongs(operation)) continue;
    const handler = options.handlers[operation.id as keyof Handlers] as Handler<OperationShape>;
    addRoute(app, operation, handler, options);
  }
}

function addRoute(
  app: FastifyInstance,
  operation: OperationShape,
  handler: Handler<OperationShape>,
  { ctx, authentication, tracing }: AppOptions,
): void {
  app.route({
    method: operation.method,
    url: operation.path,
    config: { access: operation.access, operation: operation.id },
    schema: {
      ...(operation.params && { params: operation.params }),
      ...(operation.query && { querystring: operation.query }),
      ...(operation.body && !operation.bodyType && { body: operation.body }),
    },
    // Before the body is read: a stranger must not make us parse 100 MB.
    onRequest: async (request) => {
      await authentication.authenticate(operation, request);
    },
    handler: (request, reply) =>
      traceOperation(tracing, operation, request, async () => {
        const caller = await authentication.authorize(operation, request);
        const answer = await handler({
          ctx,
          caller,
          params: request.params,
          query: request.query,
          body: request.body,
          request,
          reply,
        } as HandlerInput<OperationShape>);
        if (answer === null) return reply.code(204).send();
        return answer;
      }),
  });
}
