/** What other status programs say of their last checks. Nothing but a published document is shared. */
import { check, MonitorsDocument, monitorsPath, TwinlensError } from '@twinlens/contract';
import type { Context } from '../../context.ts';
import type { MonitorSettings, Place } from '../../settings.ts';
import { get } from '../probes/get.ts';
import type { SeenFrom } from './agree.ts';

/** A place that does not answer has said nothing. Milliseconds. */
const deadlineMs = 5_000;

/** A check counts until so many more should have followed it, and for so long at least. Milliseconds. */
const missedChecks = 3;
const leastFreshMs = 10_000;

interface Heard extends SeenFrom {
  checkedAt: string;
  /** By our clock, which need not be theirs. */
  newSince: number;
}

export class Places {
  readonly #ctx: Context;
  /** By place and monitor. */
  readonly #heard = new Map<string, Map<string, Heard>>();
  readonly #silent = new Set<string>();

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** Asks a place what it has seen. Never fails: one that is silent does not count. */
  async ask(place: Place, stopped: AbortSignal): Promise<void> {
    const { logger, metrics } = this.#ctx;
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(deadlineMs)]);
    try {
      this.#note(place.name, await read(place, signal));
      metrics.heard(place.name, true);
      if (this.#silent.delete(place.name)) logger.info({ place: place.name }, 'a place answers');
    } catch (error) {
      if (stopped.aborted) return;
      metrics.heard(place.name, false);
      if (this.#silent.has(place.name)) return;
      this.#silent.add(place.name);
      logger.warn({ place: place.name, err: error }, 'a place does not say what it sees');
    }
  }

  /** The last checks of a monitor by other places, without what is old. */
  seenOf({ id, everySeconds }: MonitorSettings): SeenFrom[] {
    const freshMs = Math.max(leastFreshMs, everySeconds * missedChecks * 1000);
    const from = this.#ctx.now().getTime() - freshMs;
    return [...this.#heard.values()].flatMap((monitors) => {
      const heard = monitors.get(id);
      return heard && heard.newSince >= from ? [heard] : [];
    });
  }

  #note(place: string, { monitors }: MonitorsDocument): void {
    const before = this.#heard.get(place);
    const now = this.#ctx.now().getTime();
    const heard = monitors.map(({ id, ...seen }): [string, Heard] => {
      const known = before?.get(id);
      const newSince = known?.checkedAt === seen.checkedAt ? known.newSince : now;
      return [id, { place, ...seen, newSince }];
    });
    this.#heard.set(place, new Map(heard));
  }
}

async function read({ url }: Place, signal: AbortSignal): Promise<MonitorsDocument> {
  const address = `${url.replace(/\/+$/, '')}${monitorsPath}`;
  const { status, body } = await get(address, { signal });
  if (status !== 200) throw new TwinlensError('unavailable', `${address} answered ${status}`);
  const checked = check(MonitorsDocument, JSON.parse(body.toString('utf8')));
  if (!checked.ok) throw new TwinlensError('unavailable', `${address}: ${checked.problem}`);
  return checked.value;
}
