/**
 * Looks all the time whether what is wanted, what is loaded and what is seen from outside are one
 * generation, and from time to time whether the proxy would still take another one.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type EdgeStatus, TwinlensError } from '@twinlens/contract';
import { unheldAddresses } from '../address/floating.ts';
import { missingAddresses, ownAddresses } from '../address/keep-address.ts';
import type { Applier } from '../generation/applier.ts';
import type { Content, Ledger } from '../generation/ledger.ts';
import { lookAtRoutes } from '../generation/prove.ts';
import { whatServersSay } from '../proxy/ask-servers.ts';
import type { Haproxy } from '../proxy/haproxy.ts';
import { isServed, nameOf } from '../proxy/probe.ts';
import { readTopology } from '../topology/read-topology.ts';
import type { Alerts } from './alerts.ts';
import type { Guards } from './guards.ts';

const intervalMs = 1_000;
/** Longer than a change takes to be seen, and with the time of a look well within ten seconds. */
const graceMs = 5_000;
/** A proxy that does not start is tried again less and less often, up to this. */
const longestStartDelayMs = 10_000;
/** A heartbeat that failed is repeated sooner. */
const afterFailureMs = 30_000;

export interface Watched {
  ledger: Ledger;
  proxy: Haproxy;
  applier: Applier;
  alerts: Alerts;
  guards: Guards;
  secret: string;
  /** File the topology was read from; null before the first apply. */
  topologyPath: () => string | null;
}

export class Watch {
  readonly #watched: Watched;
  #disagreesSince: number | null = null;
  #downSince: number | null = null;
  #nextBeat = 0;
  #nextStart = 0;
  #startDelayMs = intervalMs;
  #beating: Promise<void> | null = null;
  #status: EdgeStatus;

