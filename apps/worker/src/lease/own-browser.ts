import { type Browser, launchChromium } from '@twinlens/browser';
import type { Logger } from 'pino';
import type { Browsers } from '../capture/stage.ts';

/** Pages after which a browser is replaced, so that nothing it leaks adds up. */
const maxPages = 200;

/** A browser for one capture at a time, started when something has to be rendered, and kept. */
export class OwnBrowser implements Browsers {
  readonly #cache: string;
  readonly #logger: Logger;
  #browser: Browser | undefined;
  #pages = 0;

  /** @param cache Folder for the unpacked browser and its profiles. */
  constructor(cache: string, logger: Logger) {
    this.#cache = cache;
    this.#logger = logger;
  }

  /** One that can be used for a page; it may have died while there was nothing to do. */
  async ready(): Promise<Browser> {
    const usable = this.#browser?.alive && this.#pages < maxPages;
    if (!this.#browser || !usable) {
      await this.discard();
      this.#browser = await launchChromium({ cache: this.#cache });
    }
    this.#pages += 1;
    return this.#browser;
  }

  async replace(): Promise<void> {
    const began = performance.now();
    await this.discard();
    this.#browser = await launchChromium({ cache: this.#cache });
    const replacedMs = Math.round(performance.now() - began);
    this.#logger.info({ replacedMs }, 'the browser was replaced');
  }

  /** Ends it; what an unfinished capture has done to it, nobody knows. */
  async discard(): Promise<void> {
    await this.#browser?.close();
    this.#browser = undefined;
    this.#pages = 0;
  }
}
