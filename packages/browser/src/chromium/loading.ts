import type { CdpSession } from '../cdp/connection.ts';
import { Endless, type Load } from '../connection/endless.ts';
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

interface Request extends Load {
  /** When something of the answer came last; undefined where its end is always reported. */
  answeredAt?: number;
  /** Looks since. */
  looks: number;
}

/** Keeps count of what a page is loading. */
export class Loading {
  readonly #requests = new Map<string, Request>();
  readonly #endless: Endless;

  /** @param endlessMs After this a request is taken for one that does not end. */
  constructor(session: CdpSession, endlessMs: number, report: (event: PageEvent) => void) {
    this.#endless = new Endless(endlessMs, report);
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
    return this.#endless.leftOut(
      [...this.#requests.values()].filter((request) => !isUnread(request)),
    );
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