  constructor(watched: Watched) {
    this.#watched = watched;
    this.#status = {
      at: new Date().toISOString(),
      wanted: null,
      loaded: null,
      seen: null,
      agrees: false,
      lastProvenAt: null,
      oldWorkers: [],
      routes: [],
      alerts: [],
    };
  }

  get status(): EdgeStatus {
    return { ...this.#status, alerts: this.#watched.alerts.open };
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#keepProxyAlive();
        await this.look();
        this.#watched.alerts.set('watch-troubled', null);
      } catch (error) {
        // A full disk, say. Whoever watches goes on watching.
        this.#watched.alerts.set('watch-troubled', `the watch cannot do its work: ${error}`);
      }
      // Looked at while it goes on: one that gets stuck is to be seen at once.
      this.#beating ??= this.#beat()
        .catch((error: Error) => {
          this.#watched.alerts.set('heartbeat-failed', `it could not be tried: ${error.message}`);
        })
        .finally(() => {
          this.#beating = null;
        });
      await delay(intervalMs, undefined, { signal }).catch(() => undefined);
    }
    await this.#beating;
  }

  async #keepProxyAlive(): Promise<void> {
    const { proxy, applier, alerts } = this.#watched;
    if (applier.content === null || applier.busy || (await proxy.alive())) return;
    if (Date.now() < this.#nextStart) return;
    const entry = await applier.start('the proxy was gone');
    const failed = entry?.outcome !== 'proven';
    this.#startDelayMs = failed
      ? Math.min(longestStartDelayMs, this.#startDelayMs * 2)
      : intervalMs;
    this.#nextStart = failed ? Date.now() + this.#startDelayMs : 0;
    alerts.set(
      'proxy-gone',
      entry?.outcome === 'proven'
        ? null
        : `the proxy ended and does not start: ${entry?.problems.join('; ')}`,
    );
  }

  /** One look at everything; alerts follow from it. */
  async look(): Promise<void> {
    const { ledger, proxy, alerts, guards, secret } = this.#watched;
    const wanted = ledger.wanted;
    if (wanted === null) return;
    const content = ledger.contentOf(wanted);
    const [state, probes] = await Promise.all([
      proxy.look().catch(() => null),
      lookAtRoutes(content, secret),
    ]);
    const generations = new Set(probes.map(({ generation }) => generation));
    const seen = generations.size === 1 ? (probes[0]?.generation ?? null) : null;
    const loaded = state?.loaded ?? null;
    const agrees = wanted.number === loaded && wanted.number === seen && ledger.wanted === wanted;
    this.#status = {
      at: new Date().toISOString(),
      wanted: wanted.number,
      loaded,
      seen,
      agrees,
      lastProvenAt: ledger.lastProven?.at ?? null,
      oldWorkers: state?.oldWorkers ?? [],
      routes: probes.map((one) => ({
        prefix: one.prefix,
        address: nameOf(one.target),
        answers: isServed(one),
      })),
      alerts: [],
    };
    if (!guards.watch) return;
    this.#judge(agrees, [...generations]);
    await this.#judgeRoutes(content);
    const { public: open } = content.topology;
    const missing = missingAddresses(ownAddresses(open));
    const lost = open.floating === undefined ? [] : await unheldAddresses(content.topology, secret);
    alerts.set(
      'address-missing',
      missing.length > 0
        ? `${missing.join(', ')} is pinned, but no interface has it any more`
        : lost.length > 0
          ? `${lost.join(', ')} is held by none of the edges`
          : null,
    );
    alerts.set(
      'cache-dropped',
      content.withoutCache === null ? null : `the cache is left out: ${content.withoutCache}`,
      false,
    );
  }

  #judge(fine: boolean, generations: (number | null)[]): void {
    const { alerts } = this.#watched;
    const now = Date.now();
    this.#disagreesSince = fine ? null : (this.#disagreesSince ?? now);
    const tooLong = this.#disagreesSince !== null && now - this.#disagreesSince >= graceMs;
    if (!tooLong && !fine) return;
    const { wanted, loaded } = this.#status;
    const seen = generations.map((one) => one ?? 'nothing').join(' and ');
    alerts.set(
      'generation-disagrees',
      tooLong
        ? `generation ${wanted} is wanted, ${loaded ?? 'none'} is loaded, ${seen} is seen from outside: the proxy does not do what it was told`
        : null,
    );
  }

  async #judgeRoutes(content: Content): Promise<void> {
    const { alerts } = this.#watched;
    const down = this.#status.routes.filter(({ answers }) => !answers);
    const now = Date.now();
    this.#downSince = down.length === 0 ? null : (this.#downSince ?? now);
    const tooLong = this.#downSince !== null && now - this.#downSince >= graceMs;
    if (down.length > 0 && !tooLong) return;
    const names = down.map(({ address, prefix }) => `${address}${prefix}`);
    alerts.set(
      'route-down',
      tooLong
        ? [
            `no server is ready behind ${names.join(', ')}`,
            ...(await whatServersSay(content)),
          ].join('; ')
        : null,
      false,
    );
  }

  /** Due when nothing was proven for long enough. */
  async #beat(): Promise<void> {
    const { ledger, applier, alerts, guards } = this.#watched;
    const proven = ledger.lastProven;
    if (!guards.watch || proven === null || applier.busy) return;
    const { topology } = ledger.contentOf(proven);
    const { heartbeatSeconds = 600 } = topology;
    // Nothing can be seen at an address that is gone; there is an alert about that already.
    if (missingAddresses(ownAddresses(topology.public)).length > 0) return;
    const due = Math.max(Date.parse(proven.at) + heartbeatSeconds * 1000, this.#nextBeat);
    if (Date.now() < due) return;
    const entry = await applier.heartbeat();
    const failed = entry !== null && entry.outcome !== 'proven';
    this.#nextBeat = failed ? Date.now() + Math.min(afterFailureMs, heartbeatSeconds * 1000) : 0;
    alerts.set(
      'heartbeat-failed',
      failed ? `the proxy takes no configuration any more: ${entry.problems.join('; ')}` : null,
    );
    if (!failed) alerts.set('generation-disagrees', null);
    await this.#tryTopology();
  }

  /** Says now what the next apply would say then. */
  async #tryTopology(): Promise<void> {
    const { alerts, applier, topologyPath } = this.#watched;
    const path = topologyPath();
    if (path === null) return;
    let problem: string | null;
    try {
      problem = await applier.wouldRefuse(readTopology(path));
    } catch (error) {
      if (!(error instanceof TwinlensError)) throw error;
      problem = error.message;
    }
    alerts.set(
      'topology-unusable',
      problem === null ? null : `${path} would be refused: ${problem}`,
      false,
    );
  }
}
