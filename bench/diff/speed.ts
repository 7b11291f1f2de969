/** Engines side by side on one pair of pictures: round after round, each in turn. */
import { median, rounded } from '../capture/median.ts';
import { type ByTool, comparisonFor } from './engines.ts';
import { freshCopy } from './inputs/fresh-copy.ts';
import type { Comparison, Turn } from './messages.ts';
import { refuses } from './tool.ts';
import type { ToolProcess } from './tool-processes.ts';
import { type PeerName, peers, slow } from './tools.ts';

/** What comparing one pair takes, in milliseconds. */
export interface Spent {
  median: number;
  least: number;
  /** Median of the processor time. */
  cpu: number;
}

export interface Speed {
  tools: ByTool<Spent | typeof refuses>;
  /** How many times as long a peer takes as ours: medians of the ratios of each round. */
  wallRatios: Record<PeerName, number | null>;
  cpuRatios: Record<PeerName, number | null>;
}

export interface Match {
  /** Undefined while it is not there. */
  ours: ToolProcess | undefined;
  peers: readonly ToolProcess[];
  pair: { before: string; after: string };
  /** Whether files are used that nobody has seen, new ones each round. */
  unseen: boolean;
  rounds: number;
  /** In how many rounds the slow ones take part. */
  slowRounds: number;
  /** For what is stored and written. */
  folder: string;
}

/** Short comparisons are repeated until a turn is long enough to measure. */
const turnMs = 20;
/** Until the code is compiled that is run most. */
const warmUpMs = 150;

const spentBy = (turns: readonly Turn[]): Spent => ({
  median: rounded(median(turns.map(({ wallMs }) => wallMs)), 1000),
  least: rounded(Math.min(...turns.map(({ wallMs }) => wallMs)), 1000),
  cpu: rounded(median(turns.map(({ cpuMs }) => cpuMs)), 1000),
});

const refused = (turns: readonly Turn[]) => turns.some(({ verdict }) => verdict === refuses);

/** Peers by ours, of the rounds that both took part in. */
function ratio(
  own: readonly Turn[] | undefined,
  peer: readonly Turn[] | undefined,
  of: 'wallMs' | 'cpuMs',
): number | null {
  if (!own || !peer || refused(peer)) return null;
  const ratios = peer.flatMap((turn, round) => {
    const ours = own[round];
    return ours ? [turn[of] / ours[of]] : [];
  });
  return rounded(median(ratios), 100);
}

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
      turns.get(tool)?.push(await tool.turn(comparison, turnMs));
    }
  }
  const own = match.ours && turns.get(match.ours);
  const of = (name: PeerName) => turns.get(tools.find((tool) => tool.name === name) as ToolProcess);
  const ratios = (field: 'wallMs' | 'cpuMs') =>
    Object.fromEntries(peers.map((name) => [name, ratio(own, of(name), field)])) as Record<
      PeerName,
      number | null
    >;
  return {
    tools: Object.fromEntries(
      [...turns].map(([{ name }, list]) => [name, refused(list) ? refuses : spentBy(list)]),
    ),
    wallRatios: ratios('wallMs'),
    cpuRatios: ratios('cpuMs'),
  };
}
