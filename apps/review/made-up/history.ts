/** What the made-up project has looked like: runs, components, and the pictures of one example. */
import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { chance } from './random.ts';
import { minutesAgo, reviewShas, sha } from './records.ts';
import { imageOf, nameOf } from './rows.ts';

type Runs = ResponseOf<Operations['listRuns']>;
type Run = Runs['runs'][number];
type History = ResponseOf<Operations['getSnapshotHistory']>;
type Component = ResponseOf<Operations['getComponent']>;
type Components = ResponseOf<Operations['listComponents']>;

const project = { id: 1, name: 'web-shop' };
const runCount = 72;
const exampleCount = 1500;
const perComponent = 12;

const shaOf = (run: number) => (run === 0 ? reviewShas.after : sha(`${run} run `));

const titles = [
  'Give buttons the new accent colours',
  'Move prices above the fold',
  'Let long product names wrap in cards, tables and the basket instead of cutting them off',
  'Update icons',
];

/** Newest first. Every ninth is of the default branch, and compared with nothing. */
function runOf(place: number): Run {
  const part = (kind: string, most: number) => Math.floor(chance(kind, place) ** 3 * most);
  const rendered = 300 + Math.floor(chance('rendered', place) * 1100);
  const state =
    (['needs-review', 'success', 'success', 'failure'] as const)[place % 4] ?? 'success';
  const counts = {
    ...{ changed: part('changed', 90), added: part('added', 30), deleted: part('deleted', 20) },
    ...{
      unchanged: 1400,
      ignored: part('ignored', 6),
      unstable: part('unstable', 9),
      tolerated: 2,
    },
  };
  return {
    sha: shaOf(place),
    message: titles[place % titles.length] ?? null,
    link: null,
    completedAt: minutesAgo(6 + place * 700),
    snapshots: 1500,
    rendered,
    copied: 1500 - rendered,
    renderMs: Math.round(
      rendered * (120 + 60 * Math.sin(place / 6) + 40 * chance('render', place)),
    ),
    violations: {
      critical: place > 40 ? 4 : 1,
      serious: 12 + Math.floor(place / 8),
      moderate: 20 + part('moderate', 8),
      minor: 7,
    },
    comparison:
      place % 9 === 8
        ? null
        : {
            sha1: place === 0 ? reviewShas.before : shaOf(place + 1),
            sha2: shaOf(place),
            state,
            decision: state === 'failure' ? 'rejected' : place % 4 === 2 ? 'accepted' : null,
            counts: place === 0 ? { ...counts, changed: 42, added: 7, deleted: 3 } : counts,
          },
  };
}

export function runs({ offset = 0, limit = 50 }: { offset?: number; limit?: number }): Runs {
  const rest = Math.max(0, Math.min(limit, runCount - offset));
  return {
    project,
    runs: Array.from({ length: rest }, (_, index) => runOf(offset + index)),
    more: offset + limit < runCount,
  };
}

const pictureCount = 60;

/** Pictures of row 0 and some of those after it, as if they were of one example. */
export function history({
  component,
  offset = 0,
  limit = 50,
}: {
  component: string;
  offset?: number;
  limit?: number;
}): History {
  if (!component.includes('/')) {
    throw new TwinlensError('not_found', 'this project never had such an example');
  }
  const all = Array.from({ length: pictureCount }, (_, place): History['pictures'][number] => {
    const row = place * 2;
    const snapshotId = 2 * row + (place % 2 === 0 ? 2 : 1);
    const comparison = { sha1: reviewShas.before, sha2: reviewShas.after };
    const said = (kind: 'accepted' | 'rejected' | 'flaky', by: string) => ({
      ...{ kind, by, at: minutesAgo(30 + place * 4000), comparison },
    });
    return {
      snapshotId,
      publicId: snapshotId.toString(16).padStart(8, '0') + '0'.repeat(16),
      image: imageOf(row, place % 2 === 0 ? 'after' : 'before'),
      firstSha: place === pictureCount - 1 ? null : shaOf(place * 5),
      firstSeenAt: place === pictureCount - 1 ? null : minutesAgo(40 + place * 2000),
      current: place === 0,
      unstable: place === 3,
      decisions:
        place === 1
          ? [said('rejected', 'Alan Turing'), said('flaky', 'Grace Hopper')]
          : place === pictureCount - 1
            ? []
            : [said('accepted', 'Grace Hopper')],
    };
  });
  return { project, total: all.length, pictures: all.slice(offset, offset + limit) };
}

const latest = { sha: reviewShas.before, completedAt: minutesAgo(90) };

export function components({
  filter = '',
  offset = 0,
  limit = 100,
}: {
  filter?: string;
  offset?: number;
  limit?: number;
}): Components {
  const names = Array.from(
    { length: exampleCount / perComponent },
    (_, index) => nameOf(index * perComponent).component,
  ).filter((name) => name.toLowerCase().includes(filter.toLowerCase()));
  const page = names.slice(offset, offset + limit);
  return {
    project,
    latest,
    total: names.length,
    components: page.map((component) => ({ component, examples: perComponent })),
  };
}

export function component({ component: name }: { component: string }): Component {
  const rows = Array.from({ length: exampleCount }, (_, row) => row).filter(
    (row) => nameOf(row).component === name,
  );
  if (rows.length === 0) {
    throw new TwinlensError('not_found', 'this project never had such a component');
  }
  return {
    project,
    latest,
    total: rows.length,
    examples: rows.map((row, place) => {
      const { variant, target } = nameOf(row);
      return {
        ...{ variant, target, snapshotId: 2 * row + 1, image: imageOf(row, 'before') },
        current: place !== 10,
        firstSeenAt: minutesAgo(4000),
        pictures: 1 + (place % 5),
        flakes: place === 4 ? 2 : 0,
        unstable: place === 6,
      };
    }),
    failures: [
      {
        snapRequestId: 506,
        target: 'chrome-desktop',
        at: minutesAgo(4),
        message: `"${name}, long text" did not finish rendering within 60 s`,
      },
    ],
  };
}
