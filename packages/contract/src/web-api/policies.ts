import { type Static, Type } from 'typebox';
import { DeepCompare } from '../client-api/reports.ts';
import { Component, Id, PathId, TargetName, Variant } from '../fields.ts';
import { operation } from '../operation.ts';

/** Kinds of differences that may pass without a review. `changed` never does. */
export const passingClasses = [
  'imperceptible',
  'anti-alias',
  'blank-bands',
  'subtle',
  'moved',
  'inserted',
  'removed',
] as const;
export type PassingClass = (typeof passingClasses)[number];

const Passes = Type.Array(Type.Enum(passingClasses), {
  maxItems: passingClasses.length,
  uniqueItems: true,
});

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([Type.Null(), schema]);

/** What holds for single examples instead; null where what holds for the others does. */
const PolicyRule = Type.Object({
  component: Component,
  /** Null for all of them. */
  variant: orNull(Variant),
  target: orNull(TargetName),
  deepCompare: orNull(DeepCompare),
  passes: orNull(Passes),
});

/** Which differences of a project need no review. */
export const Policy = Type.Object({
  /** Holds where a run does not say otherwise. */
  deepCompare: orNull(DeepCompare),
  passes: Passes,
  rules: Type.Array(PolicyRule, { maxItems: 500 }),
});
export type Policy = Static<typeof Policy>;

const ProjectPath = Type.Object({ account: PathId, project: PathId });
const ProjectPolicy = Type.Object({
  project: Type.Object({ id: Id, name: Type.String() }),
  policy: Policy,
});

export const getPolicy = operation({
  id: 'getPolicy',
  method: 'GET',
  path: '/api/a/:account/p/:project/policy',
  access: 'session',
  summary: 'Which differences of a project pass without a review.',
  params: ProjectPath,
  response: ProjectPolicy,
});

export const setPolicy = operation({
  id: 'setPolicy',
  method: 'PUT',
  path: '/api/a/:account/p/:project/policy',
  access: 'session',
  summary:
    'Say which differences pass without a review, from the next comparison on. Administrators only.',
  params: ProjectPath,
  body: Policy,
  response: ProjectPolicy,
});
