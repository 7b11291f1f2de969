import { setTimeout as delay } from 'node:timers/promises';
import {
  type BodyOf,
  type ClientOptions,
  call,
  callRaw,
  failLease,
  findDifferences,
  findMissingImages,
  findPasses,
  finishLease,
  getLeasePackage,
  getLeasePayload,
  heartbeat,
  type NamedImage,
  packImages,
  type ResponseOf,
  recordPasses,
  reportAudit,
  TwinlensError,
  type takeLease,
  uploadAccessibilityResult,
  uploadImages,
} from '@twinlens/contract';
import { type Backoff, startBackoff } from './backoff.ts';

export type Lease = NonNullable<ResponseOf<typeof takeLease>>;

type Captured = BodyOf<typeof finishLease>['snapshots'][number];
type ExampleName = Pick<Captured, 'component' | 'variant'>;

/** Tries of one call while the server is away; about half a minute in all. */
const maxTries = 8;

/** Longest wait for the answer to a call that does not wait on purpose. */
const callMs = 120_000;

/** Longest wait for what is remembered; rendering is what it saves. */
const findMs = 10_000;

/** Keys in one question, so that no answer is too large. */
const keysAtOnce = 200;

async function again<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  const backoff: Backoff = startBackoff();
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const temporary = error instanceof TwinlensError && error.retryable;
      if (!temporary || tries === maxTries || signal.aborted) throw error;
      await delay(backoff.next(), undefined, { signal });
    }
  }
}

/** The server as one lease sees it. Calls are repeated while the server cannot be reached. */
export class LeaseServer {
  readonly #client: ClientOptions;
  readonly #params: { token: string };
  readonly #signal: AbortSignal;
  /**
   * Longest wait for the answer to a sign of life, in milliseconds. Where none comes, nothing else is
   * answered either: an address that is gone says nothing.
   */
  readonly #patienceMs: number;
  /** Ends the calls under way, for them to be made again on new connections. */
  #stalled = new AbortController();

  /** @param signal Ends every call when the lease is lost. */
  constructor(client: ClientOptions, lease: Lease, signal: AbortSignal) {
    this.#client = client;
    this.#params = { token: lease.token };
    this.#patienceMs = lease.expiresInMs / 3;
    this.#signal = signal;
  }

  #limited(): AbortSignal {
    return AbortSignal.any([this.#signal, this.#stalled.signal, AbortSignal.timeout(callMs)]);
  }

  async payload(): Promise<string> {
    return again(this.#signal, async () => {
      const input = { params: this.#params, signal: this.#limited() };
      return (await callRaw(this.#client, getLeasePayload, input)).text();
    });
  }

  async package(): Promise<Buffer> {
    return again(this.#signal, async () => {
      const input = { params: this.#params, signal: this.#limited() };
      const response = await callRaw(this.#client, getLeasePackage, input);
      return Buffer.from(await response.arrayBuffer());
    });
  }

  /** @returns How long the lease now holds, in milliseconds. */
  async heartbeat(captured: number): Promise<number> {
    const late = AbortSignal.timeout(this.#patienceMs);
    const signal = AbortSignal.any([this.#signal, late]);
    try {
      const input = { params: this.#params, body: { captured }, signal };
      return (await call(this.#client, heartbeat, input))?.expiresInMs ?? 0;
    } catch (error) {
      if (!late.aborted) throw error;
      const reason = new TwinlensError('unavailable', 'the server does not answer');
      this.#stalled.abort(reason);
      this.#stalled = new AbortController();
      throw reason;
    }
  }

  /** Which images and which strips the server does not have. */
  async missing(
    hashes: string[],
    strips: string[],
  ): Promise<{ missing: Set<string>; missingStrips: Set<string> }> {
    const body = { hashes, strips };
    const answer = await again(this.#signal, () =>
      call(this.#client, findMissingImages, {
        params: this.#params,
        body,
        signal: this.#limited(),
      }),
    );
    return {
      missing: new Set(answer?.missing),
      missingStrips: new Set(answer?.missingStrips),
    };
  }

  async upload(images: readonly NamedImage[]): Promise<void> {
    const bytes = packImages(images);
    await again(this.#signal, () =>
      callRaw(this.#client, uploadImages, {
        params: this.#params,
        bytes,
        signal: this.#limited(),
      }),
    );
  }

  /** What is remembered under these keys. Asked once: a capture goes on without an answer. */
  async findPasses(keys: string[]): Promise<NonNullable<ResponseOf<typeof findPasses>>> {
    const found: NonNullable<ResponseOf<typeof findPasses>> = { passes: [], turnedOff: [] };
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(findMs)]);
    for (let start = 0; start < keys.length; start += keysAtOnce) {
      const body = { keys: keys.slice(start, start + keysAtOnce) };
      const answer = await call(this.#client, findPasses, { params: this.#params, body, signal });
      found.passes.push(...(answer?.passes ?? []));
      found.turnedOff = answer?.turnedOff ?? [];
    }
    return found;
  }

  /**
   * Which of these would be reported as differences. Asked once: the pictures count without an answer.
   * A server that does not know the question yet has nothing captured twice.
   */
  async findDifferences(snapshots: readonly Captured[]): Promise<ExampleName[]> {
    const body = {
      snapshots: snapshots.map(({ component, variant, image: { hash } }) => ({
        component,
        variant,
        hash,
      })),
    };
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(findMs)]);
    try {
      const input = { params: this.#params, body, signal };
      return (await call(this.#client, findDifferences, input))?.examples ?? [];
    } catch (error) {
      if (error instanceof TwinlensError && error.code === 'not_found') return [];
      throw error;
    }
  }

  async recordPasses(body: BodyOf<typeof recordPasses>): Promise<void> {
    await again(this.#signal, () =>
      callRaw(this.#client, recordPasses, { params: this.#params, body, signal: this.#limited() }),
    );
  }

  async reportAudit(body: BodyOf<typeof reportAudit>): Promise<void> {
    await again(this.#signal, () =>
      callRaw(this.#client, reportAudit, { params: this.#params, body, signal: this.#limited() }),
    );
  }

  async uploadResult(hash: string, body: BodyOf<typeof uploadAccessibilityResult>): Promise<void> {
    const params = { ...this.#params, hash };
    await again(this.#signal, () =>
      callRaw(this.#client, uploadAccessibilityResult, { params, body, signal: this.#limited() }),
    );
  }

  async finish(body: BodyOf<typeof finishLease>): Promise<void> {
    await again(this.#signal, () =>
      callRaw(this.#client, finishLease, { params: this.#params, body, signal: this.#limited() }),
    );
  }

  /** @param signal Of its own: a worker that stops still says so. */
  async fail(body: BodyOf<typeof failLease>, signal: AbortSignal): Promise<void> {
    await again(signal, () =>
      callRaw(this.#client, failLease, { params: this.#params, body, signal }),
    );
  }
}
