/** The pixel kernels alone, on decoded pictures of one size without transparency. */
import { readFile } from 'node:fs/promises';
import { decodePng, type Pixmap } from '@twinlens/image-diff';
import pixelmatch from 'pixelmatch';
import { median, rounded } from '../capture/median.ts';
import { type KernelCounts, kernelCounter } from './ours.ts';
import type { Pair } from './pairs.ts';

export interface KernelSpeed extends KernelCounts {
  /** Million pixels a second. */
  megapixels: number;
}

export interface Kernels {
  pixelmatch: KernelSpeed;
  ours: KernelSpeed;
  /** How many times as fast ours is: the median of the ratios of each round. */
  vsPixelmatch: number;
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

export async function measureKernels(pair: Pair, rounds: number): Promise<Kernels> {
  const before = decodePng(await readFile(pair.before));
  const after = decodePng(await readFile(pair.after));
  const different = byPixelmatch(before, after, false);
  const antialiased = byPixelmatch(before, after, true) - different;
  const count = kernelCounter(before, after);
  const pixelmatchOnce = () => byPixelmatch(before, after, false);
  timed(pixelmatchOnce, warmUpMs);
  timed(count, warmUpMs);
  const theirs: number[] = [];
  const own: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(timed(pixelmatchOnce));
    own.push(timed(count));
  }
  const pixels = before.width * before.height;
  const megapixels = (times: number[]) => Math.round(pixels / median(times) / 1000);
  return {
    pixelmatch: { different, antialiased, megapixels: megapixels(theirs) },
    ours: { ...count(), megapixels: megapixels(own) },
    vsPixelmatch: rounded(median(theirs.map((ms, round) => ms / (own[round] as number))), 100),
  };
}
