/** Takes the outcome of a check: keeps it, judges the monitor, and has incidents follow. */
import { type ComponentState, TwinlensError } from '@twinlens/contract';
import { Type } from 'typebox';
import { noteState } from '../component/components.ts';
import { worst } from '../component/rules.ts';
import type { Context } from '../context.ts';
import { followMonitors } from './follow-monitors.ts';
import { checksKept, type Judged, judge } from './rules.ts';

/** What came of looking at something once. */
export interface Outcome {
  ok: boolean;
  /** For a person: what was seen. */
  seen: string;
  /** How long it took. Milliseconds. */
  ms: number;
}

interface NewCheck {
  monitor: string;
  /** As all places agree on it; without it, this one is the only one. */
  outcome?: Outcome;
  /** As seen from here. */
  own: Outcome;
  /** What is known of the monitor so far. */
  before: Judged;
}

const Ok = Type.Object({ ok: Type.Integer() });
const MonitorRow = Type.Object({ id: Type.String(), state: Type.Enum(['unknown', 'up', 'down']) });

/** @returns what the monitor is now */
export function noteCheck({ ctx, input }: { ctx: Context; input: NewCheck }): Judged {
  const { store, settings } = ctx;
  const { monitor, own, outcome = own, before } = input;
  const of = settings.monitors.find(({ id }) => id === monitor);
  if (of === undefined) throw new TwinlensError('internal', `there is no monitor ${monitor}`);
  const at = ctx.now().getTime();
  return store.transaction(() => {
    store.run(
      `insert into check_result (monitor, at, ok, ms, seen)
       values (:monitor, :at, :ok, :ms, :seen)`,
      { monitor, at, ok: outcome.ok ? 1 : 0, ms: outcome.ms, seen: outcome.seen },
    );
    const recent = store
      .all(
        Ok,
        'select ok from check_result where monitor = :monitor order by id desc limit :count',
        { monitor, count: checksKept },
      )
      .map(({ ok }) => ok === 1)
      .toReversed();
    const judged = judge(before, recent, of, at);
    store.run(
      `insert into monitor (id, state, since, seen, checked_at, own_ok, own_seen, own_ms)
       values (:monitor, :state, :at, :seen, :at, :ownOk, :ownSeen, :ownMs)
       on conflict (id) do update set state = excluded.state, seen = excluded.seen,
         checked_at = excluded.checked_at, own_ok = excluded.own_ok, own_seen = excluded.own_seen,
         own_ms = excluded.own_ms,
         since = case when state = excluded.state then since else excluded.since end`,
      {
        ...{ monitor, state: judged.state, at, seen: outcome.seen },
        ...{ ownOk: own.ok ? 1 : 0, ownSeen: own.seen, ownMs: own.ms },
      },
    );
    if (judged.state !== 'unknown') {
      noteState(ctx, { component: of.component, state: seenState(ctx, of.component), at });
    }
    if (judged.state !== before.state) followMonitors({ ctx });
    return judged;
  });
}

/** The worst that the monitors of a component say of it. */
function seenState({ store, settings }: Context, component: string): ComponentState {
  const down = new Set(
    store.all(MonitorRow, "select id, state from monitor where state = 'down'").map(({ id }) => id),
  );
  const states = settings.monitors
    .filter((monitor) => monitor.component === component && down.has(monitor.id))
    .map(({ whenDown }) => whenDown);
  return worst(states);
}

/** What the store knows of a monitor: where a program that was stopped goes on. */
export function knownState({ ctx, input }: { ctx: Context; input: { monitor: string } }): Judged {
  const row = ctx.store.first(MonitorRow, 'select id, state from monitor where id = :id', {
    id: input.monitor,
  });
  return { state: row?.state ?? 'unknown', changes: [] };
}
