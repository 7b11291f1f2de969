import { rounded } from '../capture/median.ts';
import { comparisonFor } from './engines.ts';
import type { Pair } from './pairs.ts';
import { ToolProcess } from './tool-processes.ts';

/**
 * What one comparison adds to an engine's resident memory at most, in MB, in a process that has
 * compared nothing but a small pair. Pictures are stored by another one.
 */
export async function measurePeak(
  tool: ToolProcess,
  { pair, smallPair, folder }: { pair: Pair; smallPair: Pair; folder: string },
): Promise<number> {
  const measured = new ToolProcess(tool.name, tool.form);
  try {
    const comparison = await comparisonFor(tool, pair, folder);
    await measured.turn(await comparisonFor(tool, smallPair, folder), 0);
    return rounded(await measured.peak(comparison));
  } finally {
    await measured.stop();
  }
}
