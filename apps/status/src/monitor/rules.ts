/** When checks count, and which of the monitors that are down is the cause. Pure. */
import type { MonitorSettings } from '../settings.ts';

export type MonitorState = 'unknown' | 'up' | 'down';

export interface Judged {
  state: MonitorState;
  /** Changes of late, milliseconds since 1970: whoever changes often must be well for longer. */
  changes: number[];
}

/** Changes within this time are flapping. Milliseconds. */
const flappingMs = 60 * 60 * 1000;

/** Checks that must go well after another, before a monitor is up again. */
const calmChecks = 2;
const mostCalmChecks = 30;

/** How many checks in a row must go well: twice as many for each time it has gone down of late. */
export function checksToRecover({ changes }: Judged, now: number): number {
  const downs = Math.ceil(changes.filter((at) => at > now - flappingMs).length / 2);
  return Math.min(mostCalmChecks, calmChecks * 2 ** Math.max(0, downs - 1));
}

/**
 * What a monitor is after a check.
 * @param recent whether its last checks went well, the newest last, this one included
 */
export function judge(
  before: Judged,
  recent: readonly boolean[],
  { failures, of }: Pick<MonitorSettings, 'failures' | 'of'>,
  now: number,
): Judged {
  const changes = before.changes.filter((at) => at > now - flappingMs);
  const to = (state: MonitorState): Judged => ({ state, changes: [...changes, now] });
  const failed = recent.slice(-of).filter((ok) => !ok).length;
  if (before.state !== 'down') {
    if (failed >= failures) return to('down');
    // The first answer is all there is to say at start.
    if (before.state === 'unknown' && recent.at(-1) === true) return { state: 'up', changes };
    return { ...before, changes };
  }
  const needed = checksToRecover(before, now);
  const calm = recent.length >= needed && recent.slice(-needed).every((ok) => ok);
  return calm ? to('up') : { ...before, changes };
}

/** How many checks have to be known to judge. */
export const checksKept = mostCalmChecks;

/**
 * For each monitor that is down, the monitor that explains it: of those it depends on and that are down
 * too, the one that depends on none of them; itself where there is none.
 */
export function causesOf(
  down: ReadonlySet<string>,
  monitors: readonly Pick<MonitorSettings, 'id' | 'dependsOn'>[],
): Map<string, string> {
  const dependsOn = new Map(monitors.map((monitor) => [monitor.id, monitor.dependsOn]));
  const find = (id: string, seen: ReadonlySet<string>): string => {
    for (const other of dependsOn.get(id) ?? []) {
      if (down.has(other) && !seen.has(other)) return find(other, new Set([...seen, other]));
    }
    return id;
  };
  return new Map([...down].map((id) => [id, find(id, new Set([id]))]));
}
