import type { CdpSession } from '../cdp/connection.ts';
import type { PageEvent } from '../page.ts';

/** Resources that may stay open for as long as the page lives, or that nobody sees. */
const openEnded = new Set(['EventSource', 'WebSocket', 'Ping', 'CSPViolationReport', 'Media']);

/**
 * Without data for so long, and for so many looks, an answer to `fetch` that has begun to come is one
 * that nobody reads: the browser says that it has ended only once all of it was read. Or it is a
 * stream, and open-ended too. Looks, because on a busy machine time passes and nothing happens.
 */
const unreadMs = 100;
const unreadLooks = 12;

interface Request {
  url: string;
  /** When it was made. */
  since: number;
  /** When something of the answer came last; undefined where its end is always reported. */
  answeredAt?: number;
  /** Looks since. */
  looks: number;
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
    session.on('Network.requestWillBeSent', ({ requestId, loaderId, request, type }) => {
      // Scripts of workers belong to no document, and their end is told to the worker.
      if (openEnded.has(String(type)) || loaderId === '') return;
      const { url } = request as { url: string };
      // One that is redirected is announced again.
      const since = this.#requests.get(String(requestId))?.since ?? performance.now();
      this.#requests.set(String(requestId), { url, since, looks: 0 });
    });
    session.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Fetch') this.#note(String(requestId));
    });
    session.on('Network.dataReceived', ({ requestId }) => {
      const request = this.#requests.get(String(requestId));
      if (request?.answeredAt !== undefined) this.#note(String(requestId));
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
    const awaited = [...this.#requests.values()].filter((request) => !isUnread(request));
    const now = performance.now();
    for (const { url, since } of awaited) {
      if (now - since < this.#endlessMs || this.#endless.has(url)) continue;
      this.#endless.add(url);
      this.#report({ kind: 'endless', url });
    }
    return awaited.map(({ url }) => url).filter((url) => !this.#endless.has(url));
  }

  #note(requestId: string): void {
    const request = this.#requests.get(requestId);
    if (!request) return;
    request.answeredAt = performance.now();
    request.looks = 0;
  }
}

function isUnread(request: Request): boolean {
  if (request.answeredAt === undefined) return false;
  request.looks += 1;
  return request.looks > unreadLooks && performance.now() - request.answeredAt > unreadMs;
}
