/** What made-up rows can be filtered by. */
import {
  type ChangeFilters,
  type ChosenFilter,
  changeSizes,
  chosenFilters,
  type ReviewRules,
} from '@twinlens/contract';
import type { Change } from './rows.ts';

/** Whom the pages are shown to. */
const asking = 'ada@example.com';

const viewports: Record<string, string> = {
  'chrome-desktop': '1280x720',
  'chrome-phone': '360x640',
};

const matchesPattern = (pattern: string, component: string) =>
  pattern.split('*').every((part) => component.includes(part));

function valuesOf(change: Change, { owners }: ReviewRules): Record<ChosenFilter, string[]> {
  const people = owners
    .filter(({ component }) => matchesPattern(component, change.component))
    .flatMap((rule) => rule.people);
  const row = Math.floor(((change.after ?? change.before)?.snapshotId ?? 1) / 2);
  const seen = change.difference?.class ?? null;
  return {
    component: [change.component],
    target: [change.target],
    browser: ['browser-chrome'],
    viewport: [viewports[change.target] ?? 'unknown'],
    size: seen === null ? [] : [changeSizes[row % changeSizes.length] ?? 'large'],
    class: seen === null ? [] : [seen],
    standing: [change.decision?.decision ?? 'undecided'],
    owner: people.length === 0 ? ['nobody'] : people.map((one) => (one === asking ? 'mine' : one)),
  };
}

/** Whether a row has everything that was chosen. */
export function hasChosen(
  change: Change,
  rules: ReviewRules,
  filters: ChangeFilters = {},
  apart?: ChosenFilter,
): boolean {
  const values = valuesOf(change, rules);
  return chosenFilters.every((name) => {
    const wanted = filters[name];
    return wanted === undefined || name === apart || values[name].includes(wanted);
  });
}

export function countChoices(changes: Change[], rules: ReviewRules, filters: ChangeFilters) {
  const of = (name: ChosenFilter) => {
    const kept = changes.filter((change) => hasChosen(change, rules, filters, name));
    const counts = new Map<string, number>();
    for (const value of kept.flatMap((change) => valuesOf(change, rules)[name])) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((one, other) => other.count - one.count)
      .slice(0, 1000);
  };
  return {
    component: of('component'),
    target: of('target'),
    browser: of('browser'),
    viewport: of('viewport'),
    size: of('size'),
    class: of('class'),
    standing: of('standing'),
    owner: of('owner'),
  };
}
