import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type ErrorBody, TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { html } from '../site/html.ts';
import { contentSecurityPolicy, layout } from '../site/layout.ts';
import { htmlType } from '../site/site.ts';
import type { PageKey } from '../subscription/page-key.ts';
import { answerEditing } from './editing.ts';
import { createReading } from './reading.ts';
import { answerSubscribing } from './subscribing.ts';
import { answerWriting } from './writing.ts';

export interface ServeOptions {
  ctx: Context;
  writeToken: string | null;
  /** Of the links readers are sent. */
  pageKey: PageKey;
}

/** Somebody who sends slowly must not hold a place for long. Milliseconds. */
const requestMs = 30_000;

/** The HTTP server, not yet listening. */
export function createHttp({ ctx, writeToken, pageKey }: ServeOptions): Server {
  const read = createReading(ctx);
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'no-referrer');
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (isReading && read(path, request, response)) return;
    if (await answerWriting(ctx, writeToken, path, request, response)) return;
    if (await answerEditing(ctx, writeToken, path, request, response)) return;
    if (await answerSubscribing(ctx, pageKey, path, request, response)) return;
    throw new TwinlensError('not_found', `there is nothing at ${request.method} ${path}`);
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => refuse(ctx, request, response, error));
  });
  server.requestTimeout = requestMs;
  return server;
}

function refuse(
  ctx: Context,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): void {
  const known =
    error instanceof TwinlensError
      ? error
      : new TwinlensError('internal', 'something went wrong on our side', { cause: error });
  const requestId = randomBytes(8).toString('hex');
  if (known.status >= 500) {
    const { method, url } = request;
    ctx.logger.error({ err: error, requestId, method, url }, 'request failed');
  }
  if (response.headersSent) return void response.destroy();
  const isForPeople = /text\/html/.test(request.headers.accept ?? '');
  const body: ErrorBody = { code: known.code, message: known.message, requestId };
  response.writeHead(known.status, {
    'content-type': isForPeople ? htmlType : 'application/json',
    ...(isForPeople && { 'content-security-policy': contentSecurityPolicy }),
    'cache-control': 'no-store',
    'x-request-id': requestId,
    // What is left of a refused body is not read.
    connection: 'close',
  });
  response.end(
    isForPeople ? refusalPage(ctx, request.url ?? '/', known, requestId) : JSON.stringify(body),
  );
}

/** For whoever followed an old link, or mistyped an address in a form. */
function refusalPage(
  ctx: Context,
  url: string,
  { status, message }: TwinlensError,
  requestId: string,
): string {
  const depth = (url.split('?')[0] ?? '').split('/').length - 2;
  const title = status === 404 ? 'There is no such page' : 'That did not work';
  const body = html`<h1>${title}</h1><p>${message}</p><p class="soft">Request ${requestId}</p>`;
  return layout(ctx, { title, up: '../'.repeat(Math.max(0, depth)), body });
}
