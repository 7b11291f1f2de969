/** The worker API of the contract over real HTTP, kept in memory, with every message checked. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  AccessibilityResult,
  CapturePass,
  failLease,
  findDifferences,
  findMissingImages,
  findPasses,
  finishLease,
  heartbeat,
  recordPasses,
  registerWorker,
  reportAudit,
  TargetType,
  uploadAccessibilityResult,
} from '@twinlens/contract';
import {
  type BodyOf,
  type OperationShape,
  operations,
  type Payload,
  unpackImages,
} from '@twinlens/contract';
import { identifyPicture } from '@twinlens/image-diff';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { ReceivedStrips } from './received-strips.ts';

export type Result = BodyOf<typeof finishLease>;
export type Failure = BodyOf<typeof failLease>;
export type Registration = BodyOf<typeof registerWorker>;
export type Pass = Static<typeof CapturePass>;
export type Audit = BodyOf<typeof reportAudit>;

export type Asked = BodyOf<typeof findDifferences>['snapshots'];

export interface Work {
  payload: Partial<Static<typeof Payload>> & { viewport: string };
  package?: Buffer;
  /** Fetched every time without it. */
  packageName?: string;
  targetName?: string;
  /** `browser-chrome` when it is left out. */
  type?: TargetType;
  expiresInMs?: number;
}

/** How one lease ended. */
export type Outcome = { result: Result } | { failure: Failure };

export interface OpenLease {
  token: string;
  id: number;
  work: Work;
  lost: boolean;
  /** Set once it has a result. */
  result?: Result;
  outcome: PromiseWithResolvers<Outcome>;
  beats: BodyOf<typeof heartbeat>[];
  onBeat: (() => void)[];
}

const token = 'token-of-a-worker';

