import type { CdpSession } from '../cdp/connection.ts';

/** Which document the main frame shows. */
export class Documents {
  #loaderId: string | undefined;
  #waiting: (() => void)[] = [];

  constructor(session: CdpSession) {
    session.on('Page.frameNavigated', ({ frame }) => {
      const { parentId, loaderId } = frame as { parentId?: string; loaderId: string };
      if (parentId !== undefined) return;
      this.#loaderId = loaderId;
      for (const resume of this.#waiting.splice(0)) resume();
    });
  }

  /** Waits until a document is shown: this one, or one that has already taken its place. */
  async shown(loaderId: string): Promise<void> {
    if (this.#loaderId === loaderId) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}
