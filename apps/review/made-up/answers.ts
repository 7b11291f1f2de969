/** Answers the calls and pictures of the pages over HTTP, from made-up data. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type OperationShape, operations, TwinlensError } from '@twinlens/contract';
import type { ReviewApi, ReviewOperationId } from '../src/api/review-api.ts';
import { createMadeUpApi } from './api.ts';
import { judgeDrawing } from './drawing/draw-page.ts';
import { pictureAt } from './drawing/picture-at.ts';
import { withForeignPictures } from './foreign.ts';
import { withPages } from './pages.ts';
import type { Presence } from './presence.ts';
import { recordedDocument } from './snapshot-capture.ts';

export interface Answers {
  /** Whether this request was one for data, and has been answered. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** The next call of this operation is refused with the error. */
  refuseNext(operation: ReviewOperationId, error: TwinlensError): void;
  /** Who else looks at comparisons. */
  presence: Presence;
  /** Every operation called so far, with its query. */
  calls: { operation: string; query: Record<string, string> }[];
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const headers = { 'content-type': 'application/json', 'x-request-id': '4c1d0f6a92b7e358' };
  response.writeHead(status, headers).end(JSON.stringify(body));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request) text += part;
  return text === '' ? undefined : JSON.parse(text);
}

/** Numbers as numbers, as the real server's validation leaves them. */
function parse(values: Record<string, string>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      key !== 'filter' && /^\d{1,10}$/.test(value) ? Number(value) : value,
    ]),
  );
}

/** The `:name` parts of the path, or null when it belongs to another operation. */
function match(operation: OperationShape, method: string, path: string) {
  if (operation.method !== method) return null;
  const pattern = operation.path.replace(/:(\w+)/g, '(?<$1>[^/]+)');
  const found = new RegExp(`^${pattern}$`).exec(path);
  if (found === null) return null;
  return Object.fromEntries(
    Object.entries(found.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]),
  );
}

function findOperation(api: ReviewApi, method: string, path: string) {
  for (const [id, operation] of Object.entries(operations)) {
    const params = id in api ? match(operation, method, path) : null;
    if (params !== null) return { id: id as ReviewOperationId, params };
  }
  return null;
}

function sendPicture(path: string, response: ServerResponse): boolean {
  const picture = pictureAt(path);
  if (picture === null) return false;
  response
    .writeHead(200, { 'content-type': picture.type, 'cache-control': 'max-age=3600' })
    .end(picture.body);
  return true;
}

/** What a client sent, as the server answers it. */
function sendCaptureFile(path: string, response: ServerResponse): boolean {
  const [, file] =
    /^\/api\/a\/1\/snap-requests\/\d+\/(payload|package|documents\/\d+)$/.exec(path) ?? [];
  if (file === undefined) return false;
  if (file.startsWith('documents/')) {
    const policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
    response
      .writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy })
      .end(recordedDocument);
    return true;
  }
  response
    .writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${file}.bin"`,
    })
    .end(file);
  return true;
}

/** @param foreignOrigin another server, which keeps the pictures of the first rows */
export function createAnswers(foreignOrigin?: string): Answers {
  const presence: Presence = { others: [], told: [] };
  const own = withPages(createMadeUpApi(presence), judgeDrawing);
  const api = foreignOrigin === undefined ? own : withForeignPictures(own, foreignOrigin);
  const refusals = new Map<string, TwinlensError>();
  const calls: Answers['calls'] = [];
  return {
    calls,
    presence,
    refuseNext: (operation, error) => refusals.set(operation, error),
    async answer(request, response) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (sendPicture(url.pathname, response)) return true;
      if (sendCaptureFile(url.pathname, response)) return true;
      const found = findOperation(api, request.method ?? '', url.pathname);
      if (found === null) return false;
      const query = Object.fromEntries(url.searchParams);
      calls.push({ operation: found.id, query });
      try {
        const refusal = refusals.get(found.id);
        refusals.delete(found.id);
        if (refusal) throw refusal;
        const verb = api[found.id] as (input: object) => Promise<unknown>;
        const body = await readJson(request);
        const answer = await verb({ params: parse(found.params), query: parse(query), body });
        if (answer === undefined) response.writeHead(204).end();
        else sendJson(response, 200, answer);
      } catch (error) {
        if (!(error instanceof TwinlensError)) throw error;
        sendJson(response, error.status, { code: error.code, message: error.message });
      }
      return true;
    },
  };
}