/** What the token is still good for once there is a result. */
const afterResult = new Set(['recordPasses', 'reportAudit', 'findMissingImages', 'uploadImages']);

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
  /** What arrived for accessibility targets, by its hash. */
  readonly results = new Map<string, { picture: string; result: AccessibilityResult }>();
  /** Every image and result that arrived, in order; more often than once if it was sent more often. */
  readonly uploads: string[] = [];
  packagesFetched = 0;
  /** Set to answer 503 to everything, as a server that is being replaced does. */
  away = false;
  /** Called when something was answered so. */
  onRefused: () => void = () => undefined;
  /** Set to answer nothing to anything, as an address does that is gone. */
  silent = false;
  /** Called with the path of what is not answered. */
  onUnanswered: (path: string) => void = () => undefined;
  origin = '';
  readonly token = token;
  /** Set to tell what is remembered; without it everything is rendered. */
  remembers = false;
  /** What is remembered, by key, used last first. */
  readonly passes = new Map<string, ({ id: number } & Pass)[]>();
  /** Called when a capture is remembered. */
  onRemembered: () => void = () => undefined;
  /** Examples that are not copied. */
  turnedOff: { component: string; variant: string }[] = [];
  /** Called when copied pictures were rendered again. */
  onAudit: (audit: Audit) => void = () => undefined;
  /** Tells which of what was captured looks different from what is known; nothing does without it. */
  differences: ((asked: Asked) => Asked) | undefined;
  /** Every question for differences, in order. */
  readonly asked: Asked[] = [];
  /** Operations it does not know, as a server of an older release. */
  readonly unknown = new Set<string>();
  /** What workers said of themselves, in order. */
  readonly registrations: Registration[] = [];
  readonly onRegistered: (() => void)[] = [];
  readonly #strips = new ReceivedStrips();
  #lastPass = 0;
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

  /** Strips that arrived, and those of the pictures that arrived, each as often as a picture has it. */
  get stripsReceived(): number {
    return this.#strips.received;
  }
  get stripsNamed(): number {
    return this.#strips.named;
  }

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
    const result = await this.partly(work);
    if (result.failed?.length) throw new Error(`examples failed: ${JSON.stringify(result.failed)}`);
    return result;
  }

  /** The result of work of which examples are expected to fail. */
  async partly(work: Work): Promise<Result> {
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
    if (this.silent) {
      this.onUnanswered(request.url ?? '');
      return new Promise(() => {});
    }
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
      if (this.unknown.has(operation.id)) break;
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
    if (id === 'registerWorker') {
      this.registrations.push(body as Registration);
      for (const listener of this.onRegistered.splice(0)) listener();
      return { state: 'in service', reason: null };
    }
    if (id === 'takeLease') return this.#take(request);
    const lease = this.#leases.get(params.token ?? '');
    if (!lease || (lease.lost && !(lease.result && afterResult.has(id))))
      throw new Refused(409, 'lease_lost', 'somebody else has it');
    switch (id) {
      case 'getLeasePayload':
        return Buffer.from(JSON.stringify(lease.work.payload));
      case 'getLeasePackage':
        this.packagesFetched += 1;
        if (!lease.work.package) throw new Refused(404, 'not_found', 'no package');
        return lease.work.package;
      case 'heartbeat':
        lease.beats.push(body as BodyOf<typeof heartbeat>);
        for (const listener of lease.onBeat.splice(0)) listener();
        return { expiresInMs: lease.work.expiresInMs ?? 60_000 };
      case 'findMissingImages':
        return this.#missing(body as BodyOf<typeof findMissingImages>);
      case 'uploadImages':
        for (const { hash, bytes: image } of unpackImages(bytes)) {
          this.images.set(hash, this.#strips.pngOf(image));
          this.uploads.push(hash);
        }
        return undefined;
      case 'uploadAccessibilityResult': {
        const upload = body as BodyOf<typeof uploadAccessibilityResult>;
        if (!this.images.has(upload.picture)) {
          throw new Refused(400, 'invalid_request', `${upload.picture} was never uploaded`);
        }
        this.results.set(params.hash ?? '', upload);
        this.uploads.push(params.hash ?? '');
        return undefined;
      }
      case 'finishLease':
        for (const { image, again } of (body as Result).snapshots) {
          this.#check(image);
          if (again) this.#check(again);
        }
        lease.lost = true;
        lease.result = body as Result;
        lease.outcome.resolve({ result: body as Result });
        return undefined;
      case 'findDifferences': {
        const { snapshots } = body as BodyOf<typeof findDifferences>;
        this.asked.push(snapshots);
        const examples = this.differences?.(snapshots) ?? [];
        return { examples: examples.map(({ component, variant }) => ({ component, variant })) };
      }
      case 'findPasses': {
        const { keys } = body as BodyOf<typeof findPasses>;
        const known = this.remembers ? keys : [];
        const passes = known.flatMap((key) => this.passes.get(key) ?? []);
        return { passes, turnedOff: this.turnedOff };
      }
      case 'recordPasses':
        this.#record(body as BodyOf<typeof recordPasses>);
        return undefined;
      case 'reportAudit':
        this.#compare(lease.result, body as Audit);
        return undefined;
      case 'failLease':
        lease.lost = true;
        lease.outcome.resolve({ failure: body as Failure });
        return undefined;
      default:
        throw new Refused(404, 'not_found', id);
    }
  }

  #record({ passes }: BodyOf<typeof recordPasses>): void {
    for (const pass of passes) {
      const files = JSON.stringify(pass.files);
      const others = (this.passes.get(pass.key) ?? []).filter(
        (one) => JSON.stringify(one.files) !== files,
      );
      this.#lastPass += 1;
      this.passes.set(pass.key, [{ id: this.#lastPass, ...pass }, ...others]);
    }
    this.onRemembered();
  }

  #compare(result: Result | undefined, audit: Audit): void {
    for (const { component, variant, image } of audit.pictures) {
      const copied = result?.snapshots.find(
        (one) => one.component === component && one.variant === variant,
      );
      if (copied?.image.hash !== image?.hash) this.turnedOff.push({ component, variant });
    }
    this.onAudit(audit);
  }

  /** Whether a picture is there, and what its name says. */
  #check({ hash, ignored = [] }: Result['snapshots'][number]['image']): void {
    if (!this.#has(hash)) {
      throw new Refused(400, 'invalid_request', `${hash} was never uploaded`);
    }
    const png = this.images.get(hash);
    if (png && identifyPicture(png, { ignored }).pixelHash !== hash) {
      throw new Refused(400, 'invalid_request', `${hash} is not of these pixels`);
    }
  }

  #missing({ hashes, strips = [] }: BodyOf<typeof findMissingImages>) {
    return {
      missing: hashes.filter((hash) => !this.#has(hash)),
      missingStrips: strips.filter((digest) => !this.#strips.has(digest)),
    };
  }

  #has(hash: string): boolean {
    return this.images.has(hash) || this.results.has(hash);
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
        targetName: lease.work.targetName ?? 'chrome',
        ...(lease.work.payload.browser && { browserName: lease.work.payload.browser }),
        expiresInMs: lease.work.expiresInMs ?? 60_000,
        packageBytes: lease.work.package?.length ?? null,
        packageName: lease.work.packageName ?? null,
      }
    );
  }
}
