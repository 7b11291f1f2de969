/**
 * Grants in the order in which a busy machine may announce their ends. Chromium itself cannot be made
 * to do it: the renderer here is a double, written after a trace of one, at the other end of the pipe.
 */
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { CdpConnection } from '../src/cdp/connection.ts';
import { VirtualClock } from '../src/chromium/virtual-clock.ts';

/** How far time goes before what was announced late is heard of, in milliseconds. */
const lateMs = 10;

/** Its time goes on to the end of the nearest grant, says so and stands; later grants replace none. */
class RendererDouble {
  /** Of the page, in milliseconds. */
  now = 0;
  readonly toBrowser = new PassThrough();
  readonly fromBrowser = new PassThrough();
  #ends: number[] = [];
  /** Announcements on their way, of ends at the same time as one that was announced. */
  #late = 0;
  #leaves = false;

  constructor() {
    let text = '';
    this.toBrowser.setEncoding('utf8').on('data', (data: string) => {
      const messages = (text + data).split('\0');
      text = messages.pop() ?? '';
      for (const message of messages) this.#answer(JSON.parse(message));
    });
  }

  /** The next grant is in the middle when another document comes, which is granted it anew. */
  leaveInTheMiddle(): void {
    this.#leaves = true;
  }

  #send(message: Record<string, unknown>): void {
    this.fromBrowser.write(`${JSON.stringify({ sessionId: 'page', ...message })}\0`);
  }

  #announce(): void {
    this.#send({ method: 'Emulation.virtualTimeBudgetExpired', params: {} });
  }

  #answer({ id, method, params }: { id: number; method: string; params?: { budget?: number } }) {
    const metrics = [{ name: 'Timestamp', value: this.now / 1000 }];
    this.#send({ id, result: { metrics, virtualTimeTicksBase: 1 } });
    if (method !== 'Emulation.setVirtualTimePolicy' || params?.budget === undefined) return;
    const left = this.#leaves;
    if (left) {
      this.#leaves = false;
      this.now += lateMs;
      this.#send({ method: 'Runtime.executionContextsCleared', params: {} });
    }
    this.#ends.push(this.now + params.budget);
    if (!left) this.#pass();
  }

  #pass(): void {
    const next = Math.min(...this.#ends);
    if (this.#late > 0) {
      this.#late -= 1;
      this.now = Math.min(next, this.now + lateMs);
      this.#announce();
      return;
    }
    this.now = next;
    const ended = this.#ends.filter((end) => Math.abs(end - next) < 0.001).length;
    this.#ends = this.#ends.filter((end) => Math.abs(end - next) >= 0.001);
    this.#late += ended - 1;
    this.#announce();
  }
}

test('no end of another grant is taken for that of the one that is waited for', async () => {
  const renderer = new RendererDouble();
  const connection = new CdpConnection(renderer.toBrowser, renderer.fromBrowser);
  const clock = new VirtualClock(connection.session('page'), 10_000);
  await clock.start(0);
  renderer.leaveInTheMiddle();
  await clock.grant(16.5);
  for (const ms of [20, 399.5, 299.5, 0.001, 399.5, 16.5, 299.5]) {
    const began = renderer.now;
    await clock.grant(ms);
    expect(renderer.now - began).toBeCloseTo(ms, 2);
  }
  connection.close(new Error('done'));
});
