import { randomBytes } from 'node:crypto';
import { TwinlensError } from '@twinlens/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import { markName } from './names.ts';
import type { Store } from './store.ts';

/**
 * Makes sure that a database and a store belong together: both keep the same mark, made at the first
 * start. Repeatable, and safe when several servers start at once.
 *
 * @throws TwinlensError `conflict` where the store is another installation's, or has lost what was in it
 */
export async function markStore(db: Kysely<Database>, store: Store): Promise<void> {
  await db
    .insertInto('installation')
    .values({ store_mark: randomBytes(16).toString('hex') })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { store_mark: mark, is_marked: isMarked } = await db
    .selectFrom('installation')
    .selectAll()
    .executeTakeFirstOrThrow();
  if (!isMarked) await store.create(markName, Buffer.from(mark));
  const found = await store.get(markName);
  if (found === null) {
    throw new TwinlensError(
      'conflict',
      'the store is empty, and the database speaks of what was in it: name the store it was used with, or restore both from a backup',
    );
  }
  if (Buffer.from(found).toString() !== mark) {
    throw new TwinlensError(
      'conflict',
      'the store belongs to another database: name the one it was used with, or an empty store and an empty database',
    );
  }
  if (!isMarked) await db.updateTable('installation').set({ is_marked: true }).execute();
}
