import { type Static, Type } from 'typebox';
import { PathId } from '../fields.ts';
import { operation } from '../operation.ts';
import { passingClasses } from './policies.ts';

/** Kinds of differences, from nothing to everything. */
export const differenceClasses = ['identical', ...passingClasses, 'changed'] as const;
export type DifferenceClass = (typeof differenceClasses)[number];

/** What was seen of two pictures: `class`, or why it could not be. Both are null until somebody has looked. */
export const Seen = Type.Object({
  class: Type.Union([Type.Null(), Type.Enum(differenceClasses)]),
  unseen: Type.Union([Type.Null(), Type.String()]),
});

const whole = Type.Integer({ minimum: 0 });
const Region = Type.Object({ x: whole, y: whole, width: whole, height: whole });
const Place = Type.Object({ x: whole, y: whole });

/** One thing that was done to the earlier picture; `content` is null where only blank space is concerned. */
const Operation = Type.Union([
  Type.Object({
    kind: Type.Literal('changed'),
    class: Type.Enum(['changed', 'subtle', 'anti-alias', 'imperceptible']),
    before: Region,
    after: Region,
    pixels: whole,
  }),
  Type.Object({
    kind: Type.Literal('inserted'),
    after: Region,
    /** Where in the earlier picture. */
    at: Place,
    content: Type.Union([Type.Null(), Region]),
    /** Whether it came in at the edge because as much went somewhere else. */
    byEdge: Type.Boolean(),
  }),
  Type.Object({
    kind: Type.Literal('removed'),
    before: Region,
    /** Where in the later picture it would be. */
    at: Place,
    content: Type.Union([Type.Null(), Region]),
    /** Whether it was pushed out at the edge because as much came somewhere else. */
    byEdge: Type.Boolean(),
  }),
  Type.Object({ kind: Type.Literal('moved'), before: Region, after: Region }),
]);
export type SeenOperation = Static<typeof Operation>;

export const getDifference = operation({
  id: 'getDifference',
  method: 'GET',
  path: '/api/a/:account/comparisons/:comparison/differences/:beforeSnapshotId/:afterSnapshotId',
  access: 'session',
  summary: 'What was seen of one changed pair: what kind of difference, and what is where.',
  params: Type.Object({
    account: PathId,
    comparison: PathId,
    beforeSnapshotId: PathId,
    afterSnapshotId: PathId,
  }),
  response: Type.Object({
    ...Seen.properties,
    /** From top to bottom of the later picture. */
    operations: Type.Array(Operation),
    /** Addresses of pictures of it; null where there is nothing to be shown. */
    images: Type.Union([
      Type.Null(),
      Type.Object({ highlight: Type.String(), mask: Type.String() }),
    ]),
  }),
});
