import { rounded } from '../capture/median.ts';
import { comparisonFor } from './engines.ts';
import type { Pair } from './pairs.ts';
import { ToolProcess } from './tool-processes.ts';

/**
 * What one comparison adds to an engine's resident memory at most, in MB, in a process that has
 * compared nothing but a small pair.
 */
export async function measurePeak(
  { name, form }: ToolProcess,
  { pair, smallPair, folder }: { pair: Pair; smallPair: Pair; folder: string },
): Promise<number> {
  // What stores the pictures is not the process that is measured.
  const storing = new ToolProcess(name, form);
  const measured = new ToolProcess(name, form);
  try {
    const comparison = await comparisonFor(storing, pair, folder);
    await measured.turn(await comparisonFor(storing, smallPair, folder), 0);
    return rounded(await measured.peak(comparison));
  } finally {
    await Promise.all([storing.stop(), measured.stop()]);
  }
}
