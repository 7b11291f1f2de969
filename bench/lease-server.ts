/** The least a worker needs of a server: it hands out captures, and counts the pictures that come. */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BodyOf, type finishLease, unpackImages } from '@twinlens/contract';

export type Result = BodyOf<typeof finishLease>;

/** What one lease asks for. */
export interface Work {
  payload: object;
  /** The archive the payload names. */
  package: Buffer;
}

interface Lease extends Work {
  token: string;
  /** The chunks of a run share their package, and no two runs do. */
  packageName: string;
  outcome: PromiseWithResolvers<Result>;
}

export class LeaseServer {
  /** Pictures that came since the start, every one of them asked for and thrown away. */
  uploads = 0;
  origin = '';
  readonly #type: string;
  readonly #queue: Lease[] = [];
  readonly #taken = new Map<string, Lease>();
  #takers: (() => void)[] = [];
  #uploaded = Promise.withResolvers<void>();
  readonly #http = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => {
      const message = String(error);
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ code: 'internal', message }));
    });
  });

  /** @param type Of the targets that are asked for. */
  constructor(type = 'browser-chrome') {
    this.#type = type;
  }

  async start(): Promise<void> {
    this.#http.listen(0, '127.0.0.1');
    await once(this.#http, 'listening');
    this.origin = `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#http.closeAllConnections();
    this.#http.close();
  }

  /**
   * Has all of it captured at once.
   * @returns The results in the order of the work.
   * @throws Error with the worker's message when a capture failed.
   */
  capture(work: Work[]): Promise<Result[]> {
    const packageName = randomUUID();
    const leases = work.map((one) => ({
      ...one,
      token: randomUUID(),
      packageName,
      outcome: Promise.withResolvers<Result>(),
    }));
    this.#queue.push(...leases);
    for (const wake of this.#takers.splice(0)) wake();
    return Promise.all(leases.map(({ outcome }) => outcome.promise));
  }

  /** Resolves when the next picture has arrived. */
  nextUpload(): Promise<void> {
    return this.#uploaded.promise;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const content = await this.#perform(request, Buffer.concat(chunks));
    if (Buffer.isBuffer(content)) {
      response.end(content);
    } else if (content) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    } else {
      response.writeHead(204).end();
    }
  }

  async #perform(request: IncomingMessage, body: Buffer): Promise<object | Buffer | undefined> {
    const path = request.url ?? '';
    const [, token, step] = /^\/api\/worker\/leases(?:\/([^/]+)\/(\w+))?/.exec(path) ?? [];
    if (token === undefined) return this.#take(request);
    const lease = this.#taken.get(token);
    if (!lease) throw new Error(`nobody was given the lease ${token}`);
    const json = (): unknown => JSON.parse(body.toString('utf8'));
    if (step === 'payload') return lease.payload;
    if (step === 'package') return lease.package;
    if (step === 'heartbeat') return { expiresInMs: 60_000 };
    if (path.endsWith('/missing')) {
      const { hashes, strips } = json() as { hashes: string[]; strips: string[] };
      return { missing: hashes, missingStrips: strips };
    }
    if (step === 'images') {
      this.uploads += unpackImages(body).length;
      this.#uploaded.resolve();
      this.#uploaded = Promise.withResolvers<void>();
    } else if (step === 'result') {
      lease.outcome.resolve(json() as Result);
    } else if (step === 'failure') {
      const { message } = json() as { message: string };
      lease.outcome.reject(new Error(`a capture failed: ${message}`));
    }
    return undefined;
  }

  /** Waits for something to do, as long as whoever asked does. */
  async #take({ socket }: IncomingMessage): Promise<object | undefined> {
    while (this.#queue.length === 0 && !socket.destroyed) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#takers.push(resolve);
      socket.once('close', resolve);
      await promise;
      socket.off('close', resolve);
    }
    const lease = socket.destroyed ? undefined : this.#queue.shift();
    if (!lease) return undefined;
    this.#taken.set(lease.token, lease);
    return {
      token: lease.token,
      snapRequestId: 1,
      attempt: 1,
      type: this.#type,
      targetName: 'chrome',
      expiresInMs: 60_000,
      packageBytes: lease.package.length,
      packageName: lease.packageName,
    };
  }
}

export interface RunningWorker {
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a worker as it ships; answers at once, while its first browser is still starting.
 * @param targets As people name them, with commas between.
 */
export function spawnWorker(
  server: LeaseServer,
  targets = 'chrome,accessibility',
): RunningWorker & { ready: Promise<unknown> } {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const worker = fork(join(root, 'apps', 'worker', 'src', 'main.ts'), {
    env: {
      PATH: process.env.PATH,
      TWINLENS_SERVER: server.origin,
      TWINLENS_WORKER_TOKEN: 'bench',
      TWINLENS_WORKER_TARGETS: targets,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { pid } = worker;
  if (pid === undefined) throw new Error('the worker did not start');
  return {
    pid,
    ready: once(worker, 'message'),
    async stop() {
      worker.kill('SIGTERM');
      await once(worker, 'exit');
    },
  };
}

/** Starts a worker as it ships and waits until it asks for work. */
export async function startWorker(server: LeaseServer, targets?: string): Promise<RunningWorker> {
  const worker = spawnWorker(server, targets);
  await worker.ready;
  return worker;
}
