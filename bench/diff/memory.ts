import { rounded } from '../capture/median.ts';
import { type ByTool, comparisonFor } from './engines.ts';
import type { Pair } from './pairs.ts';
import { refuses } from './tool.ts';
import { ToolProcess } from './tool-processes.ts';

export const memoryChanges = ['small', 'shift', 'recolor'] as const;
export type PeakByChange = Partial<Record<(typeof memoryChanges)[number], number | typeof refuses>>;
export type MemoryByTool = ByTool<PeakByChange>;

/**
 * What one comparison adds to an engine's resident memory at most, in MB, in a process that has
 * compared nothing but a small pair. Pictures are stored by another one.
 */
export async function measurePeak(
  tool: ToolProcess,
  { pair, smallPair, folder }: { pair: Pair; smallPair: Pair; folder: string },
): Promise<number | typeof refuses> {
  const comparison = await comparisonFor(tool, pair, folder);
  if ((await tool.turn(comparison, 0)).verdict === refuses) return refuses;
  const measured = new ToolProcess(tool.name, tool.form);
  try {
    await measured.turn(await comparisonFor(tool, smallPair, folder), 0);
    return rounded(await measured.peak(comparison));
  } finally {
    await measured.stop();
  }
}
