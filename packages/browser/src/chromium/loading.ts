import type { CdpSession } from '../cdp/connection.ts';

/** Resources that may stay open for as long as the page lives, or that nobody sees. */
const openEnded = new Set(['EventSource', 'WebSocket', 'Ping', 'CSPViolationReport', 'Media']);

/**
 * Milliseconds without data after which nobody reads an answer to `fetch` that has begun to come: the
 * browser says that it has ended only once all of it was read. Or it is a stream, and open-ended too.
 */
const unreadMs = 500;

interface Request {
  url: string;
  /** When something of the answer came last; undefined where its end is always reported. */
  answeredAt?: number;
}

/** Keeps count of what a page is loading. */
export class Loading {
  readonly #requests = new Map<string, Request>();

  constructor(session: CdpSession) {
    session.on('Network.requestWillBeSent', ({ requestId, loaderId, request, type }) => {
      // Scripts of workers belong to no document, and their end is told to the worker.
      if (openEnded.has(String(type)) || loaderId === '') return;
      this.#requests.set(String(requestId), { url: (request as { url: string }).url });
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
      if (parentId === undefined) this.#requests.clear();
    });
  }

  addresses(): string[] {
    const unread = performance.now() - unreadMs;
    return [...this.#requests.values()].flatMap(({ url, answeredAt }) =>
      answeredAt !== undefined && answeredAt < unread ? [] : [url],
    );
  }

  #note(requestId: string): void {
    const request = this.#requests.get(requestId);
    if (request) request.answeredAt = performance.now();
  }
}
