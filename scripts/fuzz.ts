/**
 * Feeds damaged input to what takes that of strangers, and looks which code each of it reaches: input that
 * reaches something new is damaged further. `--target` says of what kind (all of them by turns without
 * it), `--minutes` for how long (1 without it), `--seed` where to begin. Ends with 1, and keeps the input,
 * where anything but an answer or a clear error comes of it, or where it takes too long.
 *
 * Coverage is V8's own, by blocks and how often each runs; what is WebAssembly it does not see.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Coverage, openCoverage } from './fuzz/coverage.ts';
import { randomFrom } from './fuzz/random.ts';
import type { Target } from './fuzz/target.ts';

/** Loaded one at a time: looking at coverage takes as long as there is code. */
const targets: Record<string, () => Promise<Target>> = {
  trees: async () => (await import('./fuzz/targets/trees.ts')).trees,
  pictures: async () => (await import('./fuzz/targets/pictures.ts')).pictures,
  'sent-pictures': async () => (await import('./fuzz/targets/sent-pictures.ts')).sentPictures,
  packs: async () => (await import('./fuzz/targets/packs.ts')).packs,
};

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
  },
});
const chosen = values.target === undefined ? Object.keys(targets) : [values.target];
if (chosen.some((name) => !(name in targets))) {
  console.error(`There is no such target; there are ${Object.keys(targets).join(', ')}.`);
  process.exit(1);
}

/** More processor time than anything that is within the limits may take. Milliseconds. */
const longest = 2_000;

/** @returns what is wrong; null where the input was taken, or refused with a clear error */
function problemWith(target: Target, input: Buffer): string | null {
  const began = process.cpuUsage();
  try {
    const wrong = target.feed(input);
    if (wrong !== null) return wrong;
  } catch (error) {
    if (!target.isClear(error)) return String(error instanceof Error ? error.stack : error);
  }
  const { user, system } = process.cpuUsage(began);
  const took = (user + system) / 1000;
  return took > longest ? `it took ${Math.round(took)} ms` : null;
}

async function run(name: string, target: Target, coverage: Coverage, until: number): Promise<void> {
  const random = randomFrom(Number(values.seed));
  const reached = new Set<string>();
  const kept: Buffer[] = [];
  let tries = 0;

  async function attempt(input: Buffer): Promise<void> {
    tries += 1;
    const problem = problemWith(target, input);
    if (problem !== null) {
      const path = join(mkdtempSync(join(tmpdir(), 'fuzz-')), name);
      writeFileSync(path, input);
      console.error(`${name}: after ${tries} inputs, of ${path}: ${problem}`);
      process.exit(1);
    }
    const before = reached.size;
    for (const block of await coverage.take()) reached.add(block);
    if (reached.size > before) kept.push(input);
  }

  await coverage.take();
  const seeds = target.seeds();
  for (const seed of seeds) await attempt(seed);
  const first = reached.size;
  let told = Date.now();
  while (Date.now() < until) {
    const from = kept[random(kept.length)] as Buffer;
    await attempt(target.mutated(from, kept[random(kept.length)] as Buffer, random));
    if (Date.now() - told > 10_000) {
      told = Date.now();
      console.log(
        `${name}: ${tries} inputs, ${kept.length} kept, ${reached.size} ways through the code`,
      );
    }
  }
  console.log(
    `${name}: ${tries} inputs, nothing but answers and clear errors; ${reached.size} ways through the code, ${first} of them by the ${seeds.length} to begin with`,
  );
}

const coverage = await openCoverage('/packages/');
const share = (Number(values.minutes) * 60_000) / chosen.length;
for (const name of chosen) {
  const target = await targets[name]?.();
  if (target) await run(name, target, coverage, Date.now() + share);
}
