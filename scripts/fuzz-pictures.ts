/**
 * Feeds damaged pictures to what decodes those of strangers, and looks which code each of them reaches:
 * one that reaches something new is damaged further. `--minutes` says for how long (1 without it),
 * `--seed` where to begin. Ends with 1, and keeps the picture, where anything but a clear error comes of
 * one, or where it takes too long.
 *
 * Coverage is V8's own, by blocks and how often each runs; what is WebAssembly it does not see.
 */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodePng, identifyPicture, PngError } from '@twinlens/image-diff';
import { openCoverage } from './fuzz/coverage.ts';
import { mutated } from './fuzz/mutate.ts';
import { randomFrom } from './fuzz/random.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
  },
});
const until = Date.now() + Number(values.minutes) * 60_000;
const random = randomFrom(Number(values.seed));

/** So small that a bomb is found by its time or not at all. */
const limits = { maxPixels: 250_000, maxTotalPixels: 1_000_000 };

/** Longer than any picture within the limits may take. Milliseconds. */
const longest = 2_000;

/** Larger ones only make every look slower. Bytes. */
const largest = 20_000;

const folders = ['docs/gallery', 'packages/image-diff/corpus/identical'];
const pictures = folders
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((path) => path.endsWith('.png'))
  .map((path) => readFileSync(path))
  .filter((png) => png.length <= largest);

/** @returns what is wrong; null where the picture was taken, or refused with a clear error */
function problemWith(png: Buffer): string | null {
  const began = performance.now();
  try {
    const { width, height, rgba } = decodePng(png, limits);
    if (rgba.length !== width * height * 4) return 'it has other pixels than its size says';
    identifyPicture(png, { limits });
  } catch (error) {
    if (!(error instanceof PngError)) return String(error instanceof Error ? error.stack : error);
  }
  const took = performance.now() - began;
  return took > longest ? `it took ${Math.round(took)} ms` : null;
}

const coverage = await openCoverage('packages/image-diff/src/');
const reached = new Set<string>();
const kept: Buffer[] = [];
let tries = 0;

async function attempt(png: Buffer): Promise<void> {
  tries += 1;
  const problem = problemWith(png);
  if (problem !== null) {
    const path = join(mkdtempSync(join(tmpdir(), 'fuzz-')), 'picture.png');
    writeFileSync(path, png);
    console.error(`After ${tries} pictures, of ${path}: ${problem}`);
    process.exit(1);
  }
  const before = reached.size;
  for (const block of await coverage.take()) reached.add(block);
  if (reached.size > before) kept.push(png);
}

for (const png of pictures) await attempt(png);
const first = reached.size;
let told = Date.now();
while (Date.now() < until) {
  const from = kept[random(kept.length)] as Buffer;
  await attempt(mutated(from, kept[random(kept.length)] as Buffer, random));
  if (Date.now() - told > 10_000) {
    told = Date.now();
    console.log(`${tries} pictures, ${kept.length} kept, ${reached.size} ways through the code`);
  }
}
console.log(
  `${tries} pictures, nothing but answers and clear errors; ${reached.size} ways through the code, ${first} of them by the ${pictures.length} to begin with`,
);
