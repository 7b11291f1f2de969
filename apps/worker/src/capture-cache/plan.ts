import type { CapturePass, findPasses, ResponseOf } from '@twinlens/contract';
import type { Static } from 'typebox';
import type { FileState, PackageDigests } from './package-digests.ts';

export type Pass = Static<typeof CapturePass>;

export type Image = NonNullable<Pass['pictures'][number]['image']>;

/** What the server remembers under the keys that were asked for. */
export type Remembered = NonNullable<ResponseOf<typeof findPasses>>;

interface Named {
  component: string;
  variant: string;
}

/** An example that is known to show up again, in its place. */
export interface KnownExample extends Named {
  /** To be copied; null where it is rendered all the same, or was skipped. */
  image: Image | null;
  /** Whether the page skipped it. */
  skipped: boolean;
  /** Whether a picture is to be taken all the same. */
  rendered: boolean;
  /** What the page had asked for when it showed it. */
  files: readonly FileState[];
}

/** What need not be rendered again. */
export interface Plan {
  /** By place; of a package without holes, of documents with one for each that is not known. */
  known: readonly (KnownExample | undefined)[];
  /** Whether nothing beyond them is to be shown, of a package. */
  onlyKnown: boolean;
  /** Whether these are all there is, and none of them has to be rendered. */
  complete: boolean;
  /** Ids of the passes that pictures are copied from. */
  used: number[];
  /** For the person who asked: why something is rendered. */
  reasons: string[];
}

export const nothingKnown: Plan = {
  known: [],
  onlyKnown: false,
  complete: false,
  used: [],
  reasons: [],
};

/** Tells examples apart, as text for sets. */
export const nameOf = ({ component, variant }: Named) => JSON.stringify([component, variant]);

/** How many of the files of a pass, from the first on, the package has as they were then. */
export function countSame(pass: Pass, digests: PackageDigests): number {
  const changed = pass.files.findIndex(({ path, digest }) => digests.of(path) !== digest);
  return changed === -1 ? pass.files.length : changed;
}

/** What has become of a file that is not what it was in a pass. */
export function changeOf({ path, digest }: FileState, digests: PackageDigests): string {
  if (digest === null) return `${path} is there now`;
  return digests.of(path) === null ? `${path} is gone` : `${path} has changed`;
}

/** The reasons that have a count, in words. */
export function reasonsOf(counts: { turnedOff: number; unsure: number }): string[] {
  const { turnedOff, unsure } = counts;
  return [
    ...(turnedOff > 0 ? [`the cache is turned off for ${turnedOff}`] : []),
    ...(unsure > 0 ? [`${unsure} may look different every time`] : []),
  ];
}
