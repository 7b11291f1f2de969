import type { CdpSession } from '../cdp/connection.ts';

/** Resources that may stay open for as long as the page lives, or that nobody sees. */
const openEnded = new Set(['EventSource', 'WebSocket', 'Ping', 'CSPViolationReport', 'Media']);

/** Keeps count of what a page is loading. */
export class Loading {
  readonly #requests = new Map<string, string>();

  constructor(session: CdpSession) {
    session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
      if (openEnded.has(String(type))) return;
      this.#requests.set(String(requestId), (request as { url: string }).url);
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
    return [...this.#requests.values()];
  }
}
