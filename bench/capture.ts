/**
 * Snapshots per second of the same examples on the same browser: Playwright on one page, Playwright
 * on as many pages and browsers as suit it best, and a worker as it ships. Rounds are interleaved, and
 * ratios are medians of the ratios of each round, so that other work on the machine touches all alike.
 *
 * The worker's figures include hashing, encoding, and uploading every picture over HTTP to a server
 * that never has it yet; Playwright's pictures are thrown away. The package's files are served to
 * Playwright by the bench, outside of what is counted, and to the worker's browser by the worker.
 *
 * With `--engine firefox` or `webkit`: on the installed one, beside a library that drives it (`bench/engines`).
 *
 * Run: `npm run bench:capture -- [--quick] [--json] [--only twinlens] [--package small|mixed] [--chunks 2]`
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { measureColdStart } from './capture/cold-start.ts';
import { chooseForm, forms, nameOf, quickForms } from './capture/forms.ts';
import { type Memory, measureMemory } from './capture/memory.ts';
import { printForms, printMemory, printRates } from './capture/print.ts';
import { measureRates, type Rates, type Way } from './capture/rates.ts';
import { benchEngine } from './engines/main.ts';
import { LeaseServer, startWorker } from './lease-server.ts';
import { servePackage } from './package-server.ts';
import { type BenchPackage, makePackage, type PackageName } from './packages/package.ts';
import { type Form, PlaywrightDrivers } from './playwright/drivers.ts';
import { workOf } from './work.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    engine: { type: 'string' },
    package: { type: 'string' },
    /** What somebody who wants parallel captures on this machine writes into the target's configuration. */
    chunks: { type: 'string', default: String(availableParallelism()) },
  },
});
if (values.only !== undefined && values.only !== 'twinlens') {
  throw new Error(`--only may be "twinlens", not "${values.only}"`);
}
const names = (['mixed', 'small'] satisfies PackageName[]).filter(
  (name) => values.package === undefined || values.package === name,
);
if (names.length === 0) throw new Error(`there is no package "${values.package}"`);
const { quick, json } = values;
const chunks = Number(values.chunks);
const rounds = quick ? 1 : 5;
const formsToTry = quick ? quickForms : forms;
const say = (line: string): void => {
  if (!json) console.log(line);
};

const engine = (['firefox', 'webkit'] as const).find((name) => name === values.engine);
if (engine) {
  const rates = await benchEngine({ engine, chunks, rounds, say });
  if (json) console.log(JSON.stringify(rates));
  process.exit(0);
}
if (values.engine !== undefined) throw new Error(`--engine may be "firefox" or "webkit"`);

const server = new LeaseServer();
await server.start();
const worker = await startWorker(server);
const drivers =
  values.only === 'twinlens'
    ? undefined
    : await PlaywrightDrivers.start(Math.max(...formsToTry.map(({ browsers }) => browsers)));

async function captureOnWorker(made: BenchPackage, leases: number): Promise<number> {
  const results = await server.capture(workOf(made, leases));
  return results.reduce((sum, { snapshots }) => sum + snapshots.length, 0);
}

function workerWays(made: BenchPackage): Record<string, Way> {
  const pids = [worker.pid];
  return {
    twinlens: { pids, capture: () => captureOnWorker(made, chunks) },
    twinlensOneLease: { pids, capture: () => captureOnWorker(made, 1) },
  };
}

/** Captures that throw their pictures away, for as long as the package is served. */
async function withPlaywright<T>(
  playwright: PlaywrightDrivers,
  made: BenchPackage,
  use: (way: (form: Form) => Way) => Promise<T>,
): Promise<T> {
  const site = await servePackage(made.files);
  const order = { url: site.url, animations: 'allow', hashed: false } as const;
  try {
    return await use((form) => ({
      pids: playwright.pids,
      capture: async () => (await playwright.capture(order, form)).length,
    }));
  } finally {
    site.stop();
  }
}

async function ratesOf(name: PackageName): Promise<Rates> {
  const made = makePackage(name, { every: quick && name === 'mixed' ? 4 : 1 });
  // Equally many examples of either package in the quick form.
  const sample = makePackage(name, { every: quick ? { mixed: 12, small: 4 }[name] : 3 });
  say(`\n${name}: ${made.examples.length} examples`);
  await captureOnWorker(sample, chunks);
  if (!drivers) return measureRates(workerWays(made), made.examples.length, rounds);
  const tried = await withPlaywright(drivers, sample, (way) =>
    chooseForm(formsToTry, way, sample.examples.length),
  );
  printForms(tried, say);
  const best = tried[0].form;
  const rates = await withPlaywright(drivers, made, (way) => {
    const playwrightWays = {
      playwrightOnePage: way({ browsers: 1, pages: 1 }),
      playwrightParallel: way(best),
    };
    const ways = { ...playwrightWays, ...workerWays(made) };
    return measureRates(ways, made.examples.length, rounds);
  });
  return { ...rates, playwrightForm: nameOf(best) };
}

async function memory(): Promise<Record<string, Memory>> {
  const made = makePackage('mixed', { every: quick ? 30 : 3 });
  const [whole] = workOf(made, 1);
  if (!whole) throw new Error('there is nothing to capture');
  const twinlens = await measureMemory(worker.pid, (pages) =>
    server.capture(Array.from({ length: pages }, () => whole)),
  );
  const [driver] = drivers?.pids ?? [];
  if (!drivers || driver === undefined) return { twinlens };
  const playwright = await withPlaywright(drivers, made, (way) =>
    measureMemory(driver, (pages) => way({ browsers: 1, pages }).capture()),
  );
  return { twinlens, playwright };
}

try {
  const rates: Partial<Record<PackageName, Rates>> = {};
  for (const name of names) {
    rates[name] = await ratesOf(name);
    printRates(rates[name], say);
  }
  const used = await memory();
  printMemory(used, say);
  const coldStartMs = await measureColdStart(quick ? 1 : 5);
  say(`Worker process started to first picture uploaded: ${coldStartMs} ms`);
  const { mixed, small } = rates;
  const result = { ...mixed, ...(small && { small }), coldStartMs, memory: used };
  if (json) console.log(JSON.stringify(result));
} finally {
  await Promise.all([worker.stop(), drivers?.stop()]);
  server.stop();
}
