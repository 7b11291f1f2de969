import { TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** A row of a comparison that threads are about. */
export interface ThreadRow {
  projectId: number;
  component: string;
  variant: string;
  target: string;
  nameHash: Uint8Array;
  beforeImage: number | null;
  afterImage: number | null;
}

export interface RowInput {
  accountId: number;
  comparisonId: number;
  /** The row's later snapshot, or the earlier one of what was deleted. */
  snapshotId: number;
}

/**
 * The pair of pictures of a changed, added or deleted row; ignored ones and those that pass too.
 *
 * @throws TwinlensError `not_found`
 */
export async function findRow(
  { db }: Context,
  { accountId, comparisonId, snapshotId }: RowInput,
): Promise<ThreadRow> {
  const { rows } = await sql<ThreadRow>`
    select one.project_id as "projectId", one.component, one.variant, one.target,
      one.name_hash as "nameHash", b.image_id as "beforeImage", a.image_id as "afterImage"
    from comparison c
    join project on project.id = c.project_id and project.account_id = ${accountId}
    join snapshot one on one.id = ${snapshotId}
    left join snapshot a on a.id = one.id and not one.id = any(c.deleted)
    left join snapshot b on b.id = case when one.id = any(c.deleted) then one.id
      else c.changed_before[array_position(c.changed_after, one.id)] end
    where c.id = ${comparisonId} and one.id = any(c.changed_after || c.added || c.deleted)
    `.execute(db);
  const [row] = rows;
  if (row === undefined) {
    throw new TwinlensError('not_found', 'no such snapshot changed in this comparison');
  }
  return row;
}
