import { type Static, Type } from 'typebox';
import { Component, PathId, RowFilter, TargetName } from '../fields.ts';
import { operation } from '../operation.ts';
import { targetTypes } from '../target-types.ts';
import { differenceClasses } from './differences.ts';

export const changeKinds = [
  'changed',
  'added',
  'deleted',
  'unstable',
  'tolerated',
  'unchanged',
  'ignored',
] as const;

/** How a row stands. */
export const rowStandings = ['undecided', 'accepted', 'rejected'] as const;

/** Which share of the later picture differs: below a thousandth, below a twentieth, or more. */
export const changeSizes = ['tiny', 'small', 'large'] as const;

/** Of a target none of whose captures is known. */
const unknown = 'unknown';

/** What keeps rows of a list. All that are given have to hold. */
export const changeFilters = Type.Object({
  filter: Type.Optional(RowFilter),
  /** Keeps pairs with this kind of difference. */
  class: Type.Optional(Type.Enum(differenceClasses)),
  component: Type.Optional(Component),
  target: Type.Optional(TargetName),
  /** By the kind of browser their target asks for. */
  browser: Type.Optional(Type.Enum([...targetTypes, unknown])),
  /** By the viewport their target asks for, such as `1280x720`. */
  viewport: Type.Optional(Type.String({ pattern: `^(\\d{1,5}x\\d{1,5}|${unknown})$` })),
  /** Keeps pairs of which this share differs. */
  size: Type.Optional(Type.Enum(changeSizes)),
  /** Keeps what stands like this; of changed, added and deleted only. */
  standing: Type.Optional(Type.Enum(rowStandings)),
  /** By who owns the component: whoever asks, an e-mail address, or nobody. */
  owner: Type.Optional(
    Type.String({ maxLength: 320, pattern: '^(mine|nobody|[^\\s@]+@[^\\s@]+)$' }),
  ),
});
export type ChangeFilters = Static<typeof changeFilters>;

/** The filters that are a choice between values. */
export const chosenFilters = [
  'component',
  'target',
  'browser',
  'viewport',
  'size',
  'class',
  'standing',
  'owner',
] as const;
export type ChosenFilter = (typeof chosenFilters)[number];

/** A value, and how many rows there are with it. */
const Choices = Type.Array(
  Type.Object({ value: Type.String(), count: Type.Integer({ minimum: 1 }) }),
);

export const getChangeFilters = operation({
  id: 'getChangeFilters',
  method: 'GET',
  path: '/api/a/:account/comparisons/:comparison/changes/filters',
  access: 'session',
  summary:
    'What rows of one kind can be filtered by, and how many there would be with each choice while the other filters stay. The 1000 components with most rows.',
  params: Type.Object({ account: PathId, comparison: PathId }),
  query: Type.Object({ kind: Type.Enum(changeKinds), ...changeFilters.properties }),
  response: Type.Object({
    component: Choices,
    target: Choices,
    browser: Choices,
    viewport: Choices,
    size: Choices,
    class: Choices,
    standing: Choices,
    owner: Choices,
  } satisfies Record<ChosenFilter, typeof Choices>),
});
