/** What becomes of checks: figures of hours, kept for 90 days, and a chart of them. */
import { rm } from 'node:fs/promises';
import { pino } from 'pino';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepComponents, listComponents } from '../src/component/components.ts';
import type { Context } from '../src/context.ts';
import { listOpen } from '../src/incident/read.ts';
import { updateIncident } from '../src/incident/write.ts';
import { noteCheck } from '../src/monitor/note-check.ts';
import { latencyOf } from '../src/monitor/read.ts';
import { rollUp } from '../src/monitor/roll-up.ts';
import { readSettings } from '../src/settings.ts';
import { siteOf } from '../src/site/site.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { createMetrics } from '../src/telemetry/metrics.ts';
import { newFolder } from './status-program.ts';

const hourMs = 3_600_000;

let folder: string;
let store: Store;
let now = Date.parse('2026-06-01T00:00:00Z');
let ctx: Context;

beforeAll(async () => {
  folder = await newFolder();
  store = openStore(folder);
  ctx = {
    store,
    settings: readSettings(null, 'http://127.0.0.1:1'),
    now: () => new Date(now),
    watched: { origin: 'http://127.0.0.1:1', client: null, service: null },
    origin: 'https://status.example.org',
    logger: pino({ level: 'silent' }),
    metrics: createMetrics(store),
  };
  keepComponents(ctx);
});
afterAll(async () => {
  store.close();
  await rm(folder, { recursive: true });
});

/** An hour of a check a minute. */
function playHour(ms: (minute: number) => number): void {
  for (let minute = 0; minute < 60; minute += 1) {
    noteCheck({
      ctx,
      input: {
        monitor: 'api',
        own: { ok: true, seen: 'answered 200', ms: ms(minute) },
        before: { state: 'up', changes: [] },
      },
    });
    now += 60_000;
  }
}

const count = (table: 'check_result' | 'check_hour') =>
  store.first(Type.Object({ n: Type.Integer() }), `select count(*) as n from ${table}`)?.n;

test('hours are summed up once they are over, and shown', () => {
  playHour((minute) => minute);
  playHour((minute) => (minute < 6 ? 900 : 20));
  playHour(() => 30);
  now += 60_000;
  rollUp({ ctx });
  rollUp({ ctx });
  expect(latencyOf(ctx, 'api').map(({ median, slow }) => ({ median, slow }))).toEqual([
    { median: 29, slow: 56 },
    { median: 20, slow: 900 },
    { median: 30, slow: 30 },
  ]);
  const page = siteOf(ctx).get('/components/api/')?.().body ?? '';
  expect(page).toContain('API, times of answers: usually 29 ms, at most 900 ms on 1 June 2026');
  expect(page).toContain('<polyline');
});

test('a chart of 90 days stands below once there are more than those of hours', () => {
  now = Math.ceil(now / hourMs) * hourMs;
  for (let day = 0; day < 8; day += 1) {
    playHour(() => 40 + day);
    now += 23 * hourMs;
    rollUp({ ctx });
  }
  const page = siteOf(ctx).get('/components/api/')?.().body ?? '';
  expect(page).toContain('<h3>90 days</h3>');
  expect(page).toContain('API, by day, times of answers: usually 44 ms, at most 900 ms on 1 June');
});

test('checks go after two days, their figures after 90', () => {
  now += 49 * hourMs;
  rollUp({ ctx });
  expect(count('check_result')).toBe(0);
  expect(count('check_hour')).toBe(11);
  now += 91 * 24 * hourMs;
  rollUp({ ctx });
  expect(count('check_hour')).toBe(0);
});

test('a component whose monitors are taken away does not stay down', () => {
  const stateOf = () => listComponents(ctx).find(({ id }) => id === 'web-ui')?.state;
  const before = { state: 'up', changes: [] } as const;
  for (let check = 0; check < 2; check += 1) {
    now += 60_000;
    const own = { ok: false, seen: 'answered 503', ms: 1 };
    noteCheck({ ctx, input: { monitor: 'web-ui', own, before: { ...before, changes: [] } } });
  }
  expect(stateOf()).toBe('major_outage');
  const [incident] = listOpen(ctx);
  updateIncident({ ctx, input: { incident: incident?.id ?? '', state: 'resolved' } });
  expect(stateOf()).toBe('major_outage');
  now += 60_000;
  keepComponents({ ...ctx, settings: { ...ctx.settings, monitors: [] } });
  expect(stateOf()).toBe('operational');
});
