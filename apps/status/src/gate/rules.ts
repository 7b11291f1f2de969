/** What may be said of a commit while the service is gone. Pure. */
import type { Gate, GateRule } from '../settings.ts';
import type { LineAtForge, LineToWrite } from './github.ts';

/** Forges cut what is longer. Characters. */
const longestDescription = 140;

/** The strictest of the rules of its projects: closed before open, and the longest wait. */
export function ruleOf(
  { projects: exceptions = [], ...otherwise }: Gate,
  account: number,
  projects: readonly string[],
): GateRule {
  const rules = projects.map(
    (name) =>
      exceptions.find((one) => one.account === account && one.project === name) ?? otherwise,
  );
  // Of what nobody knows whose it is, nothing is let through.
  const open = rules.length > 0 && rules.every(({ policy }) => policy === 'open');
  const waits = rules.length > 0 ? rules : [otherwise];
  return {
    policy: open ? 'open' : 'closed',
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

/** What a commit is told. Never more than that nothing blocks. */
export function lineFor(policy: GateRule['policy'], context: string, url: string): LineToWrite {
  const description =
    policy === 'open'
      ? `Twinlens is unavailable, not blocking (${url})`
      : `Twinlens is unavailable, the verdict follows (${url})`;
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
  const place = lines.findIndex(({ id }) => id === ours);
  // Somebody has spoken after us: that stands.
  if (place !== 0) return null;
  const below = lines[place + 1];
  if (below === undefined || below.id === seenBefore || below.state === 'pending') return null;
  return below;
}
