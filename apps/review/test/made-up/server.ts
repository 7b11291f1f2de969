/** Serves the built pages, and answers their calls from made-up data, on loopback. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type OperationShape, operations, TwinlensError } from '@twinlens/contract';
import type { ReviewApi, ReviewOperationId } from '../../src/api/review-api.ts';
import { createMadeUpApi } from './api.ts';
import { drawPicture } from './picture.ts';

const built = join(import.meta.dirname, '..', '..', 'dist');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** As strict as a server can be: nothing from elsewhere, nothing inline. */
const contentPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'";

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
}

export interface MadeUpServer {
  origin: string;
  /** The next call of this operation is refused with the error. */
  refuseNext(operation: ReviewOperationId, error: TwinlensError): void;
  /** Every operation called so far, with its query. */
  calls: { operation: string; query: Record<string, string> }[];
  close(): Promise<void>;
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-security-policy': contentPolicy });
  response.end(body);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', JSON.stringify(body));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request) text += part;
  return text === '' ? undefined : JSON.parse(text);
}

async function sendFile({ response, url }: Exchange): Promise<void> {
  const path = url.pathname.startsWith('/assets/') ? url.pathname : '/index.html';
  send(response, 200, types[extname(path)] ?? 'text/plain', await readFile(join(built, path)));
}

/** `:name` parts by name, numbers as numbers, as the real server's validation leaves them. */
function parse(values: Record<string, string>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      key !== 'filter' && /^\d{1,10}$/.test(value) ? Number(value) : value,
    ]),
  );
}

function match(operation: OperationShape, method: string, path: string) {
  if (operation.method !== method) return null;
  const pattern = operation.path.replace(/:(\w+)/g, '(?<$1>[^/]+)');
  const groups = new RegExp(`^${pattern}$`).exec(path)?.groups;
  if (groups === undefined && pattern !== path) return null;
  return Object.fromEntries(
    Object.entries(groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]),
  );
}

export async function startMadeUpServer(): Promise<MadeUpServer> {
  const api: ReviewApi = createMadeUpApi();
  const refusals = new Map<string, TwinlensError>();
  const calls: MadeUpServer['calls'] = [];

  async function answerOperation({ request, response, url }: Exchange): Promise<boolean> {
    for (const [id, operation] of Object.entries(operations)) {
      const params = match(operation, request.method ?? '', url.pathname);
      if (params === null || !(id in api)) continue;
      const query = Object.fromEntries(url.searchParams);
      calls.push({ operation: id, query });
      const refusal = refusals.get(id);
      refusals.delete(id);
      if (refusal) throw refusal;
      const verb = api[id as ReviewOperationId] as (input: object) => Promise<unknown>;
      const body = await readJson(request);
      const answer = await verb({ params: parse(params), query: parse(query), body });
      if (answer === undefined) response.writeHead(204).end();
      else sendJson(response, 200, answer);
      return true;
    }
    return false;
  }

  async function answer(exchange: Exchange): Promise<void> {
    const { response, url } = exchange;
    const picture = /^\/a\/1\/img\/([ab])([0-9a-f]{31})\.png$/.exec(url.pathname);
    if (picture) {
      const [, side, row = '0'] = picture;
      const name = {
        row: Number.parseInt(row, 16),
        side: side === 'b' ? 'before' : 'after',
      } as const;
      return send(response, 200, 'image/png', drawPicture(name));
    }
    if (await answerOperation(exchange)) return;
    await sendFile(exchange);
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    answer({ request, response, url }).catch((error: Error) => {
      const known =
        error instanceof TwinlensError ? error : new TwinlensError('internal', String(error));
      sendJson(response, known.status, { code: known.code, message: known.message });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    calls,
    refuseNext: (operation, error) => refusals.set(operation, error),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
