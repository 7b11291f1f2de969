import type { CdpSession } from '../cdp/connection.ts';
import type { PageEvent } from '../page.ts';

/** Resources that may stay open for as long as the page lives, or that nobody sees. */
const openEnded = new Set(['EventSource', 'WebSocket', 'Ping', 'CSPViolationReport', 'Media']);

interface Request {
  url: string;
  /** When it was made. */
  since: number;
}

/** Keeps count of what a page is loading. */
export class Loading {
  readonly #endlessMs: number;
  readonly #report: (event: PageEvent) => void;
  readonly #requests = new Map<string, Request>();
  /** Addresses of which the document has had a request that did not end, as long polls do not. */
  readonly #endless = new Set<string>();

  /** @param endlessMs After this a request is taken for one that does not end. */
  constructor(session: CdpSession, endlessMs: number, report: (event: PageEvent) => void) {
    this.#endlessMs = endlessMs;
    this.#report = report;
    session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
      if (openEnded.has(String(type))) return;
      const { url } = request as { url: string };
      // One that is redirected is announced again.
      const since = this.#requests.get(String(requestId))?.since ?? performance.now();
      this.#requests.set(String(requestId), { url, since });
    });
    for (const end of ['Network.loadingFinished', 'Network.loadingFailed']) {
      session.on(end, ({ requestId }) => this.#requests.delete(String(requestId)));
    }
    // Requests of the document before are never reported as ended.
    session.on('Page.frameNavigated', ({ frame }) => {
      const { parentId } = frame as { parentId?: string };
      if (parentId !== undefined) return;
      this.#requests.clear();
      this.#endless.clear();
    });
  }

  /** What is worth waiting for. */
  addresses(): string[] {
    const now = performance.now();
    for (const { url, since } of this.#requests.values()) {
      if (now - since < this.#endlessMs || this.#endless.has(url)) continue;
      this.#endless.add(url);
      this.#report({ kind: 'endless', url });
    }
    const urls = [...this.#requests.values()].map(({ url }) => url);
    return urls.filter((url) => !this.#endless.has(url));
  }
}
