import type { EdgeAlert } from '@twinlens/contract';
import type { Logger } from 'pino';

type Code = EdgeAlert['code'];

/** Kept in memory: whoever starts next looks anew. */
export class Alerts {
  readonly #open = new Map<Code, EdgeAlert>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  get open(): EdgeAlert[] {
    return [...this.#open.values()];
  }

  /** Opens or updates an alert; null as text ends it. */
  set(code: Code, text: string | null, locks = true): void {
    const before = this.#open.get(code);
    if (text === null) {
      if (before === undefined) return;
      this.#open.delete(code);
      this.#logger.info({ alert: code }, `over: ${before.text}`);
      return;
    }
    const since = before?.since ?? new Date().toISOString();
    this.#open.set(code, { code, since, text, locks });
    if (before === undefined) this.#logger.error({ alert: code }, text);
  }
}
