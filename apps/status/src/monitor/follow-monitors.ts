/**
 * Incidents that monitors open by themselves: one for each cause, which grows when more of what depends
 * on the cause goes down. People close them, unless the settings leave that to the monitors.
 */
import type { ComponentState } from '@twinlens/contract';
import { Type } from 'typebox';
import { worst } from '../component/rules.ts';
import type { Context } from '../context.ts';
import { type Incident, listOpen } from '../incident/read.ts';
import { openIncident, updateIncident } from '../incident/write.ts';
import type { MonitorSettings } from '../settings.ts';
import { listed } from '../site/words.ts';
import { causesOf } from './rules.ts';

const DownRow = Type.Object({ id: Type.String(), seen: Type.String() });

/** Brings incidents in line with which monitors are down. Within the transaction that changed one. */
export function followMonitors({ ctx }: { ctx: Context }): void {
  const { store, settings } = ctx;
  const rows = store.all(DownRow, "select id, seen from monitor where state = 'down'");
  const seen = new Map(rows.map((row) => [row.id, row.seen]));
  const watched = settings.monitors.filter(({ id }) => seen.has(id));
  const causes = causesOf(new Set(watched.map(({ id }) => id)), settings.monitors);
  const groups = Map.groupBy(watched, ({ id }) => causes.get(id) ?? id);
  const open = listOpen(ctx).filter(({ openedBy }) => openedBy === 'monitors');
  const taken = new Set<string>();
  for (const [cause, monitors] of groups) {
    const incident = findIncident(open, cause, monitors, taken);
    if (incident === null) begin(ctx, cause, monitors, seen);
    else {
      taken.add(incident.id);
      grow(ctx, incident, cause, monitors, seen);
    }
  }
  for (const incident of open) if (!taken.has(incident.id)) recover(ctx, incident);
}

/**
 * The incident of the cause; or of what the cause explains, which was seen first; or of the same
 * components, whose cause was well again before they were.
 */
function findIncident(
  open: Incident[],
  cause: string,
  monitors: MonitorSettings[],
  taken: ReadonlySet<string>,
): Incident | null {
  const free = open.filter(({ id }) => !taken.has(id));
  return (
    free.find((incident) => incident.cause === cause) ??
    free.find((incident) => monitors.some(({ id }) => id === incident.cause)) ??
    free.find(({ affected }) =>
      monitors.some(({ component }) => affected.some(({ id }) => id === component)),
    ) ??
    null
  );
}

function begin(
  ctx: Context,
  cause: string,
  monitors: MonitorSettings[],
  seen: ReadonlyMap<string, string>,
): void {
  const components = componentsOf(monitors);
  openIncident({
    ctx,
    input: {
      name: nameOf(ctx, components),
      body: bodyOf(monitors, seen),
      components,
      openedBy: 'monitors',
      cause,
    },
  });
}

function grow(
  ctx: Context,
  incident: Incident,
  cause: string,
  monitors: MonitorSettings[],
  seen: ReadonlyMap<string, string>,
): void {
  const components = componentsOf(monitors);
  const touched = new Map(
    incident.updates.flatMap((update) => update.components.map(({ id, after }) => [id, after])),
  );
  const watched = new Set(ctx.settings.monitors.map(({ component }) => component));
  const well = [...touched.keys()].filter((id) => watched.has(id) && !(id in components));
  const wanted: Record<string, ComponentState> = {
    ...Object.fromEntries(well.map((id) => [id, 'operational'])),
    ...components,
  };
  const fresh = Object.entries(wanted).filter(([id, state]) => touched.get(id) !== state);
  const name = nameOf(ctx, { ...Object.fromEntries(touched), ...components });
  ctx.store.run('update incident set cause = :cause, name = :name where id = :id', {
    cause,
    name,
    id: incident.id,
  });
  if (fresh.length === 0) return;
  updateIncident({
    ctx,
    input: {
      incident: incident.id,
      state: incident.state === 'monitoring' ? 'investigating' : incident.state,
      components: Object.fromEntries(fresh),
      body: bodyOf(monitors, seen),
    },
  });
}

function recover(ctx: Context, incident: Incident): void {
  if (incident.state === 'monitoring') return;
  const ends = ctx.settings.incidentsEndedBy === 'monitors';
  const components = Object.fromEntries(
    incident.affected.map(({ id }) => [id, 'operational' as const]),
  );
  updateIncident({
    ctx,
    input: {
      incident: incident.id,
      state: ends ? 'resolved' : 'monitoring',
      components,
      body: ends
        ? 'Our monitors see no more trouble.'
        : 'Our monitors see no more trouble. Somebody looks at it before this is closed.',
    },
  });
}

function componentsOf(monitors: readonly MonitorSettings[]): Record<string, ComponentState> {
  const byComponent = Map.groupBy(monitors, ({ component }) => component);
  return Object.fromEntries(
    [...byComponent].map(([component, of]) => [component, worst(of.map((one) => one.whenDown))]),
  );
}

function nameOf({ settings }: Context, components: Record<string, ComponentState>): string {
  const names = settings.components.filter(({ id }) => id in components).map(({ name }) => name);
  const isDown = Object.values(components).includes('major_outage');
  return `${listed(names)} ${isDown ? 'not available' : 'in trouble'}`;
}

const bodyOf = (monitors: readonly MonitorSettings[], seen: ReadonlyMap<string, string>): string =>
  `Our monitors see:\n\n${monitors.map(({ id, title }) => `- ${title}: ${seen.get(id) ?? ''}`).join('\n')}`;
