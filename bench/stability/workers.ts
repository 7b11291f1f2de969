import {
  LeaseServer,
  type Result,
  type RunningWorker,
  startWorker,
  type Work,
} from '../lease-server.ts';

/** A worker process and the server it works for. */
interface Pair {
  server: LeaseServer;
  worker: RunningWorker;
}

/** Worker processes that each do the same share of the work. */
export class Workers {
  readonly #pairs: Pair[];

  private constructor(pairs: Pair[]) {
    this.#pairs = pairs;
  }

  static async start(count: number): Promise<Workers> {
    const pairs = Array.from({ length: count }, async () => {
      const server = new LeaseServer();
      await server.start();
      return { server, worker: await startWorker(server) };
    });
    return new Workers(await Promise.all(pairs));
  }

  /** Has each worker do the work that is made for it. */
  async capture(workFor: (worker: number) => Work[]): Promise<Result[]> {
    const work = this.#pairs.map(({ server }, index) => server.capture(workFor(index)));
    return (await Promise.all(work)).flat();
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#pairs.map(async ({ server, worker }) => {
        await worker.stop();
        server.stop();
      }),
    );
  }
}
