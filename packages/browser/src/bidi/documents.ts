import { PageScriptError } from '../page.ts';
import type { BidiConnection } from './connection.ts';

interface Navigation {
  context: string;
  navigation: string | null;
  url: string;
  message?: string;
}

/** Which document the main frame shows. */
export class BidiDocuments {
  #changes = 0;
  /** By the navigation that is waited for. */
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();
  readonly #committed = new Set<string>();
  readonly stop: () => void;

  /** @param onChange Called with the address of each document as it appears. */
  constructor(connection: BidiConnection, context: string, onChange: (url: string) => void) {
    const on = (method: string, listener: (event: Navigation) => void) =>
      connection.on(`browsingContext.${method}`, (params) => {
        const event = params as unknown as Navigation;
        if (event.context === context) listener(event);
      });
    const fail = ({ navigation, url, message }: Navigation) =>
      this.#waiting
        .get(navigation ?? '')
        ?.reject(new PageScriptError(`could not load ${url}${message ? `: ${message}` : ''}`));
    const stops = [
      on('navigationCommitted', ({ navigation, url }) => {
        this.#changes += 1;
        if (navigation !== null) this.#committed.add(navigation);
        this.#waiting.get(navigation ?? '')?.resolve();
        onChange(url);
      }),
      on('navigationFailed', fail),
    ];
    this.stop = () => {
      for (const stop of stops) stop();
    };
  }

  /** How often one document took the place of another. */
  get changes(): number {
    return this.#changes;
  }

  /** Waits until the document of a navigation is shown. @throws PageScriptError where it is not. */
  async shown(navigation: string): Promise<void> {
    if (this.#committed.has(navigation)) return;
    const waiting = Promise.withResolvers<void>();
    this.#waiting.set(navigation, waiting);
    await waiting.promise.finally(() => this.#waiting.delete(navigation));
  }
}
