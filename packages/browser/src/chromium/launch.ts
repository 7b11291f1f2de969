import { CdpConnection } from '../cdp/connection.ts';
import type { Browser, Page, PageOptions } from '../page.ts';
import { BrowserGoneError } from '../page.ts';
import { BrowserStartError } from '../program/start-program.ts';
import { chromiumCapabilities } from './capabilities.ts';
import type { Purpose } from './flags.ts';
import { chooseFontsByLanguage } from './fonts-by-language.ts';
import { openChromiumPage } from './open-page.ts';
import { type ChromiumOptions, type ChromiumProcess, startChromium } from './process.ts';

/** One process and the way to it. */
interface Running {
  version: string;
  process: ChromiumProcess;
  connection: CdpConnection;
}

const openIn = ({ connection, process }: Running, options: PageOptions): Promise<Page> =>
  openChromiumPage(connection, process.profile, options);

class Chromium implements Browser {
  readonly version: string;
  readonly capabilities = chromiumCapabilities;
  readonly #main: Running;
  readonly #launch: (purpose: Purpose) => Promise<Running>;
  /**
   * Another process, for pages in which SVG moves: nothing less than a process can be told so. There
   * from the first such page until another page is opened, when none of its own is open any more.
   */
  #moving: Promise<Running> | undefined;

  constructor(main: Running, launch: (purpose: Purpose) => Promise<Running>) {
    this.version = main.version;
    this.#main = main;
    this.#launch = launch;
  }

  get alive(): boolean {
    return this.#main.connection.closedBy === undefined;
  }

  async newPage(options: PageOptions): Promise<Page> {
    if (options.svgAnimations) return openIn(await this.#movingSvg(), options);
    await this.#endIdle();
    return openIn(this.#main, options);
  }

  async check(): Promise<void> {
    const running = [this.#main, await this.#moving?.catch(() => undefined)];
    await Promise.all(running.map((one) => one?.connection.root.send('Browser.getVersion')));
  }

  async close(): Promise<void> {
    const running = [this.#main, await this.#moving?.catch(() => undefined)];
    await Promise.all(running.map((one) => one && end(one)));
  }

  async #movingSvg(): Promise<Running> {
    const running = await this.#moving?.catch(() => undefined);
    if (running && running.connection.closedBy === undefined) return running;
    if (running) await end(running);
    this.#moving = this.#launch({ svgAnimations: true });
    return this.#moving;
  }

  /** Ends the other process, unless a page of it is open. */
  async #endIdle(): Promise<void> {
    const running = await this.#moving?.catch(() => undefined);
    if (running?.connection.hasPages) return;
    this.#moving = undefined;
    if (running) await end(running);
  }
}

async function end({ connection, process }: Running): Promise<void> {
  connection.close(new BrowserGoneError('the browser was closed'));
  await process.end().catch(() => undefined);
}

/** Windows a page opens are closed at once: nobody looks at them. */
async function closePopups({ root }: CdpConnection): Promise<void> {
  root.on('Target.targetCreated', ({ targetInfo }) => {
    const { targetId, openerId } = targetInfo as { targetId: string; openerId?: string };
    if (openerId === undefined) return;
    root.send('Target.closeTarget', { targetId }).catch(() => undefined);
  });
  await root.send('Target.setDiscoverTargets', { discover: true });
}

async function launch(options: ChromiumOptions, purpose: Purpose): Promise<Running> {
  const process = await startChromium(options, purpose);
  const connection = new CdpConnection(process.toBrowser, process.fromBrowser);
  try {
    const { product } = await connection.root.send('Browser.getVersion');
    await closePopups(connection);
    chooseFontsByLanguage(connection);
    const version = String(product).replace(/^\w*Chrome\//, 'Chromium ');
    return { version, process, connection };
  } catch (cause) {
    await process.end();
    throw new BrowserStartError(`Chromium ended while starting: ${process.lastWords()}`, { cause });
  }
}

/**
 * Starts the bundled Chromium, for which nothing needs to be installed on the machine, or another one.
 * @param options.cache Folder where the browser is unpacked once, about 260 MB.
 */
export async function launchChromium(options: ChromiumOptions): Promise<Browser> {
  const start = (purpose: Purpose) => launch(options, purpose);
  return new Chromium(await start({ svgAnimations: false }), start);
}
