/** The worker API of the contract over real HTTP, kept in memory, with every message checked. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { failLease, finishLease, heartbeat } from '@twinlens/contract';
import {
  type BodyOf,
  type OperationShape,
  operations,
  type Payload,
  type TargetType,
} from '@twinlens/contract';
import { identifyPicture } from '@twinlens/image-diff';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';

export type Result = BodyOf<typeof finishLease>;
export type Failure = BodyOf<typeof failLease>;

export interface Work {
  payload: Partial<Static<typeof Payload>> & { viewport: string };
  package?: Buffer;
  /** `browser-chrome` unless given. */
  type?: TargetType;
  expiresInMs?: number;
}

/** How one lease ended. */
export type Outcome = { result: Result } | { failure: Failure };

interface OpenLease {
  token: string;
  id: number;
  work: Work;
  lost: boolean;
  outcome: PromiseWithResolvers<Outcome>;
  beats: BodyOf<typeof heartbeat>[];
  onBeat: (() => void)[];
}

const token = 'token-of-a-worker';

function matcher(operation: OperationShape): RegExp {
  return new RegExp(`^${operation.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}

const workerOperations = Object.values<OperationShape>(operations)
  .filter((operation) => operation.access === 'worker')
  .map((operation) => ({
    operation,
    path: matcher(operation),
    body: operation.body ? Compile(operation.body) : undefined,
  }));

class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export class ServerDouble {
  readonly images = new Map<string, Buffer>();
  /** Every image that arrived, in order; more often than once if it was sent more often. */
  readonly uploads: string[] = [];
  /** Set to answer 503 to everything, as a server that is being replaced does. */
  away = false;
  /** Called when something was answered so. */
  onRefused: () => void = () => undefined;
  origin = '';
  readonly token = token;
  readonly #queue: OpenLease[] = [];
  readonly #leases = new Map<string, OpenLease>();
  #takers: (() => void)[] = [];
  #lastId = 0;
  readonly #http = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => {
      const refused =
        error instanceof Refused ? error : new Refused(500, 'internal', String(error));
      const { status, code, message } = refused;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ code, message }));
    });
  });

  async start(): Promise<void> {
    this.#http.listen(0, '127.0.0.1');
    await once(this.#http, 'listening');
    this.origin = `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close');
  }

  /** Queues work; answers how its lease ends, with what is needed to watch it. */
  offer(work: Work): { outcome: Promise<Outcome>; lease: OpenLease } {
    this.#lastId += 1;
    const lease: OpenLease = {
      token: randomBytes(16).toString('hex'),
      id: this.#lastId,
      work,
      lost: false,
      outcome: Promise.withResolvers<Outcome>(),
      beats: [],
      onBeat: [],
    };
    this.#leases.set(lease.token, lease);
    this.#queue.push(lease);
    for (const wake of this.#takers.splice(0)) wake();
    return { outcome: lease.outcome.promise, lease };
  }

  /** The result of work that is expected to succeed. */
  async capture(work: Work): Promise<Result> {
    const outcome = await this.offer(work).outcome;
    if ('failure' in outcome) throw new Error(`capture failed: ${JSON.stringify(outcome.failure)}`);
    return outcome.result;
  }

  /** The failure of work that is expected to fail. */
  async failure(work: Work): Promise<Failure> {
    const outcome = await this.offer(work).outcome;
    if ('result' in outcome) throw new Error('the capture did not fail');
    return outcome.failure;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    if (this.away) {
      this.onRefused();
      throw new Refused(503, 'unavailable', 'the server is being replaced');
    }
    if (request.headers.authorization !== `Bearer ${token}`) {
      throw new Refused(401, 'unauthenticated', 'wrong token');
    }
    const { pathname } = new URL(request.url ?? '', this.origin);
    for (const { operation, path, body } of workerOperations) {
      const params = path.exec(pathname)?.groups ?? undefined;
      if (operation.method !== request.method || !path.test(pathname)) continue;
      const value: unknown = body ? JSON.parse(bytes.toString('utf8')) : undefined;
      if (body && !body.Check(value)) {
        const problems = JSON.stringify(body.Errors(value));
        throw new Refused(400, 'invalid_request', `${operation.id}: ${problems}`);
      }
      const answer = await this.#perform(operation.id, params ?? {}, value, bytes, request);
      if (answer === undefined) response.writeHead(204).end();
      else if (Buffer.isBuffer(answer)) response.writeHead(200).end(answer);
      else {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer));
      }
      return;
    }
    throw new Refused(404, 'not_found', `${request.method} ${pathname}`);
  }

  async #perform(
    id: string,
    params: Record<string, string>,
    body: unknown,
    bytes: Buffer,
    request: IncomingMessage,
  ): Promise<Buffer | object | undefined> {
    if (id === 'takeLease') return this.#take(request);
    const lease = this.#leases.get(params.token ?? '');
    if (!lease || lease.lost) throw new Refused(409, 'lease_lost', 'somebody else has it');
    switch (id) {
      case 'getLeasePayload':
        return Buffer.from(JSON.stringify(lease.work.payload));
      case 'getLeasePackage':
        if (!lease.work.package) throw new Refused(404, 'not_found', 'no package');
        return lease.work.package;
      case 'heartbeat':
        lease.beats.push(body as BodyOf<typeof heartbeat>);
        for (const listener of lease.onBeat.splice(0)) listener();
        return { expiresInMs: lease.work.expiresInMs ?? 60_000 };
      case 'findMissingImages':
        return {
          missing: (body as { hashes: string[] }).hashes.filter((hash) => !this.images.has(hash)),
        };
      case 'uploadImage':
        if (identifyPicture(bytes).pixelHash !== params.hash) {
          throw new Refused(400, 'invalid_request', 'not the pixels of this hash');
        }
        this.images.set(params.hash, bytes);
        this.uploads.push(params.hash);
        return undefined;
      case 'finishLease':
        for (const { image } of (body as Result).snapshots) {
          if (!this.images.has(image.hash)) {
            throw new Refused(400, 'invalid_request', `${image.hash} was never uploaded`);
          }
        }
        lease.lost = true;
        lease.outcome.resolve({ result: body as Result });
        return undefined;
      case 'failLease':
        lease.lost = true;
        lease.outcome.resolve({ failure: body as Failure });
        return undefined;
      default:
        throw new Refused(404, 'not_found', id);
    }
  }

  async #take(request: IncomingMessage): Promise<object | undefined> {
    while (this.#queue.length === 0 && !request.socket.destroyed) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#takers.push(resolve);
      request.socket.once('close', resolve);
      await promise;
      request.socket.off('close', resolve);
    }
    if (request.socket.destroyed) return undefined;
    const lease = this.#queue.shift();
    return (
      lease && {
        token: lease.token,
        snapRequestId: lease.id,
        attempt: 1,
        type: lease.work.type ?? 'browser-chrome',
        targetName: 'chrome',
        expiresInMs: lease.work.expiresInMs ?? 60_000,
        packageBytes: lease.work.package?.length ?? null,
      }
    );
  }
}
