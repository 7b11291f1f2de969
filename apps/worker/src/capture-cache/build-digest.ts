import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders whose code decides what a picture looks like: this program, what it draws with, and what payloads mean. */
const folders = [
  join(import.meta.dirname, '..'),
  ...['@twinlens/browser', '@twinlens/contract', '@twinlens/image-diff'].map((name) =>
    dirname(fileURLToPath(import.meta.resolve(name))),
  ),
];

/**
 * Equal digests make equal pictures of equal pages: SHA-256 over the source of the worker and of the
 * packages it draws with, and over their manifests, which name the exact versions of everything else.
 */
export async function buildDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const sources = entries.filter((entry) => entry.isFile());
    const paths = sources.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
    for (const path of [...paths, join(folder, '..', 'package.json')]) {
      const content = await readFile(path);
      hash.update(`${relative(folder, path)} ${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex');
}
