import { Type } from 'typebox';
import { Component, ProjectName, Sha, TargetName, Time, Variant } from '../fields.ts';
import { operation } from '../operation.ts';
import { SnapshotContent, SnapshotId } from './snapshots.ts';

export const Flake = Type.Object({
  project: Type.String(),
  component: Type.String(),
  variant: Type.String(),
  target: Type.String(),
  snapshots: Type.Array(Type.Object(SnapshotContent)),
  comparison: Type.Union([
    Type.Null(),
    Type.Object({
      sha1: Type.String(),
      sha2: Type.String(),
      status: Type.String(),
      url: Type.String(),
      createdAt: Time,
      diffs: Type.Integer(),
      unchanged: Type.Integer(),
      added: Type.Integer(),
      deleted: Type.Integer(),
      link: Type.Union([Type.String(), Type.Null()]),
      message: Type.Union([Type.String(), Type.Null()]),
      project: Type.String(),
    }),
  ]),
});

export const listFlakes = operation({
  id: 'listFlakes',
  method: 'GET',
  path: '/api/flake',
  access: 'client',
  summary: 'Pairs of pictures reported as flaky, newest first.',
  query: Type.Object({
    project: Type.Optional(ProjectName),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
    page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 }),
    component: Type.Optional(Component),
    variant: Type.Optional(Variant),
    target: Type.Optional(TargetName),
    sha: Type.Optional(Sha),
  }),
  response: Type.Array(Flake),
});

const ComparedPair = Type.Object({ snapshot1Id: SnapshotId, snapshot2Id: SnapshotId });

export const ignoreDiff = operation({
  id: 'ignoreDiff',
  method: 'POST',
  path: '/api/ignored-diffs',
  access: 'client',
  summary:
    'Ignore a pair of pictures that changed in a comparison, there and in every other. For clients with a threshold of their own. Repeatable.',
  body: ComparedPair,
  response: ComparedPair,
});
