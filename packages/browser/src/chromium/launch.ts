import { CdpConnection } from '../cdp/connection.ts';
import type { Browser, Page, PageOptions } from '../page.ts';
import { BrowserGoneError } from '../page.ts';
import { chooseFontsByLanguage } from './fonts-by-language.ts';
import { openChromiumPage } from './open-page.ts';
import { type ChromiumProcess, startChromium } from './process.ts';

class Chromium implements Browser {
  readonly version: string;
  readonly pid: number;
  readonly #process: ChromiumProcess;
  readonly #connection: CdpConnection;

  constructor(version: string, process: ChromiumProcess, connection: CdpConnection) {
    this.version = version;
    this.pid = process.pid;
    this.#process = process;
    this.#connection = connection;
  }

  get alive(): boolean {
    return this.#connection.closedBy === undefined;
  }

  newPage(options: PageOptions): Promise<Page> {
    return openChromiumPage(this.#connection, options);
  }

  async check(): Promise<void> {
    await this.#connection.root.send('Browser.getVersion');
  }

  async close(): Promise<void> {
    this.#connection.close(new BrowserGoneError('the browser was closed'));
    await this.#process.end().catch(() => undefined);
  }
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

/**
 * Starts the bundled Chromium; nothing needs to be installed on the machine.
 * @param options.cache Folder where the browser is unpacked once, about 260 MB.
 */
export async function launchChromium(options: { cache: string }): Promise<Browser> {
  const process = await startChromium(options.cache);
  const connection = new CdpConnection(process.toBrowser, process.fromBrowser);
  try {
    const { product } = await connection.root.send('Browser.getVersion');
    await closePopups(connection);
    chooseFontsByLanguage(connection);
    const version = String(product).replace(/^\w*Chrome\//, 'Chromium ');
    return new Chromium(version, process, connection);
  } catch (cause) {
    await process.end();
    throw new Error(`Chromium ended while starting: ${process.lastWords()}`, { cause });
  }
}
