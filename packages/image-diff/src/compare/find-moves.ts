/** Finds what is gone in one place and there in another. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import type { MovedOperation, Operation } from './comparison.ts';
import { judgePair } from './judge-pair.ts';
import { piecesOf } from './pieces.ts';

/** What is smaller looks like many other things: dots, ticks, letters. Pixels. */
const smallest = 300;

/** With more operations than this, whatever moved is the least of it. */
const mostOperations = 120;

/** Something to be seen in one of the pictures, in the place of an operation. */
interface Piece {
  operation: Operation;
  region: Region;
}

/** Replaces operations that together say that something moved. */
export function findMoves(
  kernel: Kernel,
  pictures: { before: Picture; after: Picture },
  operations: Operation[],
): Operation[] {
  const candidates = operations.filter(mayHaveMoved);
  const has = (kind: Operation['kind']) => candidates.some((operation) => operation.kind === kind);
  const isOneWay = !has('changed') && !(has('inserted') && has('removed'));
  if (isOneWay || candidates.length > mostOperations) return operations;
  const gone = candidates.flatMap((operation) =>
    operation.kind === 'inserted'
      ? []
      : look(kernel, pictures.before, operation, shownIn(operation, operation.before)),
  );
  const come = candidates.flatMap((operation) =>
    operation.kind === 'removed'
      ? []
      : look(kernel, pictures.after, operation, shownIn(operation, operation.after)),
  );
  const moves = matched(gone, come, ({ region: before }, { region: after }) => {
    if (before.width !== after.width || before.height !== after.height) return false;
    const differences = judgePair(kernel, pictures, { before, after });
    return differences.every((found) => found.class !== 'changed' && found.class !== 'subtle');
  });
  const explained = new Set(moves.flat());
  // All that is to be seen of an operation has to be somewhere else: what is left would be a change.
  const unexplained = new Set(
    [...gone, ...come].filter((piece) => !explained.has(piece)).map(({ operation }) => operation),
  );
  const isMove = (move: [Piece, Piece]) =>
    move.every(({ operation }) => !unexplained.has(operation));
  const found = moves.filter(isMove);
  const replaced = new Set(found.flat().map(({ operation }) => operation));
  return [
    ...operations.filter((operation) => !replaced.has(operation)),
    ...found.map(
      ([from, to]): MovedOperation => ({ kind: 'moved', before: from.region, after: to.region }),
    ),
  ];
}

/** Where there is something to be seen in the place of an operation. */
const shownIn = (operation: Operation, region: Region): Region =>
  operation.kind === 'inserted' || operation.kind === 'removed'
    ? (operation.content ?? region)
    : region;

const mayHaveMoved = (operation: Operation) =>
  operation.kind === 'changed'
    ? operation.class === 'changed'
    : operation.kind !== 'moved' && operation.content !== null;

/** Whether two pieces are the same thing, however its edges are smoothed where it is now. */
type LookAlike = (from: Piece, to: Piece) => boolean;

/**
 * Pieces that look alike, each with one other, in a place where they have not been. Small ones look like
 * many others: they go where a large one has gone.
 */
function matched(gone: Piece[], come: Piece[], lookAlike: LookAlike): [Piece, Piece][] {
  const waiting = new Set(come);
  const match = (pieces: Piece[], suits: (way: string) => boolean) =>
    pieces.flatMap((from): [Piece, Piece][] => {
      const to = waiting
        .values()
        .find((other) => suits(wayOf(from, other)) && lookAlike(from, other));
      if (to === undefined) return [];
      waiting.delete(to);
      return [[from, to]];
    });
  const isLarge = ({ region }: Piece) => region.width * region.height >= smallest;
  const large = match(gone.filter(isLarge), (way) => way !== '0 0');
  const ways = new Set(large.map(([from, to]) => wayOf(from, to)));
  const small = match(
    gone.filter((piece) => !isLarge(piece)),
    (way) => ways.has(way),
  );
  return [...large, ...small];
}

/** How far something moved. */
const wayOf = (from: Piece, to: Piece) =>
  `${to.region.x - from.region.x} ${to.region.y - from.region.y}`;

const look = (kernel: Kernel, picture: Picture, operation: Operation, region: Region): Piece[] =>
  piecesOf(kernel, picture, region).map((piece) => ({ operation, region: piece }));
