/** The whole site as files, for any host that serves a folder or a bucket. */
import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import { siteOf } from '../site/site.ts';
import type { ExportPlace } from './export-place.ts';

/**
 * Writes every page, feed and document as it is served; a page's path is a folder with its `index.html`.
 * Each file takes the place of its predecessor at once, so that what is being served is never half a
 * site. What is there besides is left alone.
 *
 * @param input.written what was written before, by path: what is still the same is not written again
 * @returns how many files were written
 */
export async function exportSite({
  ctx,
  input,
}: {
  ctx: Context;
  input: { place: ExportPlace; written?: Map<string, string> };
}): Promise<number> {
  const { place, written = new Map<string, string>() } = input;
  let count = 0;
  for (const [path, make] of siteOf(ctx)) {
    const document = make();
    const digest = createHash('sha256').update(document.body).digest('base64');
    if (written.get(path) === digest) continue;
    await place.write(path.slice(1).replace(/(^|\/)$/, '$1index.html'), document);
    written.set(path, digest);
    count += 1;
  }
  return count;
}

/** How often it is looked whether anything has changed. Milliseconds. */
export const exportMs = 2_000;

/** @returns a round of following: writes what has changed since the round before */
export function followAt(ctx: Context, place: ExportPlace): () => Promise<void> {
  const written = new Map<string, string>();
  let version = '';
  return async () => {
    const now = ctx.store.version();
    if (now === version) return;
    await exportSite({ ctx, input: { place, written } });
    version = now;
  };
}
