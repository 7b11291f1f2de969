import { cpuOf } from '../process-tree.ts';
import { median, rounded } from './median.ts';

/** One way to capture a package. */
export interface Way {
  /** The processes it is made of; what they started is counted with them. */
  pids: readonly number[];
  /** Answers how many pictures were taken. */
  capture(): Promise<number>;
}

export interface Round {
  perSecond: number;
  /** Processor time of one example, in milliseconds. */
  cpuMs: number;
}

/** Medians of one way. */
export interface WayRates {
  snapshotsPerSecond: number;
  cpuMsPerExample: number;
}

/** Those of Twinlens, and all of them by name. */
export interface Rates extends WayRates {
  examples: number;
  rounds: number;
  /** How many times as fast; undefined where Playwright was left out. */
  vsPlaywrightOnePage?: number;
  vsPlaywrightParallel?: number;
  /** The same for what drives an installed browser instead. */
  vsPeerOnePage?: number;
  vsPeerParallel?: number;
  /** Browsers x pages that suited Playwright best. */
  playwrightForm?: string;
  ways: Record<string, WayRates>;
}

/** Captures once. @throws Error when there are more pictures or fewer than examples. */
export async function measure({ pids, capture }: Way, examples: number): Promise<Round> {
  const cpu = async () => (await Promise.all(pids.map(cpuOf))).reduce((sum, ms) => sum + ms, 0);
  const before = await cpu();
  const began = performance.now();
  const count = await capture();
  const seconds = (performance.now() - began) / 1000;
  if (count !== examples) throw new Error(`${count} pictures instead of ${examples}`);
  return { perSecond: count / seconds, cpuMs: ((await cpu()) - before) / count };
}

/** Captures in every way, round after round. One of them is called `twinlens`. */
export async function measureRates(
  ways: Record<string, Way>,
  examples: number,
  rounds: number,
): Promise<Rates> {
  const measured = new Map<string, Round[]>(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      measured.get(name)?.push(await measure(way, examples));
    }
  }
  const medians = (list: Round[]): WayRates => ({
    snapshotsPerSecond: rounded(median(list.map(({ perSecond }) => perSecond))),
    cpuMsPerExample: rounded(median(list.map(({ cpuMs }) => cpuMs))),
  });
  const own = measured.get('twinlens') ?? [];
  const timesAsFastAs = (name: string): number | undefined => {
    const each = measured
      .get(name)
      ?.map(({ perSecond }, round) => (own[round]?.perSecond ?? 0) / perSecond);
    return each && rounded(median(each), 100);
  };
  const ratios = {
    vsPlaywrightOnePage: timesAsFastAs('playwrightOnePage'),
    vsPlaywrightParallel: timesAsFastAs('playwrightParallel'),
    vsPeerOnePage: timesAsFastAs('peerOnePage'),
    vsPeerParallel: timesAsFastAs('peerParallel'),
  };
  return {
    ...medians(own),
    ...Object.fromEntries(Object.entries(ratios).filter(([, ratio]) => ratio !== undefined)),
    examples,
    rounds,
    ways: Object.fromEntries([...measured].map(([name, list]) => [name, medians(list)])),
  };
}
