/** The states of incidents. Pure. */
import {
  type ComponentState,
  type IncidentState,
  incidentStates,
  type MaintenanceState,
  maintenanceStates,
} from '@twinlens/contract';

export type Kind = 'incident' | 'maintenance';
export type State = IncidentState | MaintenanceState;

export const statesOf = (kind: Kind): readonly State[] =>
  kind === 'incident' ? incidentStates : maintenanceStates;

/** States in which nothing is going on any more. */
export const isOver = (state: State): boolean =>
  state === 'resolved' || state === 'postmortem' || state === 'completed';

const words: Record<State, string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  postmortem: 'Postmortem',
  scheduled: 'Scheduled',
  in_progress: 'In progress',
  verifying: 'Verifying',
  completed: 'Completed',
};

export const wordOf = (state: State): string => words[state];

/** What an update is called: its state, or "Update" where that is as before. */
export const titleOf = (state: State, before: State | null): string =>
  state === before ? 'Update' : words[state];

/** What stands in place of a text nobody wrote. */
export const defaultBodies: Record<State, string> = {
  investigating: 'We are looking into it.',
  identified: 'The cause is known, and we are working on it.',
  monitoring: 'A fix is in place, and we are watching how it does.',
  resolved: 'This is over.',
  postmortem: '',
  scheduled: 'Maintenance is planned.',
  in_progress: 'The maintenance has begun.',
  verifying: 'The work is done, and we are looking whether everything is well.',
  completed: 'The maintenance is over.',
};

/**
 * How components stand from an update on: as it says; and with its end all that the incident touched is
 * well again, unless the update says otherwise.
 *
 * @param touched how the incident left each component it named so far
 */
export function componentsAfter(
  state: State,
  said: Record<string, ComponentState>,
  touched: ReadonlyMap<string, ComponentState>,
): Map<string, ComponentState> {
  // What is only announced changes nothing yet.
  if (state === 'scheduled') return new Map(Object.keys(said).map((id) => [id, 'operational']));
  const after = new Map(Object.entries(said));
  for (const [component, last] of touched) {
    if (after.has(component)) continue;
    if (isOver(state) && last !== 'operational') after.set(component, 'operational');
    if (state === 'in_progress') after.set(component, 'under_maintenance');
  }
  return after;
}
