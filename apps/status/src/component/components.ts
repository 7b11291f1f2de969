/** The components a page shows, and how they stand. */
import { type ComponentState, componentStates } from '@twinlens/contract';
import { Type } from 'typebox';
import type { Context } from '../context.ts';
import { type Change, mergeSeries } from './rules.ts';

const State = Type.Enum(componentStates);

const ComponentRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.Union([Type.String(), Type.Null()]),
  position: Type.Integer(),
  created_at: Type.Integer(),
});

export interface Component {
  id: string;
  name: string;
  description: string | null;
  position: number;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** How it stands now, and since when. */
  state: ComponentState;
  since: number;
  /** How it was shown, ascending by time. */
  changes: Change[];
}

/** In the order of the settings. */
export function listComponents(ctx: Context): Component[] {
  const rows = ctx.store.all(
    ComponentRow,
    `select id, name, description, position, created_at from component
     where shown = 1 order by position`,
  );
  return rows.map(({ created_at: createdAt, ...row }) => {
    const changes = changesOf(ctx, row.id, createdAt);
    const last = changes.findLast(({ at }) => at <= ctx.now().getTime());
    return {
      ...row,
      createdAt,
      changes,
      state: last?.state ?? 'operational',
      since: last?.at ?? createdAt,
    };
  });
}

/** Names of components by id, also of those that are not shown any more. */
export const componentNames = ({ store }: Context): Map<string, string> =>
  new Map(
    store
      .all(
        Type.Object({ id: Type.String(), name: Type.String() }),
        'select id, name from component order by shown desc, position',
      )
      .map(({ id, name }) => [id, name]),
  );

const At = Type.Object({ at: Type.Integer(), state: State });
const Told = Type.Object({ incident: Type.String(), ...At.properties });

function changesOf({ store }: Context, id: string, createdAt: number): Change[] {
  const monitors = store.all(
    At,
    'select at, state from component_change where component_id = :id order by at, id',
    { id },
  );
  const told = store.all(
    Told,
    `select u.incident_id as incident, u.at, uc.after as state
     from update_component uc join incident_update u on u.id = uc.update_id
     where uc.component_id = :id order by u.at, u.created_at`,
    { id },
  );
  const incidents = Map.groupBy(told, ({ incident }) => incident);
  // It is taken for well from the first that is told of it; before that nothing is known.
  const begin = Math.min(createdAt, told[0]?.at ?? createdAt);
  const seen = [{ at: begin, state: 'operational' as const }, ...monitors];
  return mergeSeries(seen, [...incidents.values()]);
}

/** Makes the components those of the settings. Called at start. */
export function keepComponents(ctx: Context): void {
  const { store, settings } = ctx;
  const at = ctx.now().getTime();
  store.transaction(() => {
    store.run('update component set shown = 0');
    for (const [position, { id, name, description = null }] of settings.components.entries()) {
      store.run(
        `insert into component (id, name, description, position, shown, created_at)
         values (:id, :name, :description, :position, 1, :at)
         on conflict (id) do update set name = excluded.name, position = excluded.position,
           description = excluded.description, shown = 1`,
        { id, name, description, position, at },
      );
      // What its last monitor saw would stay for ever.
      const isWatched = settings.monitors.some((monitor) => monitor.component === id);
      if (!isWatched) noteState(ctx, { component: id, state: 'operational', at });
    }
  });
}

/** Notes how monitors see a component, where that is not how they saw it before. */
export function noteState(
  { store }: Context,
  { component, state, at }: { component: string; state: ComponentState; at: number },
): void {
  store.run(
    `insert into component_change (component_id, at, state)
     select :component, :at, :state
     where :state is not (select state from component_change
       where component_id = :component order by at desc, id desc limit 1)`,
    { component, at, state },
  );
}
