/** What a comparison found, one after the other, as people are led through it. Pure. */
import {
  type Comparison,
  type Operation,
  type Region,
  shownOf,
} from '@twinlens/image-diff/browser';
import type { Point } from '../viewport/geometry.ts';

export interface ChangedRegion {
  operation: Operation;
  kind: Operation['kind'];
  /** Where it is in each picture; of no height where it is not, but would be. */
  before: Region;
  after: Region;
}

export function regionsOf(comparison: Comparison): ChangedRegion[] {
  return joinMoves(shownOf(comparison)).map((operation) => ({
    operation,
    kind: operation.kind,
    ...placesOf(operation),
  }));
}

/** Pixels between parts of one thing that moved: lines of a text, a heading and its button. */
const nearby = 64;

/** Parts that moved the same way and lie close to each other are one region to people. */
function joinMoves(operations: Operation[]): Operation[] {
  const joined: Operation[] = [];
  for (const operation of operations) {
    const index =
      operation.kind === 'moved' ? joined.findIndex((one) => isSameMove(one, operation)) : -1;
    const found = joined[index];
    if (operation.kind === 'moved' && found?.kind === 'moved') {
      joined[index] = {
        kind: 'moved',
        before: around(found.before, operation.before),
        after: around(found.after, operation.after),
      };
    } else joined.push(operation);
  }
  return joined;
}

function isSameMove(one: Operation, { before, after }: { before: Region; after: Region }): boolean {
  return (
    one.kind === 'moved' &&
    one.after.x - one.before.x === after.x - before.x &&
    one.after.y - one.before.y === after.y - before.y &&
    after.y <= one.after.y + one.after.height + nearby &&
    one.after.y <= after.y + after.height + nearby
  );
}

function around(one: Region, other: Region): Region {
  const x = Math.min(one.x, other.x);
  const y = Math.min(one.y, other.y);
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  };
}

function placesOf(operation: Operation): { before: Region; after: Region } {
  if (operation.kind === 'inserted') {
    const after = operation.content ?? operation.after;
    return { before: { ...operation.at, width: after.width, height: 0 }, after };
  }
  if (operation.kind === 'removed') {
    const before = operation.content ?? operation.before;
    return { before, after: { ...operation.at, width: before.width, height: 0 } };
  }
  return { before: operation.before, after: operation.after };
}

/** How far the earlier picture is to be moved to have this region where the later one has it. */
export const offsetOf = ({ before, after }: ChangedRegion): Point => ({
  x: before.x - after.x,
  y: before.y - after.y,
});
