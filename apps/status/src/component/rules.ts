/** How states of components add up. Pure. */
import { type ComponentState, componentStates, type IncidentImpact } from '@twinlens/contract';

/** How bad a state is: 0 is best. */
export const badness = (state: ComponentState): number => componentStates.indexOf(state);

export const worst = (states: readonly ComponentState[]): ComponentState =>
  states.reduce<ComponentState>(
    (found, state) => (badness(state) > badness(found) ? state : found),
    'operational',
  );

export interface Overall {
  indicator: IncidentImpact | 'maintenance';
  description: string;
}

/**
 * The state of all of them in one line. What an open incident says about its impact counts as well:
 * somebody may know more than the components show.
 */
export function overall(
  states: readonly ComponentState[],
  openImpacts: readonly IncidentImpact[],
): Overall {
  const down = states.filter((state) => state === 'major_outage').length;
  const state = worst(states);
  if (openImpacts.includes('critical') || (down > 0 && down === states.length)) {
    return { indicator: 'critical', description: 'Major Service Outage' };
  }
  if (badness(state) >= badness('partial_outage') || openImpacts.includes('major')) {
    return { indicator: 'major', description: 'Partial System Outage' };
  }
  if (state === 'degraded_performance') {
    return { indicator: 'minor', description: 'Partially Degraded Service' };
  }
  if (openImpacts.includes('minor')) {
    return { indicator: 'minor', description: 'Minor Service Outage' };
  }
  if (state === 'under_maintenance') {
    return { indicator: 'maintenance', description: 'Service Under Maintenance' };
  }
  return { indicator: 'none', description: 'All Systems Operational' };
}

/**
 * What an incident does to people when nobody has said it: as bad as its worst component, and worst where
 * nothing is left.
 *
 * @param all how many components there are
 */
export function impactOf(states: readonly ComponentState[], all: number): IncidentImpact {
  switch (worst(states)) {
    case 'major_outage':
      return states.length >= all ? 'critical' : 'major';
    case 'partial_outage':
      return 'major';
    case 'degraded_performance':
      return 'minor';
    case 'under_maintenance':
    case 'operational':
      return 'none';
  }
}

/** The part of a moment that counts as not available. */
const weights: Record<ComponentState, number> = {
  operational: 0,
  under_maintenance: 0,
  degraded_performance: 0,
  partial_outage: 0.5,
  major_outage: 1,
};

export interface Change {
  /** Milliseconds since 1970. */
  at: number;
  /** Null where nothing is known from then on. */
  state: ComponentState | null;
}

/** How one source saw a component: changes ascending by time. */
export type Series = readonly { at: number; state: ComponentState }[];

/**
 * How a component was shown: at each time the worst of what monitors and incidents said. Without
 * monitors only the time of incidents is known.
 */
export function mergeSeries(monitors: Series, incidents: readonly Series[]): Change[] {
  const events = [monitors, ...incidents]
    .flatMap((series, source) => series.map(({ at, state }) => ({ at, state, source })))
    .toSorted((a, b) => a.at - b.at);
  const current = new Map<number, ComponentState>();
  const merged: Change[] = [];
  for (const [index, { at, state, source }] of events.entries()) {
    if (source !== 0 && state === 'operational') current.delete(source);
    else current.set(source, state);
    if (events[index + 1]?.at === at) continue;
    const next = current.size === 0 ? null : worst([...current.values()]);
    if (merged.at(-1)?.state !== next) merged.push({ at, state: next });
  }
  return merged;
}

export interface Day {
  /** Its beginning in UTC, milliseconds since 1970. */
  start: number;
  /** The worst it was; null where nothing is known of the day. */
  state: ComponentState | null;
  /** Milliseconds it was known; and of those it was not available, a partial outage half. */
  knownMs: number;
  downMs: number;
}

export const dayMs = 24 * 60 * 60 * 1000;

/**
 * What each of the last days was like, today included.
 * @param changes ascending by time; before the first nothing is known
 */
export function daysOf(changes: readonly Change[], now: number, count: number): Day[] {
  const today = Math.floor(now / dayMs) * dayMs;
  const days = Array.from({ length: count }, (_, index): Day => {
    const start = today - (count - 1 - index) * dayMs;
    return { start, state: null, knownMs: 0, downMs: 0 };
  });
  const first = days[0]?.start ?? today;
  for (const [index, { at, state }] of changes.entries()) {
    if (state === null) continue;
    const until = Math.min(changes[index + 1]?.at ?? now, now);
    for (let from = Math.max(at, first); from < until; ) {
      const place = Math.floor((from - first) / dayMs);
      const end = Math.min(until, first + (place + 1) * dayMs);
      const day = days[place];
      if (day !== undefined) {
        day.state = day.state === null ? state : worst([day.state, state]);
        day.knownMs += end - from;
        day.downMs += (end - from) * weights[state];
      }
      from = end;
    }
  }
  return days;
}

/** Of the known time, the part it was available: 0 to 1; null where nothing is known. */
export function uptimeOf(days: readonly Day[]): number | null {
  const known = days.reduce((sum, day) => sum + day.knownMs, 0);
  const down = days.reduce((sum, day) => sum + day.downMs, 0);
  return known === 0 ? null : 1 - down / known;
}
