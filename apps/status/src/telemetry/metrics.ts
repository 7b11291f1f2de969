/** What the status program measures of itself, and of what it watches. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Type } from 'typebox';
import type { Store } from '../store/store.ts';

export interface StatusMetrics {
  registry: Registry;
  checked(monitor: string, ok: boolean, seconds: number): void;
  /** Whether another place answers. */
  heard(place: string, answers: boolean): void;
}

const MonitorRow = Type.Object({ id: Type.String(), state: Type.String() });
const CountRow = Type.Object({ count: Type.Integer() });

export function createMetrics(store: Store): StatusMetrics {
  const registry = new Registry();
  const registers = [registry];
  const checks = new Counter({
    name: 'twinlens_status_checks_total',
    help: 'Checks of monitors, by what came of them.',
    labelNames: ['monitor', 'ok'],
    registers,
  });
  const times = new Histogram({
    name: 'twinlens_status_check_seconds',
    help: 'Time of a check.',
    labelNames: ['monitor'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60],
    registers,
  });
  const up: Gauge<'monitor'> = new Gauge({
    name: 'twinlens_status_monitor_up',
    help: '1 while what a monitor looks at is well.',
    labelNames: ['monitor'],
    registers,
    collect() {
      up.reset();
      const rows = store.all(MonitorRow, "select id, state from monitor where state <> 'unknown'");
      for (const { id, state } of rows) up.set({ monitor: id }, state === 'up' ? 1 : 0);
    },
  });
  const places = new Gauge({
    name: 'twinlens_status_place_up',
    help: '1 while another place says what it sees.',
    labelNames: ['place'],
    registers,
  });
  const open: Gauge = new Gauge({
    name: 'twinlens_status_open_incidents',
    help: 'Incidents that are not over.',
    registers,
    collect() {
      const row = store.first(
        CountRow,
        "select count(*) as count from incident where kind = 'incident' and resolved_at is null",
        {},
      );
      open.set(row?.count ?? 0);
    },
  });
  return {
    registry,
    checked(monitor, ok, seconds) {
      checks.inc({ monitor, ok: ok ? 'yes' : 'no' });
      times.observe({ monitor }, seconds);
    },
    heard: (place, answers) => places.set({ place }, answers ? 1 : 0),
  };
}
