import { sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import type { EndedReport } from '../async-report/advance.ts';
import type { Context } from '../context.ts';
import { followReports } from '../settle.ts';

/**
 * Has a baseline captured once more whose last such capture is doubted, for the comparisons it is shown
 * in. Those of a commit about which somebody has decided anything stay as they are.
 */
export async function redoRerendering(
  ctx: Context,
  input: { accountId: number; snapRequestId: number },
): Promise<void> {
  const { accountId, snapRequestId } = input;
  await inAccount(ctx, accountId, async (inner) => {
    const { rows } = await sql<EndedReport>`
      select c.project_id as "projectId", c.sha2 as sha
      from comparison c left join decision d on d.comparison_id = c.id and d.undone_at is null
      where c.rerendered_by is not null and ${snapRequestId}::integer = any(c.rerenderings)
      group by c.project_id, c.sha2
      having count(d.id) = 0
      order by 1, 2`.execute(inner.db);
    await followReports(inner, rows);
  });
}
