import type { CdpSession } from '../cdp/connection.ts';

interface Document {
  parentId?: string;
  loaderId: string;
  url: string;
}

/** Which document the main frame shows. */
export class Documents {
  #loaderId = '';
  #changes = 0;
  #waiting: (() => void)[] = [];
  /** Loaders of documents the page goes back to. */
  readonly #former = new Set<string>();

  /**
   * @param onChange Called with the address of each document as it appears, and whether the page has
   *   gone back to it.
   */
  constructor(session: CdpSession, onChange: (url: string, former: boolean) => void) {
    session.on('Page.frameStartedNavigating', ({ loaderId, navigationType }) => {
      if (navigationType === 'historyDifferentDocument') this.#former.add(String(loaderId));
    });
    session.on('Page.frameNavigated', ({ frame }) => {
      const { parentId, loaderId, url } = frame as Document;
      if (parentId !== undefined) return;
      this.#loaderId = loaderId;
      this.#changes += 1;
      for (const resume of this.#waiting.splice(0)) resume();
      onChange(url, this.#former.has(loaderId));
    });
  }

  /** How often one document took the place of another. */
  get changes(): number {
    return this.#changes;
  }

  /**
   * Waits until a document is shown: this one, or one that has already taken its place.
   * @param changes How many there had been before it was asked for.
   */
  async shown(loaderId: string, changes: number): Promise<void> {
    if (this.#loaderId === loaderId || this.#changes > changes) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}
