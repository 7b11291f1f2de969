/** Rows of comparisons and reports, of any number, each made when it is asked for. */
import type { Operations, ResponseOf } from '@twinlens/contract';
import { isAnimated, lengthOf } from './animation.ts';
import { isUnstableRow, type Side, sizeOf } from './picture.ts';
import { chance } from './random.ts';
import { reviewShas } from './records.ts';

export type Change = ResponseOf<Operations['listChanges']>['changes'][number];
export type Snapshot = ResponseOf<Operations['getReport']>['snapshots'][number];
export type Kind = 'changed' | 'added' | 'deleted' | 'unchanged' | 'ignored' | 'unstable';

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
  return `${component}\n${variant}\n${target}`.toLowerCase().includes(filter.toLowerCase());
}
