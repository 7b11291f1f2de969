import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { tripleOf } from './rules.ts';

interface Pictured {
  component: string;
  variant: string;
  target: string;
  imageId: number;
}

const keyOf = (entry: Pictured) => `${entry.imageId} ${tripleOf(entry)}`;

/**
 * Ids of the snapshots with these names and pictures, in the order of the entries; rows are added
 * for those that are new. The account must be held.
 *
 * @param sha of the report they are for
 */
export async function ensureSnapshots(
  ctx: Context,
  projectId: number,
  sha: string,
  entries: Pictured[],
): Promise<number[]> {
  const ids = new Map<string, number>();
  const remember = (rows: (Pictured & { id: number })[]) => {
    for (const row of rows) ids.set(keyOf(row), row.id);
  };
  remember(await findExisting(ctx, projectId, entries));
  remember(
    await insertMissing(
      ctx,
      projectId,
      sha,
      entries.filter((entry) => !ids.has(keyOf(entry))),
    ),
  );
  return entries.map((entry) => ids.get(keyOf(entry)) ?? 0);
}

/** The entries as a table; one parameter per column however many there are. */
const asTable = (entries: Pictured[]) => sql`unnest(
  ${entries.map((entry) => entry.component)}::text[],
  ${entries.map((entry) => entry.variant)}::text[],
  ${entries.map((entry) => entry.target)}::text[],
  ${entries.map((entry) => entry.imageId)}::integer[]
) as entry (component, variant, target, image_id)`;

async function findExisting(ctx: Context, projectId: number, entries: Pictured[]) {
  const { rows } = await sql<Pictured & { id: number }>`
    select s.id, s.component, s.variant, s.target, s.image_id as "imageId"
    from ${asTable(entries)}
    join snapshot s on s.project_id = ${projectId}
      and s.name_hash = name_hash(entry.component, entry.variant, entry.target)
      and s.image_id = entry.image_id`.execute(ctx.db);
  return rows;
}

async function insertMissing(ctx: Context, projectId: number, sha: string, entries: Pictured[]) {
  if (entries.length === 0) return [];
  const { rows } = await sql<Pictured & { id: number }>`
    insert into snapshot (project_id, component, variant, target, image_id, first_sha, first_seen_at)
    select ${projectId}::integer, component, variant, target, image_id, ${sha}, ${ctx.now()}::timestamptz
    from ${asTable(entries)}
    returning id, component, variant, target, image_id as "imageId"`.execute(ctx.db);
  return rows;
}
