import type { CdpSession } from '../cdp/connection.ts';

/** Resources that may stay open for as long as the page lives, or that nobody sees. */
const openEnded = new Set(['EventSource', 'WebSocket', 'Ping', 'CSPViolationReport', 'Media']);

/** Characters of addresses that are kept; a page may go on asking for ever. */
const maxCharacters = 4_000_000;

/** Keeps count of what a page is loading, and of what it has asked for. */
export class Loading {
  readonly #requests = new Map<string, string>();
  readonly #asked = new Set<string>();
  #characters = 0;

  constructor(session: CdpSession) {
    session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
      const { url } = request as { url: string };
      this.#keep(url);
      if (openEnded.has(String(type))) return;
      this.#requests.set(String(requestId), url);
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

  #keep(url: string): void {
    if (/^(data|blob):/i.test(url) || this.#asked.has(url)) return;
    this.#characters += url.length;
    if (this.#characters <= maxCharacters) this.#asked.add(url);
  }

  addresses(): string[] {
    return [...this.#requests.values()];
  }

  /** What was asked for since the last `startAgain`; undefined where it was too much to keep. */
  asked(): string[] | undefined {
    return this.#characters <= maxCharacters ? [...this.#asked] : undefined;
  }

  startAgain(): void {
    this.#asked.clear();
    this.#characters = 0;
  }
}
