import { availableParallelism } from 'node:os';
import { type LeaseServer, startWorker } from '../lease-server.ts';
import { servePackage } from '../package-server.ts';
import type { BenchPackage } from '../packages/package.ts';
import { type Form, type Order, PlaywrightDrivers } from '../playwright/drivers.ts';
import { cpuOf } from '../process-tree.ts';
import { median, rounded } from './median.ts';
import { workOf } from './work.ts';

/** One way to capture a package. */
interface Way {
  /** Processes it is made of, with all they started. */
  pids: number[];
  /** Answers how many pictures were taken. */
  capture(): Promise<number>;
}

interface Round {
  perSecond: number;
  cpuMs: number;
}

/** Medians of one way. */
export interface WayRates {
  snapshotsPerSecond: number;
  cpuMsPerExample: number;
}

export interface Rates extends WayRates {
  examples: number;
  rounds: number;
  chunks: number;
  /** How many times as fast as each; undefined where Playwright was left out. */
  vsPlaywrightOnePage?: number;
  vsPlaywrightParallel?: number;
  /** Browsers x pages that suited Playwright best, and what each form made a second on the sample. */
  playwrightForm?: string;
  playwrightForms?: Record<string, number>;
  /** Pictures that arrived at the server in a round; equal ones of a lease are sent once. */
  uploads: number;
  ways: Record<string, WayRates>;
}

export interface RatesOptions {
  rounds: number;
  chunks: number;
  withPlaywright: boolean;
  sample: BenchPackage;
}

const onePage: Form = { browsers: 1, pages: 1 };

const forms: Form[] = [
  { browsers: 1, pages: 2 },
  { browsers: 1, pages: 4 },
  { browsers: 2, pages: 1 },
  { browsers: 2, pages: 2 },
  { browsers: 2, pages: 3 },
  { browsers: 4, pages: 1 },
];

const nameOf = ({ browsers, pages }: Form) => `${browsers}x${pages}`;

async function measure({ pids, capture }: Way, expected: number): Promise<Round> {
  const cpu = async () => (await Promise.all(pids.map(cpuOf))).reduce((sum, one) => sum + one, 0);
  const cpuBefore = await cpu();
  const began = performance.now();
  const count = await capture();
  const seconds = (performance.now() - began) / 1000;
  if (count !== expected) throw new Error(`${count} pictures instead of ${expected}`);
  return { perSecond: count / seconds, cpuMs: ((await cpu()) - cpuBefore) / count };
}

async function tryForms(
  drivers: PlaywrightDrivers,
  order: Order,
  expected: number,
): Promise<[Form, number][]> {
  const tried: [Form, number][] = [];
  for (const form of forms) {
    const capture = async () => (await drivers.capture(order, form)).length;
    tried.push([form, (await measure({ pids: [], capture }, expected)).perSecond]);
  }
  return tried.sort(([, a], [, b]) => b - a);
}

/** Which form takes most pictures of the sample. */
async function chooseForm(sample: BenchPackage): Promise<[Form, number][]> {
  const site = await servePackage(sample.files);
  const drivers = await PlaywrightDrivers.start(Math.max(...forms.map(({ browsers }) => browsers)));
  try {
    const order: Order = { url: site.url, animations: 'allow', hashed: false };
    // The first pages of every browser cost more than those after them.
    await drivers.capture(order, { browsers: 4, pages: 1 });
    return await tryForms(drivers, order, sample.examples.length);
  } finally {
    await drivers.stop();
    site.stop();
  }
}

interface PlaywrightWays {
  ways: Record<string, Way>;
  forms: [Form, number][];
  stop(): Promise<void>;
}

async function startPlaywright(made: BenchPackage, sample: BenchPackage): Promise<PlaywrightWays> {
  const forms = await chooseForm(sample);
  const best = forms[0]?.[0] ?? onePage;
  const site = await servePackage(made.files);
  const drivers = await PlaywrightDrivers.start(best.browsers);
  const order: Order = { url: site.url, animations: 'allow', hashed: false };
  const way = (form: Form): Way => ({
    pids: drivers.pids,
    capture: async () => (await drivers.capture(order, form)).length,
  });
  return {
    ways: { playwrightOnePage: way(onePage), playwrightParallel: way(best) },
    forms,
    async stop() {
      await drivers.stop();
      site.stop();
    },
  };
}

/** Captures the package in every way, round after round. */
export async function measureRates(
  server: LeaseServer,
  made: BenchPackage,
  { rounds, chunks, withPlaywright, sample }: RatesOptions,
): Promise<Rates> {
  const playwright = withPlaywright ? await startPlaywright(made, sample) : undefined;
  const worker = await startWorker(server);
  const twinlens = (chunks: number): Way => ({
    pids: [worker.pid],
    capture: async () => {
      const results = await server.capture(workOf(made, chunks));
      return results.reduce((sum, { snapshots }) => sum + snapshots.length, 0);
    },
  });
  const ways: Record<string, Way> = {
    ...playwright?.ways,
    twinlens: twinlens(chunks),
    twinlensOneLease: twinlens(1),
  };
  const measured: Record<string, Round[]> = {};
  let uploads = 0;
  try {
    // Browsers of the worker start with its first captures.
    await server.capture(workOf(sample, availableParallelism() * 2));
    await playwright?.ways.playwrightParallel?.capture();
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, way] of Object.entries(ways)) {
        const before = server.uploads;
        const list = measured[name] ?? [];
        list.push(await measure(way, made.examples.length));
        measured[name] = list;
        if (name === 'twinlens') uploads = server.uploads - before;
      }
    }
  } finally {
    await Promise.all([worker.stop(), playwright?.stop()]);
  }
  return summary(measured, {
    examples: made.examples.length,
    rounds,
    chunks,
    uploads,
    ...(playwright && {
      playwrightForm: nameOf(playwright.forms[0]?.[0] ?? onePage),
      playwrightForms: Object.fromEntries(
        playwright.forms.map(([form, perSecond]) => [nameOf(form), rounded(perSecond)]),
      ),
    }),
  });
}

function summary(
  measured: Record<string, Round[]>,
  about: Omit<Rates, keyof WayRates | 'ways'>,
): Rates {
  const ways = Object.fromEntries(
    Object.entries(measured).map(([name, list]) => [
      name,
      {
        snapshotsPerSecond: rounded(median(list.map(({ perSecond }) => perSecond))),
        cpuMsPerExample: rounded(median(list.map(({ cpuMs }) => cpuMs))),
      },
    ]),
  );
  const timesAsFastAs = (name: string) =>
    rounded(
      median(
        (measured[name] ?? []).map(
          ({ perSecond }, round) => (measured.twinlens?.[round]?.perSecond ?? 0) / perSecond,
        ),
      ),
      100,
    );
  const own = ways.twinlens ?? { snapshotsPerSecond: 0, cpuMsPerExample: 0 };
  return {
    ...own,
    ...about,
    ...(measured.playwrightOnePage && {
      vsPlaywrightOnePage: timesAsFastAs('playwrightOnePage'),
      vsPlaywrightParallel: timesAsFastAs('playwrightParallel'),
    }),
    ways,
  };
}
