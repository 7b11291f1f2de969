import type { PackageDigests } from './package-digests.ts';
import {
  changeOf,
  countSame,
  nameOf,
  nothingKnown,
  type Plan,
  type Remembered,
  reasonsOf,
} from './plan.ts';

type RememberedPass = Remembered['passes'][number];

interface Match {
  pass: RememberedPass;
  /** Files and examples before the first that is not what it was. */
  files: number;
  examples: number;
}

function matchOf(pass: RememberedPass, digests: PackageDigests): Match {
  const files = countSame(pass, digests);
  const examples = pass.pictures.filter((picture) => picture.files <= files).length;
  return { pass, files, examples };
}

/**
 * The examples of a package that show up as before: those of the pass that has most of them whose
 * every file, from the first that was asked for on, is what it was.
 */
export function planPackage(digests: PackageDigests, { passes, turnedOff }: Remembered): Plan {
  const [best] = passes
    .map((pass) => matchOf(pass, digests))
    .toSorted((one, other) => other.examples - one.examples);
  if (!best) return { ...nothingKnown, reasons: ['it was not captured before'] };
  const { pass, files, examples } = best;
  const names = new Set(turnedOff.map(nameOf));
  const known = pass.pictures.slice(0, examples).map((picture) => {
    const image = names.has(nameOf(picture)) ? null : picture.image;
    const rendered = image === null && !picture.skipped;
    return { ...picture, image, rendered, files: pass.files.slice(0, picture.files) };
  });
  const rendered = known.filter((example) => example.rendered).length;
  const off = known.filter((one) => one.rendered && names.has(nameOf(one))).length;
  const changed = pass.files[files];
  const complete = changed === undefined && pass.complete && rendered === 0;
  return {
    known,
    onlyKnown: false,
    complete,
    used: complete || examples > rendered ? [pass.id] : [],
    reasons: [
      ...(changed ? [changeOf(changed, digests)] : []),
      ...reasonsOf({ turnedOff: off, unsure: rendered - off }),
    ],
  };
}
