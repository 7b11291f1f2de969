import { type Browser, launchChromium } from '@twinlens/browser';

/** Captures after which a browser is replaced, so that nothing it leaks adds up. */
const maxCaptures = 200;

/** A browser for one capture at a time, started when something has to be rendered, and kept. */
export class OwnBrowser {
  readonly #cache: string;
  #browser: Browser | undefined;
  #captures = 0;

  /** @param cache Folder for the unpacked browser and its profiles. */
  constructor(cache: string) {
    this.#cache = cache;
  }

  /** One that can be used for a capture; it may have died while there was nothing to do. */
  async ready(): Promise<Browser> {
    const usable = this.#browser?.alive && this.#captures < maxCaptures;
    if (!this.#browser || !usable) {
      await this.discard();
      this.#browser = await launchChromium({ cache: this.#cache });
    }
    this.#captures += 1;
    return this.#browser;
  }

  /** Ends it; what an unfinished capture has done to it, nobody knows. */
  async discard(): Promise<void> {
    await this.#browser?.close();
    this.#browser = undefined;
    this.#captures = 0;
  }
}
