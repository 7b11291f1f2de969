/** Filters and their values in plain words. */
import type { ChangeSize, TargetBrowser } from '../../api/entities.ts';
import { targetWords } from '../../ui/target-words.ts';
import { differenceClasses, differenceWords } from '../difference-words.ts';
import { rowStandings, standingWords } from './arrangement.ts';
import { browsers, changeSizes, type FilterName } from './row-filters.ts';

export const filterWords: Record<FilterName, { label: string; any: string }> = {
  standing: { label: 'Decided or not', any: 'Any decision' },
  difference: { label: 'Kind of difference', any: 'Any difference' },
  size: { label: 'Size of the change', any: 'Any size' },
  component: { label: 'Component', any: 'Any component' },
  target: { label: 'Target', any: 'Any target' },
  browser: { label: 'Browser', any: 'Any browser' },
  viewport: { label: 'Viewport', any: 'Any viewport' },
  owner: { label: 'Owner', any: 'Any owner' },
};

const sizeWords: Record<ChangeSize, string> = {
  tiny: 'Tiny, below 0.1 %',
  small: 'Small, below 5 %',
  large: 'Large, from 5 %',
};

const browserWords: Record<TargetBrowser, string> = {
  ...targetWords,
  unknown: 'Browser not known',
};

const ownerWords = { mine: 'Mine', nobody: 'Nobody’s' };

const named: Partial<Record<FilterName, Readonly<Record<string, string>>>> = {
  standing: standingWords,
  difference: Object.fromEntries(
    differenceClasses.map((one) => [one, differenceWords[one].short] as const),
  ),
  size: sizeWords,
  browser: browserWords,
  viewport: { unknown: 'Viewport not known' },
  owner: ownerWords,
};

export const valueWords = (name: FilterName, value: string): string =>
  named[name]?.[value] ?? (name === 'viewport' ? value.replace('x', ' × ') : value);

/** Values that have an order of their own; others stand as they come, most rows first. */
const ordered: Partial<Record<FilterName, readonly string[]>> = {
  standing: rowStandings,
  difference: differenceClasses,
  size: changeSizes,
  browser: browsers,
};

export function inOrder<T extends { value: string }>(name: FilterName, choices: readonly T[]): T[] {
  const order = ordered[name];
  if (order === undefined) return [...choices];
  return choices.toSorted((one, other) => order.indexOf(one.value) - order.indexOf(other.value));
}
