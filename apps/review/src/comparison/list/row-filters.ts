/** What rows are filtered by, beside their names, and where that stands in the address. Pure. */
import type { ChangeKind, ChangeSize, RowFilters, TargetBrowser } from '../../api/entities.ts';
import { hasDifferences, parseDifference } from '../difference-words.ts';
import { needsDecision, rowStandings } from './arrangement.ts';

export type FilterName = keyof RowFilters;

/** In the order they are offered, with their names in the address. */
const addresses = {
  standing: 's',
  difference: 'd',
  size: 'size',
  component: 'component',
  target: 'target',
  browser: 'browser',
  viewport: 'viewport',
  owner: 'owner',
} as const satisfies Record<FilterName, string>;

export const filterNames = Object.keys(addresses) as FilterName[];

type FilterSearch = { [name in (typeof addresses)[FilterName]]?: string | undefined };

export const noFilters: RowFilters = {
  standing: null,
  difference: null,
  size: null,
  component: null,
  target: null,
  browser: null,
  viewport: null,
  owner: null,
};

export const changeSizes: ChangeSize[] = ['tiny', 'small', 'large'];

export const browsers: TargetBrowser[] = [
  'browser-chrome',
  'browser-edge',
  'browser-firefox',
  'browser-safari',
  'browser-ios-safari',
  'browser-ipad-safari',
  'browser-accessibility',
  'unknown',
];

/** Whether rows of a kind can be filtered by it. */
export function isOffered(name: FilterName, kind: ChangeKind): boolean {
  if (name === 'standing') return needsDecision(kind);
  return name === 'difference' || name === 'size' ? hasDifferences(kind) : true;
}

/** One of some choices, or nothing: people edit addresses. */
const oneOf = <T extends string>(choices: readonly T[], text: string | undefined): T | null =>
  choices.find((choice) => choice === text) ?? null;

const like = (pattern: RegExp, text: string | undefined) =>
  text !== undefined && pattern.test(text) ? text : null;

export function parseFilters(kind: ChangeKind, search: FilterSearch): RowFilters {
  const found: RowFilters = {
    standing: oneOf(rowStandings, search.s),
    difference: parseDifference(search.d),
    size: oneOf(changeSizes, search.size),
    component: like(/^.{1,1000}$/s, search.component),
    target: like(/^.{1,200}$/s, search.target),
    browser: oneOf(browsers, search.browser),
    viewport: like(/^(\d{1,5}x\d{1,5}|unknown)$/, search.viewport),
    owner: like(/^(mine|nobody|[^\s@]+@[^\s@]+)$/, search.owner),
  };
  const ignored = filterNames.filter((name) => !isOffered(name, kind));
  return { ...found, ...Object.fromEntries(ignored.map((name) => [name, null])) };
}

/** One value of a filter, as a field has it, as the choice it stands for; an empty one for all. */
export const choiceOf = (
  kind: ChangeKind,
  name: FilterName,
  value: string,
): Partial<RowFilters> => ({
  [name]: parseFilters(kind, { [addresses[name]]: value })[name],
});

/** What of the address a choice changes. */
export const addressOf = (choice: Partial<RowFilters>): FilterSearch =>
  Object.fromEntries(
    filterNames
      .filter((name) => name in choice)
      .map((name) => [addresses[name], choice[name] ?? undefined]),
  );

export const chosenFilters = (filters: RowFilters): FilterName[] =>
  filterNames.filter((name) => filters[name] !== null);
