import type { DifferenceClass, Operation } from './comparison.ts';

/** The class of all operations together: of what a person would say first. */
export function classOf(operations: readonly Operation[]): DifferenceClass {
  if (operations.length === 0) return 'identical';
  const has = (found: DifferenceClass) =>
    operations.some((operation) => operation.kind === 'changed' && operation.class === found);
  const shows = (kind: 'inserted' | 'removed') =>
    operations.some(
      (operation) => operation.kind === kind && operation.content !== null && !operation.byEdge,
    );
  if (has('changed') || (shows('inserted') && shows('removed'))) return 'changed';
  if (shows('inserted')) return 'inserted';
  if (shows('removed')) return 'removed';
  if (operations.some(({ kind }) => kind === 'moved')) return 'moved';
  if (has('subtle')) return 'subtle';
  const isBlank = (kind: 'inserted' | 'removed') =>
    operations.some((operation) => operation.kind === kind && !operation.byEdge);
  // Blank here and less of it there: everything between the two is elsewhere.
  if (isBlank('inserted') && isBlank('removed')) {
    return operations.every(isHair) ? 'anti-alias' : 'moved';
  }
  if (isBlank('inserted') || isBlank('removed')) return 'blank-bands';
  return has('anti-alias') ? 'anti-alias' : 'imperceptible';
}

/** Whether it is a band so thin that what is beside it was only rounded to another pixel. */
function isHair(operation: Operation): boolean {
  if (operation.kind !== 'inserted' && operation.kind !== 'removed') return true;
  const { width, height } = operation.kind === 'inserted' ? operation.after : operation.before;
  return Math.min(width, height) <= 1;
}
