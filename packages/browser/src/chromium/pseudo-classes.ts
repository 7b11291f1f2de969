/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { CdpError, type CdpSession } from '../cdp/connection.ts';
import type { PseudoClassRule } from '../page.ts';

interface Property {
  name: string;
  value: { objectId?: string };
}

/** What is kept in the page between finding elements and naming them. */
const objectGroup = 'twinlens-pseudo-classes';

/**
 * The elements a selector finds in the document and its open shadow roots; with `upwards` those
 * around them as well, as seen on the screen: a pointer over an element is over them too.
 * Runs in the page: self-contained.
 */
function findElements(selector: string, upwards: boolean): Element[] {
  const found = new Set<Element>();
  const parentOf = (element: Element): Element | null => {
    if (element.assignedSlot) return element.assignedSlot;
    const { parentNode } = element;
    return parentNode instanceof ShadowRoot ? parentNode.host : element.parentElement;
  };
  // A form may have the name of a method, and stand in its place on the document.
  const all = (root: Document | ShadowRoot, wanted: string): Iterable<Element> =>
    root instanceof ShadowRoot
      ? root.querySelectorAll(wanted)
      : Document.prototype.querySelectorAll.call(root, wanted);
  const search = (root: Document | ShadowRoot): void => {
    for (const element of all(root, selector)) {
      found.add(element);
      if (!upwards) continue;
      for (let next = parentOf(element); next; next = parentOf(next)) found.add(next);
    }
    for (const element of all(root, '*')) {
      if (element.shadowRoot) search(element.shadowRoot);
    }
  };
  search(document);
  return [...found];
}

/** Makes CSS pseudo classes match elements that nobody points at. */
export class PseudoClasses {
  readonly #session: CdpSession;
  #forced: number[] = [];
  #enabled = false;

  constructor(session: CdpSession) {
    this.#session = session;
  }

  /**
   * Forces exactly these; what was forced before no longer is.
   * @param contextId Where the elements are looked for.
   */
  async force(rules: readonly PseudoClassRule[], contextId: number): Promise<void> {
    await this.#release();
    if (rules.length === 0) return;
    await this.#enable();
    // Nodes have ids only where the document has been asked for.
    await this.#session.send('DOM.getDocument', { depth: 0 });
    const classesOf = new Map<number, string[]>();
    for (const { selector, pseudoClass } of rules) {
      const upwards = pseudoClass === 'hover' || pseudoClass === 'active';
      for (const nodeId of await this.#find(selector, upwards, contextId)) {
        classesOf.set(nodeId, [...(classesOf.get(nodeId) ?? []), pseudoClass]);
      }
    }
    this.#forced = [...classesOf.keys()];
    await Promise.all([...classesOf].map(([nodeId, classes]) => this.#set(nodeId, classes)));
  }

  async #find(selector: string, upwards: boolean, contextId: number): Promise<number[]> {
    const expression = `(${findElements.toString()})(${JSON.stringify(selector)}, ${upwards})`;
    const { result } = await this.#session.send('Runtime.evaluate', {
      expression,
      contextId,
      objectGroup,
    });
    const { objectId } = result as { objectId?: string };
    if (objectId === undefined) throw new Error(`not a selector: ${selector}`);
    const list = await this.#session.send('Runtime.getProperties', {
      objectId,
      ownProperties: true,
    });
    const elements = (list.result as Property[]).filter(({ name }) => /^\d+$/.test(name));
    const nodes = await Promise.all(
      elements.map(({ value }) =>
        this.#session.send('DOM.requestNode', { objectId: value.objectId }),
      ),
    );
    await this.#session.send('Runtime.releaseObjectGroup', { objectGroup });
    return nodes.map(({ nodeId }) => nodeId as number);
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
