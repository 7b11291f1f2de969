import type { EngineName, LaunchOptions } from '@twinlens/browser';
import type { Logger } from 'pino';
import { OwnBrowser } from './own-browser.ts';

/** A browser for one capture at a time, of whatever engine it needs; there is never more than one. */
export class OwnBrowsers {
  readonly #options: LaunchOptions;
  readonly #logger: Logger;
  #engine: EngineName | undefined;
  #browser: OwnBrowser | undefined;

  constructor({ cache, path }: LaunchOptions, logger: Logger) {
    this.#options = { cache, path };
    this.#logger = logger;
  }

  /** The one of an engine, which is started when a page is needed. One of another engine is ended. */
  async of(engine: EngineName): Promise<OwnBrowser> {
    if (this.#browser && this.#engine === engine) return this.#browser;
    await this.discard();
    this.#engine = engine;
    this.#browser = new OwnBrowser({ ...this.#options, engine }, this.#logger);
    return this.#browser;
  }

  /** Ends it; what an unfinished capture has done to it, nobody knows. */
  async discard(): Promise<void> {
    await this.#browser?.discard();
  }
}
