import type { DifferenceClass, Operation, Size } from './comparison.ts';

/** The class of all operations together: of what a person would say first. */
export function classOf(
  operations: readonly Operation[],
  { before, after }: { before: Size; after: Size },
): DifferenceClass {
  if (operations.length === 0) return 'identical';
  const has = (found: DifferenceClass) =>
    operations.some((operation) => operation.kind === 'changed' && operation.class === found);
  const shows = (kind: 'inserted' | 'removed') =>
    operations.some((operation) => operation.kind === kind && operation.content !== null);
  if (has('changed') || (shows('inserted') && shows('removed'))) return 'changed';
  if (shows('inserted')) return 'inserted';
  if (shows('removed')) return 'removed';
  if (operations.some(({ kind }) => kind === 'moved')) return 'moved';
  if (has('subtle')) return 'subtle';
  if (operations.some(({ kind }) => kind === 'inserted' || kind === 'removed')) {
    const sameSize = before.width === after.width && before.height === after.height;
    // Blank here and less of it there: everything between the two is elsewhere.
    return sameSize ? 'moved' : 'blank-bands';
  }
  return has('anti-alias') ? 'anti-alias' : 'imperceptible';
}
