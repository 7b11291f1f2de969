/** A program that is kept running, as systemd keeps it: started again a second after it ended. */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { end, type Machine, type Started, start } from './network.ts';

const restartMs = 1_000;

export class Unit {
  readonly #machine: Machine;
  readonly #command: string[];
  readonly #env: Record<string, string | undefined>;
  /** Whether what it has started ends with it. */
  readonly #whole: boolean;
  #now: Started | null = null;
  #wanted = false;
  #keeping: Promise<void> = Promise.resolve();
  #before = '';

  constructor(
    machine: Machine,
    command: string[],
    options: { env?: Record<string, string | undefined>; whole: boolean },
  ) {
    this.#machine = machine;
    this.#command = command;
    this.#env = options.env ?? process.env;
    this.#whole = options.whole;
  }

  get pid(): number | null {
    return this.#now?.process.pid ?? null;
  }

  /** All it has said, over every start. */
  get output(): string {
    return this.#before + (this.#now?.output() ?? '');
  }

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#keeping = this.#keep();
  }

  /** Tells it to end, waits until it has, and leaves it so. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    this.#wanted = false;
    if (this.pid !== null) process.kill(this.pid, signal);
    await this.#keeping;
  }

  async #keep(): Promise<void> {
    while (this.#wanted) {
      const now = start(this.#machine, this.#command, { env: this.#env });
      this.#now = now;
      await once(now.process, 'exit');
      if (this.#whole) end(now.process);
      this.#before = this.output;
      this.#now = null;
      if (this.#wanted) await delay(restartMs);
    }
  }
}
