import { availableParallelism, cpus, freemem } from 'node:os';
import type { Slot } from './slot.ts';

/** How often the machine is looked at, in milliseconds. Captures last a second and longer. */
const lookMs = 1000;

/** Share of the processors that has to be idle for one more capture to get any faster. */
const idleShare = 0.15;

/** What a browser with a large page needs, in bytes. */
const slotBytes = 700_000_000;

/** A slot that had nothing to do for so long goes, and its browser with it. Milliseconds. */
const restMs = 60_000;

interface Running {
  slot: Slot;
  retire: AbortController;
  done: Promise<void>;
}

/** Idle and total time of all processors since the machine was started. */
function processorTime(): { idle: number; total: number } {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (part: (one: (typeof times)[number]) => number) =>
    times.reduce((total, one) => total + part(one), 0);
  const idle = sum((one) => one.idle);
  return { idle, total: sum(({ user, nice, sys, irq }) => user + nice + sys + irq) + idle };
}

/**
 * As many captures at once as the machine carries, which is found out by looking: one for each
 * processor to begin with, one more whenever all are busy while processors are idle and there is
 * memory for it, one less when one has had nothing to do for a while. What else runs on the machine
 * counts as well.
 */
export class Slots {
  readonly #makeSlot: () => Slot;
  readonly #draining: AbortSignal;
  readonly #stopping: AbortSignal;
  readonly #running = new Set<Running>();
  readonly #timer: NodeJS.Timeout;
  #last = processorTime();

  /**
   * @param draining Take no more leases.
   * @param stopping Give the current ones back.
   */
  constructor(makeSlot: () => Slot, draining: AbortSignal, stopping: AbortSignal) {
    this.#makeSlot = makeSlot;
    this.#draining = draining;
    this.#stopping = stopping;
    for (let count = 0; count < availableParallelism(); count += 1) this.#add();
    this.#timer = setInterval(() => this.#look(), lookMs);
    draining.addEventListener('abort', () => clearInterval(this.#timer), { once: true });
  }

  /** How many there are, by whether they have something to do. */
  count(): { busy: number; idle: number } {
    const idle = [...this.#running].filter(({ slot }) => slot.idleMs > 0).length;
    return { busy: this.#running.size - idle, idle };
  }

  /** Waits until all of them have ended, after `draining`. */
  async ended(): Promise<void> {
    await Promise.all([...this.#running].map(({ done }) => done));
  }

  #add(): void {
    const slot = this.#makeSlot();
    const retire = new AbortController();
    const draining = AbortSignal.any([this.#draining, retire.signal]);
    const running: Running = { slot, retire, done: slot.run(draining, this.#stopping) };
    this.#running.add(running);
    running.done.finally(() => this.#running.delete(running));
  }

  #look(): void {
    const now = processorTime();
    const idle = (now.idle - this.#last.idle) / Math.max(1, now.total - this.#last.total);
    this.#last = now;
    const all = [...this.#running];
    const allBusy = all.every(({ slot }) => slot.idleMs === 0);
    if (allBusy && idle > idleShare && freemem() > slotBytes) this.#add();
    if (all.length <= availableParallelism()) return;
    const bored = all.find(({ slot }) => slot.idleMs > restMs);
    bored?.retire.abort();
  }
}
