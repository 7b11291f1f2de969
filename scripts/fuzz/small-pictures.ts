import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Larger ones only make every look slower. Bytes. */
const largest = 20_000;

const folders = ['docs/gallery', 'packages/image-diff/corpus/identical'];

/** PNGs of browsers, as files. */
export const smallPictures = (): Buffer[] =>
  folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((path) => path.endsWith('.png'))
    .sort()
    .map((path) => readFileSync(path))
    .filter((png) => png.length <= largest);
