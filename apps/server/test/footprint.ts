/** Everything an installation keeps, in a form that two moments can be compared by. */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context, Database } from '@twinlens/visual-tests';

export interface Footprint {
  /** How many each table has. */
  rows: Record<string, number>;
  /** Paths in the store, what is on its way in included. */
  files: string[];
}

/** Attempts are counted on purpose, so that nobody tries keys for ever. */
const countsRefusals = new Set(['attempt']);

export async function footprintOf({ db, store }: Context): Promise<Footprint> {
  const rows: Record<string, number> = {};
  for (const { name } of await db.introspection.getTables()) {
    if (countsRefusals.has(name)) continue;
    const { count } = await db
      .selectFrom(name as keyof Database)
      .select((select) => select.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    rows[name] = Number(count);
  }
  const folder = dirname(store.stagingFolder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return { rows, files: files.map(({ parentPath, name }) => join(parentPath, name)).toSorted() };
}
