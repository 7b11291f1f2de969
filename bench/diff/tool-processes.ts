import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Answers, Comparison, Ingested, Order, Turn } from './messages.ts';
import { NotBuiltError } from './tool.ts';
import type { ToolName } from './tools.ts';

const file = fileURLToPath(new URL('tool-process.ts', import.meta.url));

/** An engine in a process of its own. */
export class ToolProcess {
  readonly name: ToolName;
  readonly form: string;
  readonly #process: ChildProcess;

  constructor(name: ToolName, form: string) {
    this.name = name;
    this.form = form;
    this.#process = fork(file, [name, form], { execArgv: ['--expose-gc'] });
  }

  /** Has a picture stored where the engine does that. @throws NotBuiltError */
  ingest(png: string, folder: string): Promise<Ingested> {
    return this.#ask({ ingest: { png, folder } }, 'ingested');
  }

  /** Compares, again and again until so much time has passed. @throws NotBuiltError */
  turn(comparison: Comparison, leastMs: number): Promise<Turn> {
    return this.#ask({ turn: comparison, leastMs }, 'turn');
  }

  /** Compares once. @returns How much memory that took at most, in MB. */
  peak(comparison: Comparison): Promise<number> {
    return this.#ask({ peak: comparison }, 'peak');
  }

  async stop(): Promise<void> {
    if (!this.#process.connected) return;
    this.#process.disconnect();
    await once(this.#process, 'exit');
  }

  async #ask<Name extends keyof Answers>(order: Order, name: Name): Promise<Answers[Name]> {
    this.#process.send(order);
    const answered = new AbortController();
    const { signal } = answered;
    const answer = await Promise.race([
      once(this.#process, 'message', { signal }).then(([message]) => message as Answer),
      once(this.#process, 'exit', { signal }).then(() => ({
        failure: 'it ended',
        notBuilt: false,
      })),
    ]);
    answered.abort();
    if ('failure' in answer) {
      if (answer.notBuilt) throw new NotBuiltError();
      throw new Error(`${this.name}: ${answer.failure}`);
    }
    return (answer as Answers)[name];
  }
}
