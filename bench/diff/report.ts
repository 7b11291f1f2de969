/** A report of 10,000 snapshots of which one in a hundred has changed. */
import { mergeSnapshotIds } from '@twinlens/visual-tests';
import { median, rounded } from '../capture/median.ts';
import { type ByTool, comparisonFor } from './engines.ts';
import { changedPage } from './inputs/pages.ts';
import { takePictures } from './inputs/pictures.ts';
import { variants } from './inputs/variants.ts';
import type { ToolProcess } from './tool-processes.ts';

const snapshots = 10_000;
const changed = 100;

export interface Report {
  /** How many of the changed pictures were compared; what they took is scaled to all of them. */
  pairs: number;
  /** Which snapshots differ, found by their ids. */
  setMs: number;
  /** For all changed pictures, in milliseconds. */
  cpuMs: ByTool<number>;
  wallMs: ByTool<number>;
}

/** Ids as a report has them that was made of another by changing every so manieth. */
function setComparison(): number {
  const before = Array.from({ length: snapshots }, (_, at) => at + 1);
  const every = snapshots / changed;
  const after = before
    .map((id) => (id % every === 0 ? snapshots + id / every : id))
    .sort((a, b) => a - b);
  const times = Array.from({ length: 15 }, () => {
    const began = performance.now();
    const { onlyBefore, onlyAfter } = mergeSnapshotIds(before, after);
    const took = performance.now() - began;
    if (onlyBefore.length !== changed || onlyAfter.length !== changed) {
      throw new Error(`${onlyAfter.length} snapshots differ instead of ${changed}`);
    }
    return took;
  });
  return rounded(median(times), 1000);
}

/** @param pairs How many changed pictures are compared. */
export async function measureReport(
  tools: readonly ToolProcess[],
  pairs: number,
  folder: string,
): Promise<Report> {
  const pages = Array.from({ length: pairs }, (_, number) => changedPage(number, variants.base));
  const before = await takePictures(pages.map((page) => page.before));
  const after = await takePictures(pages.map((page) => page.after));
  const cpuMs: ByTool<number> = {};
  const wallMs: ByTool<number> = {};
  for (const [number, file] of before.entries()) {
    const pair = { before: file, after: after[number] as string };
    for (const tool of tools) {
      const turn = await tool.turn(await comparisonFor(tool, pair, folder), 0);
      const scale = changed / pairs;
      cpuMs[tool.name] = (cpuMs[tool.name] ?? 0) + turn.cpuMs * scale;
      wallMs[tool.name] = (wallMs[tool.name] ?? 0) + turn.wallMs * scale;
    }
  }
  const whole = (byTool: ByTool<number>): ByTool<number> =>
    Object.fromEntries(Object.entries(byTool).map(([name, ms]) => [name, Math.round(ms)]));
  return { pairs, setMs: setComparison(), cpuMs: whole(cpuMs), wallMs: whole(wallMs) };
}
