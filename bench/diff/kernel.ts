/** The pixel kernels alone, on decoded pictures of one size without transparency. */
import { readFile } from 'node:fs/promises';
import { decodePng, type Pixmap } from '@twinlens/image-diff';
import pixelmatch from 'pixelmatch';
import { median, rounded } from '../capture/median.ts';
import { type KernelCounts, kernelCounts } from './ours.ts';
import type { Pair } from './pairs.ts';
import { NotBuiltError } from './tool.ts';

export interface KernelSpeed extends KernelCounts {
  /** Million pixels a second. */
  megapixels: number;
}

export interface Kernels {
  pixelmatch: KernelSpeed;
  /** Null while the engine is not there. */
  ours: KernelSpeed | null;
  /** How many times as fast ours is: the median of the ratios of each round. */
  vsPixelmatch: number | null;
}

function byPixelmatch(before: Pixmap, after: Pixmap, includeAA: boolean): number {
  return pixelmatch(before.rgba, after.rgba, undefined, before.width, before.height, { includeAA });
}

/** Until the code is compiled that is run most. */
const warmUpMs = 150;
/** Of a round. */
const leastMs = 20;

/** Does the work again and again until so much time has passed. @returns What once takes, in ms. */
function timed(work: () => unknown, ms = leastMs): number {
  const began = performance.now();
  let times = 0;
  let passed: number;
  do {
    work();
    times += 1;
    passed = performance.now() - began;
  } while (passed < ms);
  return passed / times;
}

function ourCounts(before: Pixmap, after: Pixmap): KernelCounts | undefined {
  try {
    return kernelCounts(before, after);
  } catch (error) {
    if (error instanceof NotBuiltError) return undefined;
    throw error;
  }
}

export async function measureKernels(pair: Pair, rounds: number): Promise<Kernels> {
  const before = decodePng(await readFile(pair.before));
  const after = decodePng(await readFile(pair.after));
  const different = byPixelmatch(before, after, false);
  const antialiased = byPixelmatch(before, after, true) - different;
  const counts = ourCounts(before, after);
  const pixelmatchOnce = () => byPixelmatch(before, after, false);
  const oursOnce = () => kernelCounts(before, after);
  timed(pixelmatchOnce, warmUpMs);
  if (counts) timed(oursOnce, warmUpMs);
  const theirs: number[] = [];
  const own: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(timed(pixelmatchOnce));
    if (counts) own.push(timed(oursOnce));
  }
  const pixels = before.width * before.height;
  const megapixels = (times: number[]) => Math.round(pixels / median(times) / 1000);
  return {
    pixelmatch: { different, antialiased, megapixels: megapixels(theirs) },
    ours: counts ? { ...counts, megapixels: megapixels(own) } : null,
    vsPixelmatch: counts
      ? rounded(median(theirs.map((ms, round) => ms / (own[round] as number))), 100)
      : null,
  };
}
