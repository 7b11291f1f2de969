/** What a postmortem begins with: its headings, and a timeline of what was said and what monitors saw. */
import { componentStates } from '@twinlens/contract';
import { Type } from 'typebox';
import type { Context } from '../context.ts';
import type { MonitorSettings } from '../settings.ts';
import { clockOf, dayOf, duration } from '../site/time.ts';
import { componentWords, listed } from '../site/words.ts';
import type { Incident } from './read.ts';
import { wordOf } from './rules.ts';

/** Monitors see trouble before anybody says so. Milliseconds. */
const beforeMs = 30 * 60_000;

interface Moment {
  at: number;
  what: string;
}

interface Span {
  from: number;
  until: number;
}

const ChangeRow = Type.Object({
  at: Type.Integer(),
  state: Type.Enum(componentStates),
});
const CheckRow = Type.Object({ at: Type.Integer(), ok: Type.Integer(), seen: Type.String() });
const HourRow = Type.Object({
  hour: Type.Integer(),
  checks: Type.Integer(),
  failed: Type.Integer(),
});

/** @returns Markdown */
export function draftPostmortem(ctx: Context, incident: Incident): string {
  const { name, startedAt, resolvedAt, affected } = incident;
  const until = resolvedAt ?? ctx.now().getTime();
  const span = { from: startedAt - beforeMs, until };
  const ids = new Set(affected.map(({ id }) => id));
  const monitors = ctx.settings.monitors.filter(({ component }) => ids.has(component));
  const moments = [
    ...saidIn(incident),
    ...affected.flatMap((component) => changesOf(ctx, component, span)),
    ...monitors.flatMap((monitor) => seenBy(ctx, monitor, span)),
  ].toSorted((a, b) => a.at - b.at);
  const concerned = affected.length === 0 ? 'Twinlens' : listed(affected.map((one) => one.name));
  return `## What happened

${name}. ${concerned} had trouble from ${dayOf(startedAt)}, ${clockOf(startedAt)}, for ${duration(until - startedAt)}.

## Root cause

Why it happened, and why nobody saw it coming.

## Timeline

${moments.map(({ at, what }) => `- ${dayOf(at)}, ${clockOf(at)}: ${what}`).join('\n')}

## What is done about it

- 
`;
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';

const saidIn = ({ updates }: Incident): Moment[] =>
  updates
    .filter(({ state }) => state !== 'postmortem')
    .map(({ at, state, body }) => {
      const said = firstLine(body);
      return { at, what: `**${wordOf(state)}**${said === '' ? '' : `: ${said}`}` };
    });

function changesOf(
  { store }: Context,
  { id, name }: { id: string; name: string },
  { from, until }: Span,
): Moment[] {
  return store
    .all(
      ChangeRow,
      `select at, state from component_change
       where component_id = :id and at between :from and :until order by at, id`,
      { id, from, until },
    )
    .map(({ at, state }) => ({
      at,
      what: `monitors see ${name}: ${componentWords[state].toLowerCase()}`,
    }));
}

/** When the checks of a monitor began to fail and went well again; by the hour where they are older. */
function seenBy(ctx: Context, { id, title }: MonitorSettings, { from, until }: Span): Moment[] {
  const checks = ctx.store.all(
    CheckRow,
    `select at, ok, seen from check_result
     where monitor = :id and at between :from and :until order by id`,
    { id, from, until },
  );
  if (checks.length === 0) return hoursOf(ctx, { id, title }, { from, until });
  return checks.flatMap(({ at, ok, seen }, index) => {
    const before = checks[index - 1]?.ok ?? 1;
    return ok === before ? [] : [{ at, what: `${title}: ${seen}` }];
  });
}

const hoursOf = (
  { store }: Context,
  { id, title }: Pick<MonitorSettings, 'id' | 'title'>,
  { from, until }: Span,
): Moment[] =>
  store
    .all(
      HourRow,
      `select hour, checks, failed from check_hour
       where monitor = :id and hour between :from and :until and failed > 0 order by hour`,
      { id, from, until },
    )
    .map(({ hour, checks, failed }) => ({
      at: hour,
      what: `${title}: ${failed} of ${checks} checks of this hour failed`,
    }));
