/** A worker that captures nothing: it answers with the pictures it is told to. */
import { createHash } from 'node:crypto';
import {
  type AccessibilityResult,
  type BodyOf,
  call,
  callRaw,
  type finishLease,
  identityOfResult,
  operations,
  packImages,
  type ResponseOf,
} from '@twinlens/contract';
import { inStrips } from './in-strips.ts';
import { workerToken } from './installation.ts';
import { picture } from './picture.ts';

export type Lease = ResponseOf<typeof operations.takeLease>;
type Result = BodyOf<typeof finishLease>;

/** `colour` tells pictures apart; the variant is `default` unless said. */
export interface Shown {
  component: string;
  variant?: string;
  colour?: string;
  /** Makes it a snapshot of an accessibility target. */
  accessibility?: AccessibilityResult;
}

/** What a worker calls a result. */
export const hashOf = (result: AccessibilityResult) =>
  createHash('sha256').update(identityOfResult(result)).digest('hex');

export class TestWorker {
  readonly client: { origin: string; headers: Record<string, string> };

  constructor(origin: string) {
    this.client = { origin, headers: { authorization: `Bearer ${workerToken}` } };
  }

  /** The next capture, or undefined when none comes within the time. */
  tryTake(waitMs = 0, name = 'worker 1'): Promise<Lease | undefined> {
    return call(this.client, operations.takeLease, {
      body: {
        worker: { name, browser: 'none' },
        types: ['browser-chrome', 'browser-accessibility'],
        waitMs,
      },
    });
  }

  async take(): Promise<Lease> {
    const lease = await this.tryTake();
    if (lease === undefined) throw new Error('there was nothing to take');
    return lease;
  }

  async payload({ token }: Lease): Promise<string> {
    const answer = await callRaw(this.client, operations.getLeasePayload, { params: { token } });
    return answer.text();
  }

  /** Uploads the pictures and answers the result that shows them. */
  async upload({ token }: Lease, shown: Shown[]): Promise<Result['snapshots']> {
    const snapshots = shown.map(({ component, variant = 'default', colour = 'grey', ...more }) => ({
      component,
      variant,
      result: more.accessibility,
      picture: picture(colour),
    }));
    const missing = await call(this.client, operations.findMissingImages, {
      params: { token },
      body: { hashes: snapshots.map((snapshot) => snapshot.picture.hash) },
    });
    const images = snapshots
      .filter(({ picture }) => missing?.missing.includes(picture.hash))
      .map(({ picture: { bytes } }) => inStrips(bytes));
    await call(this.client, operations.uploadImages, {
      params: { token },
      bytes: packImages(images),
    });
    for (const { result, picture } of snapshots) {
      if (result !== undefined) await this.uploadResult({ token }, result, picture.hash);
    }
    return snapshots.map(({ component, variant, result, picture: { hash, width, height } }) => ({
      component,
      variant,
      image: result ? { hash: hashOf(result), width: null, height: null } : { hash, width, height },
      renderMs: 1,
      waitMs: 2,
      screenshotMs: 3,
    }));
  }

  /** @param picture hash of an image uploaded before */
  async uploadResult(
    { token }: Pick<Lease, 'token'>,
    result: AccessibilityResult,
    picture: string,
    hash = hashOf(result),
  ): Promise<void> {
    await call(this.client, operations.uploadAccessibilityResult, {
      params: { token, hash },
      body: { picture, result },
    });
  }

  async finish(lease: Lease, shown: Shown[], more: Partial<Result> = {}): Promise<void> {
    const snapshots = await this.upload(lease, shown);
    await call(this.client, operations.finishLease, {
      params: { token: lease.token },
      body: { browser: 'none', snapshots, skipped: [], log: [], ...more },
    });
  }

  async fail({ token }: Lease, message: string, retryable: boolean): Promise<void> {
    await call(this.client, operations.failLease, {
      params: { token },
      body: { message, retryable, log: [] },
    });
  }

  async heartbeat({ token }: Lease): Promise<void> {
    await call(this.client, operations.heartbeat, { params: { token }, body: { captured: 1 } });
  }
}
