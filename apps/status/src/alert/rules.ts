/** When operators are told of an incident, and when they are left alone. Pure. */
import { type IncidentImpact, incidentImpacts } from '@twinlens/contract';
import type { State } from '../incident/rules.ts';
import type { AlertChannel } from '../settings.ts';

/** Changes within this time are told together. Milliseconds. */
const groupedMs = 60_000;

export interface AlertFacts {
  impact: IncidentImpact;
  state: State;
  /** Milliseconds since 1970. */
  startedAt: number;
  isOver: boolean;
  /** What the channel was told last, and when; null where nothing yet. */
  told: { state: string; at: number } | null;
}

/**
 * Whether a channel is told now. Of an incident that somebody has taken up (it is not "investigating" any
 * more) those are not told who wait before they are; of what is over nobody who has not heard of it.
 */
export function isDue(channel: AlertChannel, facts: AlertFacts, now: number): boolean {
  const { impact, state, startedAt, isOver, told } = facts;
  if (impact !== 'critical' && isQuiet(channel.quiet, now)) return false;
  if (told !== null) {
    if (told.state === state) return false;
    return isOver || now - told.at >= groupedMs;
  }
  if (isOver || incidentImpacts.indexOf(impact) < incidentImpacts.indexOf(channel.impact)) {
    return false;
  }
  if (channel.afterSeconds > 0 && state !== 'investigating') return false;
  return now - startedAt >= channel.afterSeconds * 1000;
}

/** Whether it is between two times of the day somewhere; also over midnight. */
export function isQuiet(quiet: AlertChannel['quiet'], now: number): boolean {
  if (quiet === null) return false;
  const { from, until, timeZone } = quiet;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(now);
  return from <= until ? clock >= from && clock < until : clock >= from || clock < until;
}

/** Milliseconds until what was not taken is tried again. */
export const alertWaitMs = (failures: number): number =>
  Math.min(5 * 60_000, 2_000 * 2 ** Math.min(failures - 1, 10));
