/** What may be said of a commit while the service is gone. Pure. */
import type { WaitingCommit } from '@twinlens/contract';
import type { Gate, GateRule } from '../settings.ts';

export interface LineAtForge {
  /** Grows with time; 0 where a forge gives none. */
  id: number;
  state: 'pending' | 'success' | 'failure' | 'error';
  description: string | null;
  url: string | null;
}

export interface LineToWrite {
  context: string;
  state: LineAtForge['state'];
  description: string;
  url: string;
}

/** Forges cut what is longer. Characters. */
const longestDescription = 140;

/** The strictest first. */
const strictness = ['closed', 'provisional', 'open'] as const;

/**
 * The strictest of the rules of its projects, and the longest wait. Of each project that is what the
 * settings say of it, what was chosen for it at the server, or what the settings say of all.
 * @param chosen at the server
 */
export function ruleOf(
  { projects: exceptions = [], ...otherwise }: Gate,
  account: number,
  projects: readonly string[],
  chosen: WaitingCommit['rules'],
): GateRule {
  const rules = projects.map(
    (name) =>
      exceptions.find((one) => one.account === account && one.project === name) ??
      chosen.find(({ project }) => project === name) ??
      otherwise,
  );
  const waits = rules.length > 0 ? rules : [otherwise];
  // Of what nobody knows whose it is, nothing is let through.
  const policies = rules.length > 0 ? rules.map(({ policy }) => policy) : ['closed'];
  return {
    policy: strictness.find((policy) => policies.includes(policy)) ?? 'closed',
    afterSeconds: Math.max(...waits.map(({ afterSeconds }) => afterSeconds)),
  };
}

const isOurs = (line: LineAtForge): boolean =>
  line.description?.startsWith('Twinlens is unavailable') ?? false;

/** Whether our line stands there already: of an attempt whose end nobody noted. */
export const standsAlready = (newest: LineAtForge | undefined): boolean =>
  newest !== undefined && isOurs(newest);

/** Whether a line may be written over: only where there is none, or it says "pending". */
export const mayStandIn = (newest: LineAtForge | undefined): boolean =>
  newest === undefined || newest.state === 'pending';

const words: Record<GateRule['policy'], string> = {
  open: 'not blocking',
  closed: 'the verdict follows',
  provisional: 'the verdict follows; the build has a provisional one',
};

/** What a commit is told. Never more than that nothing blocks. */
export function lineFor(policy: GateRule['policy'], context: string, url: string): LineToWrite {
  const description = `Twinlens is unavailable, ${words[policy]} (${url})`;
  return {
    context,
    state: policy === 'open' ? 'success' : 'pending',
    description: description.slice(0, longestDescription),
    url,
  };
}

/**
 * A verdict that came between looking and writing, and that our line now hides; null where there is none.
 * @param lines the newest first, ours among them
 */
export function hiddenVerdict(
  lines: readonly LineAtForge[],
  ours: number,
  seenBefore: number | null,
): LineAtForge | null {
  // It has become ours in one step: nothing was in between.
  if (ours === seenBefore) return null;
  const place = lines.findIndex(({ id }) => id === ours);
  // Somebody has spoken after us: that stands.
  if (place !== 0) return null;
  const below = lines[place + 1];
  if (below === undefined || below.state === 'pending') return null;
  return below;
}
