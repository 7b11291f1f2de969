/**
 * A new version of the server, beside the old one until the proxy provably needs the old one no more.
 * Whatever fails, the old one goes on serving.
 */
import { resolve } from 'node:path';
import { TwinlensError } from '@twinlens/contract';
import type { Logger } from 'pino';
import type { Alerts } from '../control/alerts.ts';
import type { Guards } from '../control/guards.ts';
import type { Watch } from '../control/watch.ts';
import type { Applier } from '../generation/applier.ts';
import type { Content, Entry } from '../generation/ledger.ts';
import type { Haproxy } from '../proxy/haproxy.ts';
import { probe, targetsOf } from '../proxy/probe.ts';
import type { Server } from '../topology/schema.ts';
import { untilUnreachable } from './retire.ts';
import type { Servers, StartedServer } from './servers.ts';

export interface DeployerOptions {
  applier: Applier;
  proxy: Haproxy;
  servers: Servers;
  watch: Watch;
  alerts: Alerts;
  guards: Guards;
  secret: string;
  logger: Logger;
}

export interface Deployed {
  server: string;
  generation: number;
  /** Names of the servers that were stopped. */
  stopped: string[];
}

/** Old workers are ended by the proxy itself; this is on top of it. */
const marginMs = 15_000;

export class Deployer {
  readonly #options: DeployerOptions;
  #deploying = false;

  constructor(options: DeployerOptions) {
    this.#options = options;
  }

  /**
   * @param release Folder with the programs of the new version.
   * @throws TwinlensError that says what stood in the way; the old servers serve then.
   */
  async deploy(
    input: { backend: string | null; release: string },
    say: (step: string) => void,
  ): Promise<Deployed> {
    if (this.#deploying) throw new TwinlensError('conflict', 'another deploy is under way');
    this.#deploying = true;
    try {
      return await this.#deploy(input, say);
    } finally {
      this.#deploying = false;
    }
  }

  async #deploy(
    input: { backend: string | null; release: string },
    say: (step: string) => void,
  ): Promise<Deployed> {
    const { servers, proxy, watch, guards } = this.#options;
    await this.#refuseIfLocked();
    const content = this.#content();
    const backend = content.topology.backends.find(
      ({ name, deployed }) => deployed !== undefined && (input.backend ?? name) === name,
    );
    if (backend === undefined) {
      throw new TwinlensError(
        'not_found',
        input.backend === null
          ? 'no backend of the topology has "deployed"'
          : `no backend "${input.backend}" with "deployed" is in the topology`,
      );
    }
    const old = content.deployed[backend.name] ?? [];
    const name = await this.#nextName();
    say(`starting ${name} of ${input.release}`);
    const started = await servers.start(name, backend, resolve(input.release));
    let added: Entry;
    try {
      await servers.untilReady(started, backend.ready);
      say(`${name} is ready on port ${started.port}; adding it`);
      const { address, port } = started;
      added = await this.#apply(backend.name, [...old, { name, address, port }], `add ${name}`);
      await this.#proveServed(added, started);
      say(`generation ${added.number}: ${name} is served on the public address`);
    } catch (error) {
      // Nothing may lead to it when it is stopped; if something does, it stays until nothing does.
      await this.sweep();
      throw error;
    }
    if (old.length === 0) return { server: name, generation: added.number, stopped: [] };
    const newest: Server = { name, address: started.address, port: started.port };
    const removed = await this.#apply(backend.name, [newest], `only ${name}`);
    say(`generation ${removed.number}: new requests go to ${name} alone`);

    // Those that come later, by a heartbeat, do not know the old servers.
    const { oldWorkers } = guards.retire ? await proxy.look() : { oldWorkers: [] };
    const { drainSeconds = 60 } = content.topology;
    const stopped: string[] = [];
    for (const server of await servers.list()) {
      if (!old.some((one) => one.name === server.name)) continue;
      if (guards.retire) {
        const reasons = await untilUnreachable(server.name, {
          proxy,
          workers: oldWorkers,
          look: async () => {
            await watch.look();
            return watch.status;
          },
          deadlineMs: drainSeconds * 1000 + marginMs,
        });
        if (reasons.length > 0) {
          throw new TwinlensError(
            'conflict',
            `${server.name} is not stopped, requests may still reach it: ${reasons.join('; ')}`,
          );
        }
        say(`nothing leads to ${server.name} any more; stopping it`);
      }
      await servers.stop(server);
      stopped.push(server.name);
    }
    return { server: name, generation: removed.number, stopped };
  }

