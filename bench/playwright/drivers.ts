import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CaptureOrder, FromDriver, Picture } from './messages.ts';

export type Order = Omit<CaptureOrder, 'chunks'>;

/** How many browsers, and how many pages in each. */
export interface Form {
  browsers: number;
  pages: number;
}

async function orderFrom(driver: ChildProcess, order: CaptureOrder): Promise<Picture[]> {
  driver.send(order);
  const [answer] = (await once(driver, 'message')) as [FromDriver];
  if ('pictures' in answer) return answer.pictures;
  throw new Error('failure' in answer ? answer.failure : 'Playwright answered nothing');
}

/** Browsers under Playwright, each driven by a process of its own. */
export class PlaywrightDrivers {
  readonly #processes: ChildProcess[];

  private constructor(processes: ChildProcess[]) {
    this.#processes = processes;
  }

  static async start(browsers: number): Promise<PlaywrightDrivers> {
    const file = fileURLToPath(new URL('driver.ts', import.meta.url));
    const processes = Array.from({ length: browsers }, () => fork(file));
    await Promise.all(processes.map((one) => once(one, 'message')));
    return new PlaywrightDrivers(processes);
  }

  get pids(): number[] {
    return this.#processes.flatMap(({ pid }) => pid ?? []);
  }

  /** Takes a picture of every example, in chunks as the stock clients make them, one for every page. */
  async capture(order: Order, { browsers, pages }: Form): Promise<Picture[]> {
    const total = browsers * pages;
    const work = this.#processes.slice(0, browsers).map((one, browser) => {
      const first = browser * pages;
      const chunks = Array.from({ length: pages }, (_, page) => ({ index: first + page, total }));
      return orderFrom(one, { ...order, chunks });
    });
    return (await Promise.all(work)).flat();
  }

  /** Takes a picture of every example in every browser, on one page each. */
  captureInEach(order: Order): Promise<Picture[][]> {
    const chunks = [{ index: 0, total: 1 }];
    return Promise.all(this.#processes.map((one) => orderFrom(one, { ...order, chunks })));
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#processes.map(async (one) => {
        one.disconnect();
        await once(one, 'exit');
      }),
    );
  }
}
