import { sql, type Transaction } from 'kysely';
import type { Database } from '../db/schema.ts';

export interface TableShape {
  name: string;
  /** Those that hold something of their own, in the order they were made. */
  columns: string[];
}

/** All tables but the list of migrations, which the schema's version says. */
export async function listTables(trx: Transaction<Database>): Promise<TableShape[]> {
  const { rows } = await sql<TableShape>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = ''
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and c.relname <> 'migration'
    group by c.relname
    order by c.relname`.execute(trx);
  return rows;
}
