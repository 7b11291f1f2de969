import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import decompress from 'woff2-encoder/decompress';
import { unpackTar } from '../unpacking/archives.ts';
import { wholeFolder } from '../unpacking/whole-folder.ts';
import { fontsDigest } from './digest.ts';
import { fontConfigFor } from './font-config.ts';
import { type FontSource, fontSet } from './font-set.ts';
import { joinSlices } from './join-slices.ts';
import { type FontTables, readFont, writeFont } from './sfnt.ts';

const { resolve } = createRequire(import.meta.url);

/** Chromium's fontconfig reads no WOFF2. */
async function readPacked(path: string): Promise<FontTables> {
  const bytes = await readFile(path);
  return readFont(path.endsWith('.woff2') ? Buffer.from(await decompress(bytes)) : bytes);
}

async function makeFont(source: FontSource): Promise<Buffer> {
  const folder = join(resolve(`${source.package}/package.json`), '..');
  if (source.path !== undefined) {
    const font = await readPacked(join(folder, source.path));
    // Of the emoji, which come as vectors of OpenType too; this table is four fifths of the file.
    font.delete('SVG ');
    return writeFont(font);
  }
  const names = (await readdir(join(folder, 'files'))).sort();
  const slices = await Promise.all(names.map((name) => readPacked(join(folder, 'files', name))));
  return writeFont(joinSlices(slices));
}

/** Of every file under `folder`, by name and content, and of the configuration. */
async function digestOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const hash = createHash('sha256').update(fontConfigFor(''));
  for (const { parentPath, name } of files.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(`${name}\n`).update(await readFile(join(parentPath, name)));
  }
  return hash.digest('hex').slice(0, fontsDigest.length);
}

/**
 * Makes the fonts of what npm installed, in a folder that is named by their digest, unless it is
 * there.
 * @param cache Created if missing.
 * @param archive The fonts that came with the browser.
 * @returns The path of the configuration for fontconfig.
 * @throws Error when the installed packages are not those of the lock file.
 */
export async function unpackFonts(cache: string, archive: string): Promise<string> {
  const folder = await wholeFolder(cache, `fonts-${fontsDigest}`, async (staging, place) => {
    const fonts = join(staging, 'fonts');
    await unpackTar(archive, staging);
    for (const source of fontSet) {
      await writeFile(join(fonts, source.file), await makeFont(source));
    }
    const digest = await digestOf(fonts);
    if (digest !== fontsDigest) {
      throw new Error(
        `the installed fonts have the digest ${digest}, and ${fontsDigest} was expected: run npm ci`,
      );
    }
    await writeFile(join(staging, 'fonts.conf'), fontConfigFor(place));
  });
  return join(folder, 'fonts.conf');
}
