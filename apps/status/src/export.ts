/** The whole site as files, for any host that serves a folder. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context } from './context.ts';
import { siteOf } from './site/site.ts';

/**
 * Writes every page, feed and document as it is served; a page's path is a folder with its `index.html`.
 * Each file takes the place of its predecessor at once, so that a folder that is being served is never
 * half a site. What is there besides is left alone.
 *
 * @returns how many files were written
 */
export async function exportSite({
  ctx,
  input,
}: {
  ctx: Context;
  input: { folder: string };
}): Promise<number> {
  const site = siteOf(ctx);
  for (const [path, make] of site) {
    const file = join(input.folder, path.endsWith('/') ? `${path}index.html` : path);
    const fresh = `${file}.${process.pid}.new`;
    await mkdir(dirname(file), { recursive: true });
    try {
      await writeFile(fresh, make().body);
      await rename(fresh, file);
    } finally {
      await rm(fresh, { force: true });
    }
  }
  return site.size;
}
