/** Packages as clients send them: a tar, compressed with zstd. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';

/** Content by path. */
export type Files = Record<string, string>;

export async function pack(files: Files): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-bench-'));
  try {
    const root = join(folder, 'package');
    for (const [path, content] of Object.entries(files)) {
      const file = join(root, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    const archive = join(folder, 'package.tar');
    execFileSync('tar', ['-cf', archive, '-C', root, '.']);
    return zstdCompressSync(await readFile(archive));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
