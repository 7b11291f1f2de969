/** Rows of comparisons and reports, of any number, each made when it is asked for. */
import { differenceClasses, type Operations, type ResponseOf } from '@twinlens/contract';
import { isAnimated, lengthOf } from './animation.ts';
import { isUnstableRow, type Side, sizeOf } from './picture.ts';
import { chance } from './random.ts';
import { reviewShas } from './records.ts';
import { flaky, remembered } from './said-before.ts';

export type Change = ResponseOf<Operations['listChanges']>['changes'][number];
type Difference = ResponseOf<Operations['getDifference']>;
export type Snapshot = ResponseOf<Operations['getReport']>['snapshots'][number];
export type Kind =
  | 'changed'
  | 'added'
  | 'deleted'
  | 'unchanged'
  | 'ignored'
  | 'unstable'
  | 'tolerated';

const families = ['Avatar', 'Badge', 'Button', 'Card', 'Checkbox', 'Dialog', 'Dropdown', 'Field'];
const moods = ['default', 'hover', 'disabled', 'with icon', 'long text', 'right to left'];
const targets = ['chrome-desktop', 'chrome-phone'];

/** Orders rows as the server does: by component, variant and target. */
export function nameOf(row: number): { component: string; variant: string; target: string } {
  const perComponent = moods.length * targets.length;
  const component = Math.floor(row / perComponent);
  const family = families[Math.floor(component / 125) % families.length] ?? '';
  return {
    component: `${family}/${String(component % 125).padStart(3, '0')}`,
    variant: moods[Math.floor(row / targets.length) % moods.length] ?? '',
    target: targets[row % targets.length] ?? '',
  };
}

const letters = { before: 'b', after: 'a', again: 'c' };

export function imageOf(row: number, side: Side) {
  const hash = `${letters[side]}${row.toString(16).padStart(31, '0')}`;
  return {
    url: `/a/1/img/${hash}.${isAnimated(row) ? 'apng' : 'png'}`,
    ...sizeOf({ row, side }),
    animation: isAnimated(row) ? lengthOf({ row, side }) : null,
    ignored: [],
    accessibility: null,
  };
}

type Origin = 'rendered' | 'copied' | 'carried-over';

export function originOf(row: number): Origin {
  if (row % 7 === 6) return 'carried-over';
  return row % 7 === 4 ? 'copied' : 'rendered';
}

function sourceOf(row: number) {
  return originOf(row) === 'carried-over'
    ? { snapRequestId: null, copied: false, carriedOverFrom: reviewShas.before }
    : { snapRequestId: 501, copied: originOf(row) === 'copied', carriedOverFrom: null };
}

function timingsOf(row: number) {
  if (originOf(row) !== 'rendered') return { renderMs: null, waitMs: null, screenshotMs: null };
  return {
    renderMs: 20 + Math.floor(chance('render', row) * 400),
    waitMs: Math.floor(chance('wait', row) * 150),
    screenshotMs: 15 + Math.floor(chance('screenshot', row) * 60),
  };
}

/**
 * Unstable ones, and the third of those that changed, look different when they are captured again; of
 * one it was only the baseline that did.
 */
const looksDifferentAgain = (kind: Kind, row: number) =>
  (isUnstableRow(row) && row !== 1502) || (kind === 'changed' && row === 2);

/** What was seen of a row that is a pair. Some have not been looked at, and one could not be. */
function seenOf(kind: Kind, row: number): Pick<Change, 'difference' | 'toleratedWhy' | 'change'> {
  if (kind === 'added' || kind === 'deleted' || kind === 'unchanged') {
    return { difference: null, toleratedWhy: null, change: null };
  }
  if (kind === 'tolerated') {
    return row % 2 === 0
      ? {
          difference: { class: 'anti-alias', unseen: null },
          toleratedWhy: 'anti-alias passes',
          change: null,
        }
      : {
          difference: { class: 'subtle', unseen: null },
          toleratedWhy: 'within 0.002',
          change: null,
        };
  }
  if (row === 5) {
    const unseen = 'animated pictures are not looked at';
    return { difference: { class: null, unseen }, toleratedWhy: null, change: null };
  }
  const seen = differenceClasses[1 + (row % (differenceClasses.length - 1))] ?? null;
  // Every third row shares its change with others.
  const change = row % 3 === 0 ? `header-${row % 2}` : `only-${row}`;
  return { difference: { class: seen, unseen: null }, toleratedWhy: null, change };
}

/** What is where in a row, beside its class. */
export function operationsOf(row: number): Difference['operations'] {
  const { width, height } = imageOf(row, 'before');
  const band = { x: 0, y: 24, width, height: 16 };
  return [
    { kind: 'changed', class: 'changed', before: band, after: band, pixels: 311 },
    {
      kind: 'inserted',
      after: { ...band, y: 60 },
      at: { x: 0, y: 60 },
      content: null,
      byEdge: false,
    },
    {
      kind: 'removed',
      before: { ...band, y: 80 },
      at: { x: 0, y: 96 },
      content: band,
      byEdge: true,
    },
    {
      kind: 'moved',
      before: { x: 4, y: 8, width: 20, height: 9 },
      after: { x: 4, y: height - 12, width: 20, height: 9 },
    },
  ];
}

/** Rows that were accepted in another comparison. */
const rememberedRows = new Set([8, 9]);

export function changeOf(kind: Kind, row: number): Change {
  const sameSide = kind === 'unchanged' ? 'before' : 'after';
  return {
    ...nameOf(row),
    before:
      kind === 'added'
        ? null
        : {
            snapshotId: 2 * row + 1,
            image: imageOf(row, 'before'),
            again: row === 1502 ? imageOf(row, 'after') : null,
          },
    after:
      kind === 'deleted'
        ? null
        : {
            snapshotId: kind === 'unchanged' ? 2 * row + 1 : 2 * row + 2,
            image: imageOf(row, sameSide),
            timings: timingsOf(row),
            ...sourceOf(row),
            again: looksDifferentAgain(kind, row) ? imageOf(row, 'again') : null,
          },
    ...seenOf(kind, row),
    groupSize: 1,
    threads: { open: 0, resolved: 0 },
    decision:
      kind === 'ignored'
        ? flaky
        : kind === 'changed' && rememberedRows.has(row)
          ? remembered
          : null,
  };
}

export function snapshotOf(row: number): Snapshot {
  return {
    ...nameOf(row),
    id: 2 * row + 1,
    image: imageOf(row, 'before'),
    timings: timingsOf(row),
    ...sourceOf(row),
  };
}

/** The same as a capture that failed has kept it. */
export function keptOf(row: number): Pick<Snapshot, 'component' | 'variant' | 'target' | 'image'> {
  return { ...nameOf(row), image: imageOf(row, 'before') };
}

export function matches(row: number, filter: string): boolean {
  const { component, variant, target } = nameOf(row);
  const name = `${component} ${variant} ${target}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(' ')
    .every((word) => name.includes(word));
}
