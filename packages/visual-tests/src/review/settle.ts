import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../db/schema.ts';
import { stateOfComparison } from '../decision/rules.ts';
import { countChanges, noCounts } from '../view/counts.ts';

/**
 * Brings the states of comparisons that have been made, and of their jobs, in line with what people
 * have decided. A cancelled job keeps its state.
 */
export async function settleComparisons(
  trx: Transaction<Database>,
  { comparisonIds, now }: { comparisonIds: number[]; now: Date },
): Promise<void> {
  if (comparisonIds.length === 0) return;
  const counts = await countChanges(trx, comparisonIds);
  const verdicts = await trx
    .selectFrom('review')
    .select(['comparison_id', 'decision'])
    .where('comparison_id', 'in', comparisonIds)
    .where('undone_at', 'is', null)
    .execute();
  for (const id of comparisonIds) {
    const verdict = verdicts.find(({ comparison_id }) => comparison_id === id)?.decision ?? null;
    const state = stateOfComparison(counts.get(id) ?? noCounts, verdict);
    await trx.updateTable('comparison').set({ state }).where('id', '=', id).execute();
    await sql`
      update job_project jp set state = ${state}, updated_at = ${now}
      from comparison c
      join project p on p.id = c.project_id
      join job j on j.account_id = p.account_id and j.sha1 = c.sha1 and j.sha2 = c.sha2
      where c.id = ${id} and jp.job_id = j.id and jp.project_id = c.project_id
        and jp.cancelled_at is null`.execute(trx);
    await sql`
      update job j set updated_at = ${now}
      from comparison c join project p on p.id = c.project_id
      where c.id = ${id} and j.account_id = p.account_id
        and j.sha1 = c.sha1 and j.sha2 = c.sha2`.execute(trx);
  }
}
