import type { LaunchOptions } from '@twinlens/browser';
import type { Logger } from 'pino';
import type { FoundBrowser } from '../target/find-browsers.ts';
import { OwnBrowser } from './own-browser.ts';

/** A browser for one capture at a time, whichever it needs; there is never more than one. */
export class OwnBrowsers {
  readonly #options: LaunchOptions;
  readonly #logger: Logger;
  #found: FoundBrowser | undefined;
  #browser: OwnBrowser | undefined;

  constructor({ cache, path }: LaunchOptions, logger: Logger) {
    this.#options = { cache, path };
    this.#logger = logger;
  }

  /** The one that was found, which is started when a page is needed. Another one is ended. */
  async of(found: FoundBrowser): Promise<OwnBrowser> {
    if (this.#browser && this.#found === found) return this.#browser;
    await this.discard();
    this.#found = found;
    this.#browser = new OwnBrowser({ ...this.#options, ...found }, this.#logger);
    return this.#browser;
  }

  /** Ends it; what an unfinished capture has done to it, nobody knows. */
  async discard(): Promise<void> {
    await this.#browser?.discard();
  }
}
