import type { Kernel } from '../kernel/kernel.ts';
import type { Picture } from '../picture/picture.ts';
import type { InsertedOperation, Operation, RemovedOperation } from './comparison.ts';
import { reachesBottom } from './slide-band.ts';

type OneSided = InsertedOperation | RemovedOperation;

const isOneSided = (operation: Operation): operation is OneSided =>
  operation.kind === 'inserted' || operation.kind === 'removed';

const regionOf = (operation: OneSided) =>
  operation.kind === 'inserted' ? operation.after : operation.before;

/**
 * Marks what only followed from something else: where a page is cut off at a height of its own, what is
 * inserted pushes as much out at the bottom, and what is removed lets as much in.
 */
export function markEdges(
  kernel: Kernel,
  pictures: { before: Picture; after: Picture },
  operations: Operation[],
): Operation[] {
  const oneSided = operations.filter(isOneSided);
  return operations.map((operation) => {
    if (!isOneSided(operation)) return operation;
    const { x, y, width, height } = regionOf(operation);
    const picture = operation.kind === 'inserted' ? pictures.after : pictures.before;
    if (!reachesBottom(kernel, picture, regionOf(operation))) return operation;
    const others = oneSided
      .filter((other) => other.kind !== operation.kind)
      .map(regionOf)
      .filter((region) => region.x === x && region.width === width && region.y < y);
    const sum = others.reduce((total, region) => total + region.height, 0);
    return { ...operation, byEdge: sum >= height };
  });
}
