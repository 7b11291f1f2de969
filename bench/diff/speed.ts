/** Engines side by side on one pair of pictures: round after round, each in turn. */
import { median, rounded } from '../capture/median.ts';
import { type ByTool, comparisonFor } from './engines.ts';
import { freshCopy } from './inputs/fresh-copy.ts';
import type { Comparison, Turn } from './messages.ts';
import type { Pair } from './pairs.ts';
import { refuses } from './tool.ts';
import type { ToolProcess } from './tool-processes.ts';
import { type PeerName, slow } from './tools.ts';

/** What comparing one pair takes, in milliseconds. */
export interface Spent {
  median: number;
  least: number;
  /** Mean of the processor time, as that of some engines is known in large steps only. */
  cpu: number;
}

export interface Speed {
  tools: ByTool<Spent | typeof refuses>;
  /** How many times as long a peer takes as ours: medians of the ratios of each round. */
  wallRatios: Record<PeerName, number | null>;
  /** Ratios of the means. */
  cpuRatios: Record<PeerName, number | null>;
}

export interface Match {
  /** Undefined while it is not there. */
  ours: ToolProcess | undefined;
  peers: readonly ToolProcess[];
  pair: Pair;
  /** Whether files are used that nobody has seen, new ones each round. */
  unseen: boolean;
  /** What every engine is to say; it is not measured how fast one is wrong. */
  different: boolean;
  rounds: number;
  /** In how many rounds the slow ones take part. */
  slowRounds: number;
  /** For what is stored and written. */
  folder: string;
}

/** Short comparisons are repeated until a turn is long enough to measure. */
const turnMs = 20;
/** Until the code is compiled that is run most: all engines but the slow ones are used for so long first. */
const warmUpMs = 800;

const meanCpu = (turns: readonly Turn[]): number =>
  turns.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / turns.length;

const spentBy = (turns: readonly Turn[]): Spent => ({
  median: rounded(median(turns.map(({ wallMs }) => wallMs)), 1000),
  least: rounded(Math.min(...turns.map(({ wallMs }) => wallMs)), 1000),
  cpu: rounded(meanCpu(turns), 1000),
});

function check({ name }: ToolProcess, { verdict }: Turn, { pair, different }: Match): void {
  if (verdict === refuses || verdict.different === different) return;
  const said = verdict.different ? 'differ' : 'are equal';
  throw new Error(`${name} says that ${pair.before} and ${pair.after} ${said}`);
}

const refused = (turns: readonly Turn[]) => turns.some(({ verdict }) => verdict === refuses);

type Ratio = (own: readonly Turn[], peer: readonly Turn[]) => number;

/** A peer may have taken part in the first rounds only. */
const wallRatio: Ratio = (own, peer) =>
  median(peer.map(({ wallMs }, round) => wallMs / (own[round] as Turn).wallMs));

const cpuRatio: Ratio = (own, peer) => meanCpu(peer) / meanCpu(own);

async function comparisonsOf(
  tools: readonly ToolProcess[],
  { pair, unseen, folder }: Match,
  round: number,
): Promise<Map<ToolProcess, Comparison>> {
  const copy = (of: 'before' | 'after') =>
    freshCopy(pair[of], `${folder}/${of}-${round}.png`, `${of} ${round}`);
  const files = unseen ? { before: await copy('before'), after: await copy('after') } : pair;
  const comparisons = new Map<ToolProcess, Comparison>();
  for (const tool of tools) comparisons.set(tool, await comparisonFor(tool, files, folder));
  return comparisons;
}

export async function measureSpeed(match: Match): Promise<Speed> {
  const { rounds, slowRounds } = match;
  const tools = [...(match.ours ? [match.ours] : []), ...match.peers];
  const isSlow = ({ name }: ToolProcess) => slow.includes(name);
  const turns = new Map<ToolProcess, Turn[]>(tools.map((tool) => [tool, []]));
  let comparisons = await comparisonsOf(tools, match, 0);
  for (const [tool, comparison] of comparisons) {
    if (!isSlow(tool) || slowRounds > 1) await tool.turn(comparison, warmUpMs);
  }
  for (let round = 1; round <= rounds; round += 1) {
    if (match.unseen) comparisons = await comparisonsOf(tools, match, round);
    for (const [tool, comparison] of comparisons) {
      if (isSlow(tool) && round > slowRounds) continue;
      const turn = await tool.turn(comparison, turnMs);
      check(tool, turn, match);
      turns.get(tool)?.push(turn);
    }
  }
  const own = match.ours && turns.get(match.ours);
  const ratios = (ratio: Ratio) => {
    const byName = match.peers.map((tool) => {
      const peer = turns.get(tool) ?? [];
      return [tool.name, own && !refused(peer) ? rounded(ratio(own, peer), 100) : null] as const;
    });
    return Object.fromEntries(byName) as Record<PeerName, number | null>;
  };
  return {
    tools: Object.fromEntries(
      [...turns].map(([{ name }, list]) => [name, refused(list) ? refuses : spentBy(list)]),
    ),
    wallRatios: ratios(wallRatio),
    cpuRatios: ratios(cpuRatio),
  };
}
