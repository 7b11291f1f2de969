/** What two reports have in common, by the names of their pixels. Pure. */
import type { ReportManifest } from '@twinlens/contract';

export type Outcome = 'unknown' | 'differs' | 'same';

export interface ManifestComparison {
  outcome: Outcome;
  same: number;
  /** As people write them; also what is new and what is gone. */
  differing: string[];
  /** Of which nobody can say anything. */
  unknown: string[];
}

type Snapshot = ReportManifest['snapshots'][number];

const keyOf = ({ component, variant, target }: Snapshot) =>
  JSON.stringify([component, variant, target]);
const nameOf = ({ component, variant, target }: Snapshot) => `${component}/${variant}, ${target}`;

/** Never says that something is the same which it cannot know. */
export function compareManifests(
  baseline: ReportManifest,
  rendered: ReportManifest,
): ManifestComparison {
  const before = new Map(baseline.snapshots.map((one) => [keyOf(one), one]));
  const found: ManifestComparison = { outcome: 'same', same: 0, differing: [], unknown: [] };
  for (const snapshot of rendered.snapshots) {
    const old = before.get(keyOf(snapshot));
    before.delete(keyOf(snapshot));
    if (old === undefined) found.differing.push(`${nameOf(snapshot)} (new)`);
    else if (old.pixels === null || snapshot.pixels === null) found.unknown.push(nameOf(snapshot));
    else if (old.pixels === snapshot.pixels) found.same += 1;
    else found.differing.push(nameOf(snapshot));
  }
  for (const gone of before.values()) found.differing.push(`${nameOf(gone)} (gone)`);
  const isUnknown = found.unknown.length > 0 || found.same === 0;
  return {
    ...found,
    outcome: found.differing.length > 0 ? 'differs' : isUnknown ? 'unknown' : 'same',
  };
}
