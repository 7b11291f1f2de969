import type { LogLine } from '@twinlens/contract';
import type { Static } from 'typebox';

type Line = Static<typeof LogLine>;

const maxLines = 2000;
/** Fewer: a page that talks without end must not keep the worker from saying so. */
const maxLinesOfPage = 1500;
const maxText = 4000;

/** What people are shown beside a capture: console and requests of the page, words of the worker. */
export class CaptureLog {
  readonly lines: Line[] = [];
  readonly #began = performance.now();
  #ofPage = 0;

  add(level: Line['level'], text: string, from?: Line['from']): void {
    if (this.lines.length >= maxLines) return;
    this.lines.push({
      atMs: Math.round(performance.now() - this.#began),
      level,
      text: text.slice(0, maxText),
      ...(from && { from }),
    });
  }

  /** Adds what the page says; what it says first is kept. */
  addFromPage(level: Line['level'], text: string, from?: Line['from']): void {
    this.#ofPage += 1;
    if (this.#ofPage < maxLinesOfPage) this.add(level, text, from);
    else if (this.#ofPage === maxLinesOfPage) this.add('warn', 'The page said more than is kept.');
  }
}
