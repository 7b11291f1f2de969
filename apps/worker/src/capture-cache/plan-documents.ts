import type { PackageDigests } from './package-digests.ts';
import {
  changeOf,
  countSame,
  type KnownExample,
  nameOf,
  type Pass,
  type Plan,
  type Remembered,
  reasonsOf,
} from './plan.ts';
import type { Subject } from './subject.ts';

/** Files named to the person who asked. */
const maxNamed = 3;

/** What has changed since the pass that comes nearest. */
function nearestChange(candidates: readonly Pass[], digests: PackageDigests): string {
  const changed = candidates
    .map((pass) => ({ pass, same: countSame(pass, digests) }))
    .toSorted((one, other) => other.same - one.same)
    .flatMap(({ pass, same }) => pass.files[same] ?? []);
  return changed[0] ? changeOf(changed[0], digests) : '';
}

/** The recorded documents that were captured before with the assets they have now. */
export function planDocuments(subject: Subject, { passes, turnedOff }: Remembered): Plan {
  const { digests, keys, payload } = subject;
  const byKey = Map.groupBy(passes, ({ key }) => key);
  const names = new Set(turnedOff.map(nameOf));
  const used = new Set<number>();
  const changes = new Set<string>();
  const counts = { fresh: 0, changed: 0, turnedOff: 0, unsure: 0 };

  const known = (payload.snapPayloads ?? []).map(
    ({ component, variant }, index): KnownExample | undefined => {
      const candidates = byKey.get(keys[index] ?? '') ?? [];
      const pass = candidates.find((one) => countSame(one, digests) === one.files.length);
      const image = pass?.pictures[0]?.image;
      if (names.has(nameOf({ component, variant }))) {
        counts.turnedOff += 1;
      } else if (candidates.length === 0) {
        counts.fresh += 1;
      } else if (!pass) {
        counts.changed += 1;
        changes.add(nearestChange(candidates, digests));
      } else if (!image) {
        counts.unsure += 1;
      } else {
        used.add(pass.id);
        return { component, variant, image, skipped: false, rendered: false, files: pass.files };
      }
      return undefined;
    },
  );
  const named = [...changes].slice(0, maxNamed).join(', ');
  return {
    known,
    onlyKnown: false,
    complete: !known.includes(undefined),
    used: [...used],
    reasons: [
      ...(counts.fresh > 0 ? [`${counts.fresh} not captured before`] : []),
      ...(counts.changed > 0 ? [`${counts.changed} with other assets (${named})`] : []),
      ...reasonsOf(counts),
    ],
  };
}
