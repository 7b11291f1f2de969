import type { Comparison } from './messages.ts';
import type { Pair } from './pairs.ts';
import { NotBuiltError } from './tool.ts';
import { ToolProcess } from './tool-processes.ts';
import { loadForms, type PeerName, type ToolName } from './tools.ts';

/** Ours, in both ways it is measured. */
export interface Ours {
  stored: ToolProcess;
  cold: ToolProcess;
}

/** @returns Undefined while the engine is not there. */
export async function startOurs(pair: Pair, folder: string): Promise<Ours | undefined> {
  const ours = {
    stored: new ToolProcess('ours', 'stored'),
    cold: new ToolProcess('oursCold', 'cold'),
  };
  try {
    await ours.stored.ingest(pair.before, `${folder}/store`);
    await ours.cold.turn({ ...pair, out: `${folder}/first.png` }, 0);
    return ours;
  } catch (error) {
    await Promise.all([ours.stored.stop(), ours.cold.stop()]);
    if (error instanceof NotBuiltError) return undefined;
    throw error;
  }
}

/** The first one is slower than those after it, and other work on the machine disturbs some. */
const rounds = 6;

/** Tries every form of an engine on a pair; the one that takes least time goes on. */
export async function startFastest(
  name: PeerName,
  pair: Pair,
  folder: string,
): Promise<ToolProcess> {
  const tried = Object.keys(await loadForms(name)).map((form) => ({
    tool: new ToolProcess(name, form),
    leastMs: Number.POSITIVE_INFINITY,
  }));
  const comparison = { ...pair, out: `${folder}/${name}.png` };
  // With one form there is nothing to choose, but to see that it works.
  for (let round = 0; round < (tried.length === 1 ? 1 : rounds); round += 1) {
    for (const one of tried) {
      const { wallMs } = await one.tool.turn(comparison, 0);
      one.leastMs = Math.min(one.leastMs, wallMs);
    }
  }
  const [best, ...others] = tried.sort((a, b) => a.leastMs - b.leastMs);
  if (!best) throw new Error(`${name} has no form`);
  await Promise.all(others.map(({ tool }) => tool.stop()));
  return best.tool;
}

/** What an engine takes for two PNG files. */
export async function comparisonFor(
  tool: ToolProcess,
  { before, after }: Pair,
  folder: string,
): Promise<Comparison> {
  const out = `${folder}/${tool.name}.png`;
  const store = `${folder}/store`;
  return {
    before: (await tool.ingest(before, store)).reference,
    after: (await tool.ingest(after, store)).reference,
    out,
  };
}

export type ByTool<T> = Partial<Record<ToolName, T>>;
