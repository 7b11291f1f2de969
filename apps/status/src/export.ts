/** The whole site as files, for any host that serves a folder. */
import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context } from './context.ts';
import { siteOf } from './site/site.ts';

/**
 * Writes every page, feed and document as it is served; a page's path is a folder with its `index.html`.
 * Each file takes the place of its predecessor at once, so that a folder that is being served is never
 * half a site. What is there besides is left alone.
 *
 * @param input.written what was written before, by path: what is still the same is not written again
 * @returns how many files were written
 */
export async function exportSite({
  ctx,
  input,
}: {
  ctx: Context;
  input: { folder: string; written?: Map<string, string> };
}): Promise<number> {
  const { folder, written = new Map<string, string>() } = input;
  let count = 0;
  for (const [path, make] of siteOf(ctx)) {
    const { body } = make();
    const digest = createHash('sha256').update(body).digest('base64');
    if (written.get(path) === digest) continue;
    await writeWhole(join(folder, path.endsWith('/') ? `${path}index.html` : path), body);
    written.set(path, digest);
    count += 1;
  }
  return count;
}

async function writeWhole(file: string, body: string): Promise<void> {
  const fresh = `${file}.${process.pid}.new`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(fresh, body);
    await rename(fresh, file);
  } finally {
    await rm(fresh, { force: true });
  }
}

/** How often a folder follows what changes. Milliseconds. */
export const exportMs = 2_000;

/** @returns a round of following: writes what has changed since the round before */
export function followInFolder(ctx: Context, folder: string): () => Promise<void> {
  const written = new Map<string, string>();
  let version = '';
  return async () => {
    const now = ctx.store.version();
    if (now === version) return;
    await exportSite({ ctx, input: { folder, written } });
    version = now;
  };
}
