/**
 * The only way to change what the proxy does. Rendered, checked by the proxy, loaded without losing a
 * connection, seen from outside; taken back when any of these fails. One at a time.
 */
import { type Generation, TwinlensError } from '@twinlens/contract';
import type { Logger } from 'pino';
import { keepAddress } from '../address/keep-address.ts';
import type { Guards } from '../control/guards.ts';
import type { Haproxy } from '../proxy/haproxy.ts';
import { type DeployedServers, fillIn, renderHaproxy } from '../proxy/render.ts';
import type { Topology } from '../topology/schema.ts';
import type { Content, Entry, Ledger } from './ledger.ts';
import { lookAtRoutes, prove } from './prove.ts';

export interface ApplierOptions {
  ledger: Ledger;
  proxy: Haproxy;
  guards: Guards;
  /** What tells our probes from everybody else's requests. */
  secret: string;
  logger: Logger;
}

export class Applier {
  readonly #options: ApplierOptions;
  #queue: Promise<unknown> = Promise.resolve();
  #busy = 0;

  constructor(options: ApplierOptions) {
    this.#options = options;
  }

  /** Whether the three numbers may disagree for a moment. */
  get busy(): boolean {
    return this.#busy > 0;
  }

  /** What is served, or meant to be. */
  get content(): Content | null {
    const { ledger } = this.#options;
    const entry = ledger.lastProven ?? ledger.wanted;
    return entry === null ? null : ledger.contentOf(entry);
  }