  /** Starts again what ended by itself, and stops what nothing leads to any more. */
  async sweep(): Promise<void> {
    const { applier, proxy, servers, watch, alerts, logger, guards } = this.#options;
    const { content } = applier;
    if (content === null) return;
    const wanted = Object.values(content.deployed).flat();
    const gone: string[] = [];
    for (const server of await servers.list()) {
      const isWanted = wanted.some(({ name }) => name === server.name);
      if (isWanted && !(await servers.alive(server))) {
        gone.push(server.name);
        logger.warn({ server: server.name }, 'the server ended; starting it again');
        await servers.launch(server);
      }
      if (isWanted || applier.busy || !guards.retire) continue;
      const reasons = await untilUnreachable(server.name, {
        proxy,
        workers: null,
        look: async () => {
          await watch.look();
          return watch.status;
        },
        deadlineMs: 0,
      });
      if (reasons.length > 0) continue;
      logger.info({ server: server.name }, 'nothing leads to this server; stopping it');
      await servers.stop(server);
    }
    alerts.set(
      'server-gone',
      gone.length === 0 ? null : `${gone.join(', ')} ended and was started again`,
      false,
    );
  }

  get deploying(): boolean {
    return this.#deploying;
  }

  #content(): Content {
    const { content } = this.#options.applier;
    if (content === null) {
      throw new TwinlensError('conflict', 'nothing is served yet: run "twinlens edge apply" first');
    }
    return content;
  }

  async #refuseIfLocked(): Promise<void> {
    const { watch, alerts, guards } = this.#options;
    if (!guards.watch) return;
    await watch.look();
    const locks = alerts.open.filter((alert) => alert.locks);
    const disagrees = watch.status.agrees
      ? []
      : ['what is wanted, loaded and seen is not one generation'];
    const reasons = locks.length > 0 ? locks.map(({ text }) => text) : disagrees;
    if (this.#options.applier.content !== null && reasons.length > 0) {
      throw new TwinlensError('conflict', `deploys are locked: ${reasons.join('; ')}`);
    }
  }

  async #nextName(): Promise<string> {
    const { servers, applier } = this.#options;
    const names = [
      ...(await servers.list()).map(({ name }) => name),
      ...Object.values(applier.content?.deployed ?? {}).flatMap((all) =>
        all.map(({ name }) => name),
      ),
    ];
    const numbers = names.map((name) => Number(/^server-(\d+)$/.exec(name)?.[1] ?? 0));
    return `server-${Math.max(0, ...numbers) + 1}`;
  }

  /** @throws TwinlensError `conflict` when it was not proven; what was proven before serves then. */
  async #apply(backend: string, list: Server[], reason: string): Promise<Entry> {
    const { topology, deployed } = this.#content();
    const entry = await this.#options.applier.apply('deploy', reason, {
      topology,
      deployed: { ...deployed, [backend]: list },
    });
    if (entry.outcome === 'proven') return entry;
    throw new TwinlensError(
      'conflict',
      `generation ${entry.number} (${reason}) was ${entry.outcome}, the old servers go on: ${entry.problems.join('; ')}`,
    );
  }

  /** A request over each public address reaches the new server, and is answered by it. */
  async #proveServed({ number }: Entry, server: StartedServer): Promise<void> {
    const { guards, secret } = this.#options;
    if (!guards.proof) return;
    const { topology } = this.#content();
    const prefixes = topology.routes.filter(({ backend }) => backend === server.backend);
    for (const target of targetsOf(topology)) {
      for (const { prefix } of prefixes) {
        const seen = await probe(target, prefix, { secret, server: server.name });
        if (seen.server === `${server.backend}/${server.name}` && seen.status === 200) continue;
        throw new TwinlensError(
          'conflict',
          `generation ${number} leads ${prefix} on ${target.address} to ${seen.server ?? 'nobody'} instead of ${server.name}`,
        );
      }
    }
  }
}
