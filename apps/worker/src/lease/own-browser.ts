import {
  type Browser,
  type Capabilities,
  type EngineName,
  engines,
  type LaunchOptions,
} from '@twinlens/browser';
import type { Logger } from 'pino';
import type { Browsers } from '../capture/stage.ts';
import { type NamedBrowser, whyOtherVersion } from '../target/named-browsers.ts';

/** Pages after which a browser is replaced, so that nothing it leaks adds up. */
const maxPages = 200;

/** Which browser is started, and where it is looked for. */
export interface BrowserChoice extends Pick<LaunchOptions, 'cache' | 'path'> {
  engine: EngineName;
  /** Null: what the engine finds by itself. */
  named: NamedBrowser | null;
}

/** @throws Error where it is no more the version it is pinned to: it may be replaced at any time. */
async function launch({ engine, named, cache, path }: BrowserChoice): Promise<Browser> {
  const program = named?.program;
  const browser = await engines[engine].launch({ cache, path, ...(program && { program }) });
  const why = named && whyOtherVersion(named, browser.version);
  if (why === null) return browser;
  await browser.close();
  throw new Error(why);
}

/** A browser for one capture at a time, started when something has to be rendered, and kept. */
export class OwnBrowser implements Browsers {
  readonly capabilities: Capabilities;
  readonly #launch: () => Promise<Browser>;
  readonly #logger: Logger;
  #browser: Browser | undefined;
  #pages = 0;

  constructor(choice: BrowserChoice, logger: Logger) {
    this.capabilities = engines[choice.engine].capabilities;
    this.#launch = () => launch(choice);
    this.#logger = logger;
  }

  /** One that can be used for a page; it may have died while there was nothing to do. */
  async ready(): Promise<Browser> {
    const usable = this.#browser?.alive && this.#pages < maxPages;
    if (!this.#browser || !usable) {
      await this.discard();
      this.#browser = await this.#launch();
    }
    this.#pages += 1;
    return this.#browser;
  }

  async replace(): Promise<void> {
    const began = performance.now();
    await this.discard();
    this.#browser = await this.#launch();
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
