import { createPostgresDatabase } from '@twinlens/testing/databases';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../src/index.ts';

test('a connection that is lost in the middle of a transaction fails that, and nothing else', async () => {
  const { db, close } = await openDatabase({ url: await createPostgresDatabase() });
  const lost = db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
      transaction,
    );
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db);
    // Gone for good once nobody lists it any more; nothing is under way on it meanwhile.
    for (let there = true; there; ) {
      const found = await sql`select 1 from pg_stat_activity where pid = ${rows[0]?.pid}`.execute(
        db,
      );
      there = found.rows.length > 0;
    }
    await sql`select 1`.execute(transaction);
  });
  await expect(lost).rejects.toThrow();
  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db);
  expect(rows).toEqual([{ one: 1 }]);
  await close();
});
