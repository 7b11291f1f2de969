/**
 * Snapshots per second of the same examples on the same browser: Playwright on one page, Playwright
 * on as many pages and browsers as suit it best, and a worker as it ships. Rounds are interleaved, and
 * ratios are medians of the ratios of each round, so that other work on the machine touches all alike.
 *
 * The worker's figures include hashing, encoding, and uploading every picture over HTTP to a server
 * that never has it yet; Playwright's pictures are thrown away. The package's files are served to
 * Playwright by the bench, outside of what is counted, and to the worker's browser by the worker.
 *
 * Run: `npm run bench:capture -- [--quick] [--json] [--only twinlens] [--package small|mixed] [--chunks 4]`
 */
import { parseArgs } from 'node:util';
import { measureColdStart } from './capture/cold-start.ts';
import { measureMemory } from './capture/memory.ts';
import { printMemory, printRates } from './capture/print.ts';
import { measureRates, type Rates } from './capture/rates.ts';
import { LeaseServer } from './lease-server.ts';
import { makePackage, type PackageName } from './packages/package.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    package: { type: 'string' },
    chunks: { type: 'string', default: '4' },
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
const say = (line: string): void => {
  if (!json) console.log(line);
};

const server = new LeaseServer();
await server.start();
try {
  const rates: Partial<Record<PackageName, Rates>> = {};
  for (const name of names) {
    const made = makePackage(name, { every: quick ? 3 : 1 });
    say(`\n${name}: ${made.examples.length} examples`);
    rates[name] = await measureRates(server, made, {
      rounds: quick ? 1 : 5,
      chunks: Number(values.chunks),
      withPlaywright: values.only === undefined,
      // A sample of the examples shows which number of pages and browsers suits Playwright.
      sample: makePackage(name, { every: quick ? 6 : 3 }),
    });
    printRates(rates[name], say);
  }
  const coldStartMs = await measureColdStart(server, quick ? 1 : 5);
  say(`\nworker process started to first picture uploaded: ${coldStartMs} ms`);
  const memory = await measureMemory(server, makePackage('mixed', { every: quick ? 10 : 2 }));
  printMemory(memory, say);
  const { mixed, small } = rates;
  if (json) console.log(JSON.stringify({ ...mixed, ...(small && { small }), coldStartMs, memory }));
} finally {
  server.stop();
}
