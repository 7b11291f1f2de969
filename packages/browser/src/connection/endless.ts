import type { PageEvent } from '../page.ts';

/** Something that is being loaded. */
export interface Load {
  url: string;
  /** When it was asked for (performance.now). */
  since: number;
}

/** Which addresses of a document do not end, as long polls do not. */
export class Endless {
  readonly #ms: number;
  readonly #report: (event: PageEvent) => void;
  readonly #urls = new Set<string>();

  /** @param ms After this a load is taken for one that does not end. */
  constructor(ms: number, report: (event: PageEvent) => void) {
    this.#ms = ms;
    this.#report = report;
  }

  /** The addresses of those loads that are worth waiting for. */
  leftOut(loads: readonly Load[]): string[] {
    const now = performance.now();
    for (const { url, since } of loads) {
      if (now - since < this.#ms || this.#urls.has(url)) continue;
      this.#urls.add(url);
      this.#report({ kind: 'endless', url });
    }
    return loads.map(({ url }) => url).filter((url) => !this.#urls.has(url));
  }

  /** For another document. */
  clear(): void {
    this.#urls.clear();
  }
}