  /** Runs alone among everything that changes the proxy. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(async () => {
      this.#busy++;
      try {
        return await work();
      } finally {
        this.#busy--;
      }
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Makes the proxy serve a topology.
   * @returns What became of it: proven, failed (what served before serves again) or refused.
   * @throws TwinlensError `conflict` when it would lose an address.
   */
  async apply(
    cause: Generation['cause'],
    reason: string,
    input: { topology: Topology; deployed: DeployedServers; givenUp?: string[] },
  ): Promise<Entry> {
    const { guards, logger } = this.#options;
    return this.alone(async () => {
      if (guards.address) {
        keepAddress(this.content?.topology ?? null, input.topology, input.givenUp ?? []);
      }
      let content = contentFor(input, null);
      let problem = await this.#check(content);
      if (problem !== null && guards.cache && input.topology.cache !== undefined) {
        const without = contentFor(input, problem);
        if ((await this.#check(without)) === null) {
          logger.warn({ problem }, 'the cache breaks the configuration and is left out of it');
          content = without;
          problem = null;
        }
      }
      return this.#load(cause, reason, content, problem);
    });
  }

  /** What an apply of this topology would be refused for; null when it would not. */
  async wouldRefuse(topology: Topology): Promise<string | null> {
    return this.alone(async () => {
      const deployed = this.content?.deployed ?? {};
      const whole = await this.#check(contentFor({ topology, deployed }, null));
      if (whole === null || topology.cache === undefined) return whole;
      const core = await this.#check(contentFor({ topology, deployed }, whole));
      return core ?? `it would be applied without the cache: ${whole}`;
    });
  }

  /** Shows that the proxy still takes a configuration: the same content once more. */
  async heartbeat(): Promise<Entry | null> {
    return this.alone(async () => {
      const { content } = this;
      if (content === null) return null;
      const problem = await this.#check(content);
      return this.#load('heartbeat', 'nothing changed', content, problem);
    });
  }

  /**
   * Goes back to what a generation did.
   * @param number The one before the current one if null.
   * @throws TwinlensError `not_found` when there is none.
   */
  async rollBack(number: number | null): Promise<Entry> {
    const { ledger } = this.#options;
    return this.alone(async () => {
      const now = ledger.lastProven;
      const proven = ledger.entries.filter(({ outcome }) => outcome === 'proven');
      const found =
        number === null
          ? proven.findLast(({ content }) => content !== now?.content)
          : proven.find((entry) => entry.number === number);
      if (found === undefined) {
        throw new TwinlensError(
          'not_found',
          number === null
            ? 'no other configuration was ever proven'
            : `generation ${number} was never proven, see history`,
        );
      }
      // Servers come and go by deploys; those of then may be gone.
      const then = ledger.contentOf(found);
      const content = contentFor(
        { topology: then.topology, deployed: this.content?.deployed ?? then.deployed },
        then.withoutCache,
      );
      if (this.#options.guards.address) {
        keepAddress(this.content?.topology ?? null, content.topology, []);
      }
      const problem = await this.#check(content);
      return this.#load('rollback', `back to generation ${found.number}`, content, problem);
    });
  }

  /** After a generation that nobody saw the end of. */
  async backToProven(unfinished: number): Promise<Entry | null> {
    const { ledger } = this.#options;
    return this.alone(async () => {
      const back = ledger.lastProven;
      if (back === null) return null;
      const reason = `${unfinished} was not finished`;
      return this.#load('rollback', reason, ledger.contentOf(back), null);
    });
  }

  /**
   * Starts the proxy on what was proven last, or takes its place without losing a connection.
   * Routes nobody serves are no hindrance: the servers may come after the proxy.
   */
  async start(reason: string): Promise<Entry | null> {
    const { ledger, proxy } = this.#options;
    return this.alone(async () => {
      const { content } = this;
      if (content === null) return null;
      const before = await lookAtRoutes(content, this.#options.secret);
      const entry = await ledger.begin('start', reason, content);
      try {
        await proxy.start((sockets) => this.#write(content, entry.number, sockets));
      } catch (error) {
        await ledger.end(entry, 'failed', [sayWhy(error)]);
        return entry;
      }
      await this.#prove(entry, content, before);
      return entry;
    });
  }

  async #check(content: Content): Promise<string | null> {
    if (!this.#options.guards.check) return null;
    return this.#options.proxy.check(this.#fill(content, 0, this.#options.proxy.sockets));
  }

  #fill(content: Content, generation: number, sockets: string): string {
    return fillIn(content.text, { generation, sockets, probe: this.#options.secret });
  }

  #write(content: Content, generation: number, sockets: string): Promise<void> {
    return this.#options.proxy.write(this.#fill(content, generation, sockets));
  }

  async #load(
    cause: Generation['cause'],
    reason: string,
    content: Content,
    problem: string | null,
  ): Promise<Entry> {
    const { ledger, proxy, guards, secret, logger } = this.#options;
    const back = ledger.lastProven;
    const entry = await ledger.begin(cause, reason, content);
    if (problem !== null) {
      await ledger.end(entry, 'refused', [problem]);
      logger.warn({ generation: entry.number, problem }, 'refused: the proxy would not take it');
      return entry;
    }
    // Without a proof nobody looks before either.
    const before = guards.proof && back !== null ? await lookAtRoutes(content, secret) : [];
    try {
      if (await proxy.alive()) {
        await this.#write(content, entry.number, proxy.sockets);
        await proxy.reload();
      } else {
        await proxy.start((sockets) => this.#write(content, entry.number, sockets));
      }
    } catch (error) {
      await ledger.end(entry, 'failed', [sayWhy(error)]);
    }
    if (entry.outcome === 'loading') await this.#prove(entry, content, before);
    if (entry.outcome === 'failed') {
      logger.error({ generation: entry.number, problems: entry.problems }, 'could not be proven');
      // Of the same content nothing can be taken back.
      if (cause !== 'rollback' && back !== null && back.content !== entry.content) {
        const known = ledger.contentOf(back);
        await this.#load('rollback', `${entry.number} could not be proven`, known, null);
      }
    } else {
      logger.info({ generation: entry.number, cause, reason }, 'proven');
    }
    return entry;
  }

  async #prove(entry: Entry, content: Content, before: Awaited<ReturnType<typeof lookAtRoutes>>) {
    const { ledger, guards, secret } = this.#options;
    const generation = entry.number;
    const problems = guards.proof ? await prove({ content, generation, secret, before }) : [];
    await ledger.end(entry, problems.length === 0 ? 'proven' : 'failed', problems);
  }
}

function contentFor(
  { topology, deployed }: { topology: Topology; deployed: DeployedServers },
  withoutCache: string | null,
): Content {
  const text = renderHaproxy(topology, deployed, { cache: withoutCache === null });
  return { topology, deployed, withoutCache, text };
}

function sayWhy(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
