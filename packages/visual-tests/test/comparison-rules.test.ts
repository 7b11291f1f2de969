import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeSnapshotIds, pairByName } from '../src/comparison/rules.ts';

const ids = fc
  .uniqueArray(fc.integer({ min: 1, max: 60 }))
  .map((array) => array.sort((a, b) => a - b));

test('merging two sorted arrays is comparing two sets', () => {
  fc.assert(
    fc.property(ids, ids, (before, after) => {
      const inBefore = new Set(before);
      const inAfter = new Set(after);
      expect(mergeSnapshotIds(before, after)).toEqual({
        onlyBefore: before.filter((id) => !inAfter.has(id)),
        onlyAfter: after.filter((id) => !inBefore.has(id)),
        unchangedCount: before.filter((id) => inAfter.has(id)).length,
      });
    }),
  );
});

const example = fc.record({
  component: fc.constantFrom('Button', 'Card', 'Button small'),
  variant: fc.constantFrom('small', 'large', ''),
  target: fc.constantFrom('chrome', 'firefox'),
});
const nameOf = (one: { component: string; variant: string; target: string }) =>
  `${one.component}\n${one.variant}\n${one.target}`;

/** Snapshots of a report: no two have the same names. */
const snapshots = (firstId: number) =>
  fc
    .uniqueArray(example, { selector: nameOf })
    .map((all) => all.map((one, index) => ({ ...one, id: firstId + index })));

test('pairing by name puts every snapshot in exactly one place', () => {
  fc.assert(
    fc.property(snapshots(1), snapshots(1000), (before, after) => {
      const { changed, added, deleted } = pairByName(before, after);
      for (const pair of changed) expect(nameOf(pair.before)).toBe(nameOf(pair.after));
      const afterNames = new Set(after.map(nameOf));
      const beforeNames = new Set(before.map(nameOf));
      expect(added).toEqual(after.filter((one) => !beforeNames.has(nameOf(one))));
      expect(deleted).toEqual(before.filter((one) => !afterNames.has(nameOf(one))));
      expect(changed).toHaveLength(after.length - added.length);
    }),
  );
});
