import { CdpError, type CdpSession } from '../cdp/connection.ts';
import type { PseudoClassRule } from '../page.ts';

/** Makes CSS pseudo classes match elements that nobody points at. */
export class PseudoClasses {
  readonly #session: CdpSession;
  #forced: number[] = [];
  #enabled = false;

  constructor(session: CdpSession) {
    this.#session = session;
  }

  /** Forces exactly these; what was forced before no longer is. */
  async force(rules: readonly PseudoClassRule[]): Promise<void> {
    await this.#release();
    if (rules.length === 0) return;
    await this.#enable();
    const { root } = await this.#session.send('DOM.getDocument', { depth: 0 });
    const { nodeId: rootId } = root as { nodeId: number };
    const classesOf = new Map<number, string[]>();
    for (const { selector, pseudoClass } of rules) {
      const query = { nodeId: rootId, selector };
      const { nodeIds } = await this.#session.send('DOM.querySelectorAll', query);
      for (const nodeId of nodeIds as number[]) {
        classesOf.set(nodeId, [...(classesOf.get(nodeId) ?? []), pseudoClass]);
      }
    }
    this.#forced = [...classesOf.keys()];
    await Promise.all([...classesOf].map(([nodeId, classes]) => this.#set(nodeId, classes)));
  }

  async #release(): Promise<void> {
    const forced = this.#forced;
    this.#forced = [];
    await Promise.all(forced.map((nodeId) => this.#set(nodeId, [])));
  }

  async #set(nodeId: number, forcedPseudoClasses: string[]): Promise<void> {
    await this.#session
      .send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses })
      .catch((error: unknown) => {
        // The element has left the document meanwhile.
        if (!(error instanceof CdpError)) throw error;
      });
  }

  async #enable(): Promise<void> {
    if (this.#enabled) return;
    this.#enabled = true;
    await this.#session.send('DOM.enable');
    await this.#session.send('CSS.enable');
  }
}
