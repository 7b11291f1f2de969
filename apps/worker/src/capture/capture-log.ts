import type { LogLine } from '@twinlens/contract';
import type { Static } from 'typebox';

type Line = Static<typeof LogLine>;

const maxLines = 2000;
const maxText = 4000;

/** What people are shown beside a capture: console of the page, warnings of the worker. */
export class CaptureLog {
  readonly lines: Line[] = [];
  readonly #began = performance.now();

  add(level: Line['level'], text: string): void {
    if (this.lines.length >= maxLines) return;
    const last = this.lines.length === maxLines - 1;
    this.lines.push({
      atMs: Math.round(performance.now() - this.#began),
      level: last ? 'warn' : level,
      text: last ? 'More was logged; only the first lines are kept.' : text.slice(0, maxText),
    });
  }
}
