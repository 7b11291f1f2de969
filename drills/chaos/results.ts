/** What has to have come of every run, and what did. */

/** What is read of a commit. */
export interface Found {
  sha: string;
  state: string;
  description: string;
  /** Rows of its comparison, as `changed Card`. */
  changed: string[];
  snapshots: { component: string; picture: string }[];
}

export interface TakenStatus {
  sha: string;
  state: string;
  context: string;
  description: string;
}

/** Examples of every run. */
export const components = ['Button', 'Card', 'Table', 'Form', 'Menu', 'Badge'];

/** Which of them differ from the baseline in a run: known beforehand, another set in each of 64 runs. */
export const plantedIn = (number: number): string[] =>
  components.filter((_, index) => ((number >> index) & 1) === 1);

export interface Expected {
  sha: string;
  number: number;
  /** Of the client, in the end. */
  code: number;
  output: string;
}

/** Everything that is wrong with a run; empty when it ended as it has to. */
export function problemsOf(
  run: Expected,
  found: Found | undefined,
  statuses: TakenStatus[],
): string[] {
  const planted = plantedIn(run.number);
  const { length: count } = planted;
  if (run.code !== 0) return [`the client ended with ${run.code}: ${run.output.slice(-400)}`];
  if (found === undefined) return ['nothing could be read of it'];
  const names = found.snapshots.map(({ component }) => component);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const lost = components.filter((name) => !names.includes(name));
  const rows = planted.map((name) => `changed ${name}`).toSorted();
  const wanted = count === 0 ? 'success' : 'needs-review';
  const last = statuses.filter(({ sha }) => sha === run.sha).at(-1);
  const wantedStatus = count === 0 ? 'success' : 'failure';
  return [
    ...(twice.length === 0 ? [] : [`snapshots are there twice: ${twice.join(', ')}`]),
    ...(lost.length === 0 ? [] : [`snapshots are lost: ${lost.join(', ')}`]),
    ...(found.state === wanted
      ? []
      : [`it is ${found.state} (${found.description}), not ${wanted}`]),
    ...(found.changed.toSorted().join() === rows.join()
      ? []
      : [`it names ${found.changed.join(', ') || 'nothing'}, not ${rows.join(', ') || 'nothing'}`]),
    ...(last?.state === wantedStatus
      ? []
      : [`the forge was told ${last?.state ?? 'nothing'}, not ${wantedStatus}`]),
  ];
}
