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
    const work = this.#processes.slice(0, browsers).map(async (one, browser) => {
      const chunks = Array.from({ length: pages }, (_, page) => ({
        index: browser * pages + page,
        total,
      }));
      one.send({ ...order, chunks } satisfies CaptureOrder);
      const [answer] = (await once(one, 'message')) as [FromDriver];
      if ('pictures' in answer) return answer.pictures;
      throw new Error('failure' in answer ? answer.failure : 'Playwright answered nothing');
    });
    return (await Promise.all(work)).flat();
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
