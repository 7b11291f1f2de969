/**
 * A local endpoint that takes a run as the service would, and keeps it. It answers what the happo clients
 * from version 6 on ask for; anything else is refused, so that nothing is kept that cannot be sent.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, inflateSync } from 'node:zlib';
import { type AnyOperation, operations, TwinlensError } from '@twinlens/contract';
import { packageFile, type Recorded } from './spool.ts';

/** What a package is called until it is sent. */
export const placeholder = (hash: string) => `kept/${hash}.package`;

export interface StandIn {
  url: string;
  /** What was asked for so far, in order. */
  requests: Recorded[];
  close(): Promise<void>;
}

interface Asked {
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  bytes: Buffer;
}

interface Taken {
  status?: number;
  headers?: Record<string, string>;
  answer: unknown;
  /** Whether it is to be sent later, and which ids of captures were given. */
  kept: number[] | null;
}

/** @param service address of the service, for the links the client prints */
export async function startStandIn(folder: string, service: string): Promise<StandIn> {
  await mkdir(folder, { recursive: true });
  const requests: Recorded[] = [];
  let lastId = 0;
  const newId = () => {
    lastId += 1;
    return lastId;
  };
  const page = () => ({ id: newId(), url: `${service}/` });
  const kept = (answer: unknown, ids: number[] = []): Taken => ({ answer, kept: ids });

  const takers: [AnyOperation, (asked: Asked) => Promise<Taken> | Taken][] = [
    [operations.startJob, () => kept(page())],
    [operations.orchestrateJob, () => kept(page())],
    [operations.cancelJob, () => ({ ...kept(null), status: 204 })],
    [
      operations.signPackageUpload,
      ({ params, query }) => ({
        kept: null,
        answer: {
          signedUrl: `${url}/api/packages/upload/${params.hash}`,
          contentType: query.format === 'zstd' ? 'application/zstd' : 'application/zip',
        },
      }),
    ],
    [
      operations.uploadPackage,
      async ({ bytes }) => {
        const hash = createHash('md5').update(bytes).digest('hex');
        await writeFile(packageFile(folder, hash), bytes);
        return { kept: null, answer: {}, headers: { etag: `"${hash}"` } };
      },
    ],
    [
      operations.finalizePackage,
      ({ params }) => kept({ path: placeholder(params.hash ?? ''), isNew: true }),
    ],
    [
      operations.createSnapRequests,
      ({ body }) => {
        const count = itemsOf(body);
        const ids = Array.from({ length: count }, newId);
        return kept({ results: ids.map((requestId) => ({ requestId })) }, ids);
      },
    ],
    [
      operations.extendReport,
      () => {
        const id = newId();
        return kept({ requestId: id }, [id]);
      },
    ],
    [operations.createAsyncReport, () => kept(page())],
    [operations.finalizeAsyncReport, () => kept(page())],
    [
      operations.compareReports,
      () => kept({ id: newId(), statusImageUrl: `${service}/`, compareUrl: `${service}/` }),
    ],
  ];
  const routes = takers.map(([operation, take]) => ({
    operation,
    take,
    pattern: new RegExp(`^${operation.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
  }));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
    const path = pathname.replace(/^\/+/, '/');
    const route = routes.find(
      ({ operation, pattern }) => operation.method === request.method && pattern.test(path),
    );
    const bytes = await readAll(request);
    if (route === undefined) {
      throw new TwinlensError(
        'not_found',
        `${request.method} ${path}: Twinlens is not reachable, and this cannot be kept for later`,
      );
    }
    const params = { ...route.pattern.exec(path)?.groups };
    const query = Object.fromEntries(searchParams);
    const isJson = /json/.test(request.headers['content-type'] ?? '');
    const body: unknown = isJson ? JSON.parse(bytes.toString('utf8')) : null;
    const taken = await route.take({ params, query, body, bytes });
    if (taken.kept !== null) {
      const { id: operation = '' } = route.operation;
      requests.push({ operation, params, query, body, requestIds: taken.kept });
    }
    const status = taken.status ?? 200;
    response.writeHead(status, { 'content-type': 'application/json', ...taken.headers });
    response.end(status === 204 ? undefined : JSON.stringify(taken.answer));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error) => {
      const known =
        error instanceof TwinlensError
          ? error
          : new TwinlensError('invalid_request', String(error), { cause: error });
      response.writeHead(known.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ code: known.code, message: known.message }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    requests,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const bytes = Buffer.concat(parts);
  switch (request.headers['content-encoding']) {
    case 'gzip':
      return gunzipSync(bytes);
    case 'deflate':
      return inflateSync(bytes);
    default:
      return bytes;
  }
}

function itemsOf(body: unknown): number {
  const { items } = Object(body) as { items?: unknown };
  if (Array.isArray(items)) return items.length;
  throw new TwinlensError('invalid_request', 'items: give a list of captures');
}
