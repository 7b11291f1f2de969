/** Checks become figures of an hour, and what is too old to be shown goes. */
import { Type } from 'typebox';
import type { Context } from '../context.ts';

const hourMs = 3_600_000;
const checksKeptMs = 48 * hourMs;
const hoursKeptMs = 90 * 24 * hourMs;

const HourRow = Type.Object({
  monitor: Type.String(),
  hour: Type.Integer(),
  checks: Type.Integer(),
  failed: Type.Integer(),
});
const MsRow = Type.Object({ ms: Type.Integer() });

/** Sums up the hours that are over and not summed up yet. Repeatable. */
export function rollUp({ ctx }: { ctx: Context }): void {
  const { store } = ctx;
  const now = ctx.now().getTime();
  const hour = `(at / ${hourMs}) * ${hourMs}`;
  store.transaction(() => {
    const hours = store.all(
      HourRow,
      `select monitor, ${hour} as hour, count(*) as checks, sum(1 - ok) as failed
       from check_result where at < :end
         and not exists (select 1 from check_hour h
           where h.monitor = check_result.monitor and h.hour = ${hour})
       group by monitor, ${hour}`,
      { end: Math.floor(now / hourMs) * hourMs },
    );
    for (const { monitor, hour: start, checks, failed } of hours) {
      const times = store
        .all(
          MsRow,
          `select ms from check_result
           where monitor = :monitor and at >= :start and at < :end and ok = 1 order by ms`,
          { monitor, start, end: start + hourMs },
        )
        .map(({ ms }) => ms);
      const at = (part: number) => times[Math.floor((times.length - 1) * part)] ?? null;
      store.run(
        `insert into check_hour (monitor, hour, checks, failed, median, slow)
         values (:monitor, :start, :checks, :failed, :median, :slow)`,
        { monitor, start, checks, failed, median: at(0.5), slow: at(0.95) },
      );
    }
    store.run('delete from check_result where at < :before', { before: now - checksKeptMs });
    store.run('delete from check_hour where hour < :before', { before: now - hoursKeptMs });
    store.run('delete from stand_in where planned_at < :before', { before: now - hoursKeptMs });
  });
}
