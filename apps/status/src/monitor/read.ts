/** What monitors have seen, as pages show it. */
import type { MonitorsDocument } from '@twinlens/contract';
import { Type } from 'typebox';
import type { Context } from '../context.ts';

const dayMs = 86_400_000;

/** How far back the chart of hours goes, and that of days. */
export const hourlyDays = 7;
export const dailyDays = 90;

/** When anything was checked last, milliseconds since 1970; null before the first check. */
export const lastSeen = ({ store }: Context): number | null =>
  store.first(
    Type.Object({ at: Type.Union([Type.Integer(), Type.Null()]) }),
    'select max(checked_at) as at from monitor',
  )?.at ?? null;

export interface MonitorView {
  id: string;
  title: string;
  /** What the last check saw. */
  seen: string;
  at: number | null;
}

const Row = Type.Object({
  seen: Type.String(),
  at: Type.Union([Type.Integer(), Type.Null()]),
});

/** Monitors of a component, in the order of the settings. */
export const monitorsOf = ({ store, settings }: Context, component: string): MonitorView[] =>
  settings.monitors
    .filter((monitor) => monitor.component === component)
    .map(({ id, title }) => {
      const row = store.first(Row, 'select seen, checked_at as at from monitor where id = :id', {
        id,
      });
      return { id, title, seen: row?.seen ?? 'not checked yet', at: row?.at ?? null };
    });

const LatencyRow = Type.Object({
  at: Type.Integer(),
  median: Type.Integer(),
  slow: Type.Integer(),
});

/** An hour or a day of answers. Milliseconds. */
export interface LatencyPoint {
  at: number;
  median: number;
  slow: number;
}

/** By the hour, ascending. */
export const latencyOf = (ctx: Context, monitor: string): LatencyPoint[] =>
  hoursOf(ctx, monitor, hourlyDays);

/** By the day, ascending: the middle of its hours, and the slowest of them. */
export const dailyLatencyOf = (ctx: Context, monitor: string): LatencyPoint[] =>
  [...Map.groupBy(hoursOf(ctx, monitor, dailyDays), ({ at }) => at - (at % dayMs))].map(
    ([at, hours]) => {
      const medians = hours.map(({ median }) => median).toSorted((a, b) => a - b);
      return {
        at,
        median: medians[Math.floor(medians.length / 2)] ?? 0,
        slow: Math.max(...hours.map(({ slow }) => slow)),
      };
    },
  );

const hoursOf = ({ store, now }: Context, monitor: string, days: number): LatencyPoint[] =>
  store.all(
    LatencyRow,
    `select hour as at, median, slow from check_hour
     where monitor = :monitor and median is not null and hour >= :from order by hour`,
    { monitor, from: now().getTime() - days * dayMs },
  );

const OwnRow = Type.Object({
  id: Type.String(),
  ok: Type.Integer(),
  seen: Type.String(),
  ms: Type.Integer(),
  at: Type.Integer(),
});

/** What this place alone has seen last, in the order of the settings. */
export function monitorsDocument({ store, settings }: Context): MonitorsDocument {
  const rows = store.all(
    OwnRow,
    `select id, own_ok as ok, own_seen as seen, own_ms as ms, checked_at as at
     from monitor where own_ok is not null`,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    monitors: settings.monitors.flatMap(({ id }) => {
      const row = byId.get(id);
      if (row === undefined) return [];
      const { ok, seen, ms, at } = row;
      return [{ id, ok: ok === 1, seen, ms, checkedAt: new Date(at).toISOString() }];
    }),
  };
}
