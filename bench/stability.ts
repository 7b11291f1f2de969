/**
 * How many of the mixed examples look different from one capture to the next, in two processes on a
 * machine whose cores are all busy: a worker as it ships, Playwright as it is, and Playwright with
 * `animations: 'disabled'`. Pictures are the same when their decoded pixels are.
 *
 * Of the worker also: after its browsers were started anew, with the examples cut into other chunks,
 * and in reversed order; each compared with the first capture of all.
 *
 * Run: `npm run bench:stability -- [--quick] [--json] [--only twinlens] [--captures 20]`
 */
import { parseArgs } from 'node:util';
import type { Result } from './lease-server.ts';
import { servePackage } from './package-server.ts';
import { makePackage } from './packages/package.ts';
import { PlaywrightDrivers } from './playwright/drivers.ts';
import { startLoad } from './stability/load.ts';
import { Sightings } from './stability/sightings.ts';
import { Workers } from './stability/workers.ts';
import { workOf } from './work.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    /** Of every example, in each way; shared by the processes. */
    captures: { type: 'string' },
  },
});
if (values.only !== undefined && values.only !== 'twinlens') {
  throw new Error(`--only may be "twinlens", not "${values.only}"`);
}
const { quick, json } = values;
const say = (line: string): void => {
  if (!json) console.log(line);
};

const processes = 2;
/** Captures of every example in each process. */
const rounds = Math.ceil(Number(values.captures ?? (quick ? 2 : 20)) / processes);
const made = makePackage('mixed', { onePerComponent: quick });
const reversed = makePackage('mixed', { onePerComponent: quick, reversed: true });

function sightingsOf(...results: Result[]): Sightings {
  const sightings = new Sightings();
  for (const { snapshots } of results) {
    for (const { component, variant, image } of snapshots) {
      sightings.add(`${component}, ${variant}`, image.hash);
    }
  }
  return sightings;
}

function report(label: string, sightings: Sightings): string[] {
  if (sightings.examples !== made.examples.length) {
    throw new Error(`${label}: ${sightings.examples} of ${made.examples.length} examples`);
  }
  const { unstable } = sightings;
  const names = unstable.length > 0 ? `: ${unstable.join('; ')}` : '';
  say(`${label.padEnd(34)} ${String(unstable.length).padStart(4)}${names}`);
  return unstable;
}

async function twinlens(): Promise<Record<string, string[]>> {
  const names: Record<string, string[]> = {};
  let workers = await Workers.start(processes);
  try {
    const first = await workers.capture(() =>
      Array.from({ length: rounds }, () => workOf(made, 1)).flat(),
    );
    names.unstable = report('Twinlens', sightingsOf(...first));
    const [reference] = first;
    if (!reference) throw new Error('nothing was captured');
    const against = (label: string, results: Result[]) =>
      report(label, sightingsOf(reference, ...results));
    names.restartUnstable = against('Twinlens, browsers started anew', await restarted());
    names.chunkUnstable = against(
      'Twinlens, other chunks',
      await workers.capture((worker) => workOf(made, [3, 7][worker] ?? 2)),
    );
    names.reversedUnstable = against(
      'Twinlens, reversed order',
      await workers.capture(() => workOf(reversed, 1)),
    );
  } finally {
    await workers.stop();
  }
  return names;

  async function restarted(): Promise<Result[]> {
    await workers.stop();
    workers = await Workers.start(processes);
    return workers.capture(() => workOf(made, 1));
  }
}

async function playwright(): Promise<Record<string, string[]>> {
  const site = await servePackage(made.files);
  const drivers = await PlaywrightDrivers.start(processes);
  const capture = async (animations: 'allow' | 'disabled'): Promise<Sightings> => {
    const sightings = new Sightings();
    for (let round = 0; round < rounds; round += 1) {
      const order = { url: site.url, animations, hashed: true };
      for (const { name, hash } of (await drivers.captureInEach(order)).flat()) {
        sightings.add(name, hash);
      }
    }
    return sightings;
  };
  try {
    const asItIs = report('Playwright', await capture('allow'));
    const disabled = report('Playwright, animations disabled', await capture('disabled'));
    return { playwrightUnstable: asItIs, playwrightAnimationsDisabledUnstable: disabled };
  } finally {
    await drivers.stop();
    site.stop();
  }
}

const captures = processes * rounds;
say(`${made.examples.length} examples, ${captures} captures each; with more than one picture:`);
const endLoad = startLoad();
try {
  const names = {
    ...(await twinlens()),
    ...(values.only === undefined && (await playwright())),
  };
  const counts = Object.fromEntries(
    Object.entries(names).map(([field, list]) => [field, list.length]),
  );
  const result = { examples: made.examples.length, captures, ...counts, names };
  if (json) console.log(JSON.stringify(result));
} finally {
  endLoad();
}
