import { TwinlensError } from '@twinlens/contract';
import { type Selectable, sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import { isMade } from '../comparison/rules.ts';
import type { Context, PersonCaller } from '../context.ts';
import type { ComparisonTable } from '../db/schema.ts';
import { followReports } from '../settle.ts';
import { noSuchComparison } from '../view/comparison.ts';
import { silenceMs } from '../worker/rules.ts';
import { ensureRerenderings } from './ensure-rerenderings.ts';
import { type Crossing, findCrossings } from './find-crossings.ts';

interface OfComparison {
  caller: PersonCaller;
  comparisonId: number;
}

/**
 * Has the baseline of a comparison captured once more with the browsers of the later report, from what
 * was captured then. The comparison is made again with those pictures once all are there; those that
 * cannot be taken stay as they were.
 *
 * @throws TwinlensError `not_found`; `conflict` where there is nothing to capture, or nobody to do it
 */
export async function askRerendering({
  ctx,
  input,
}: {
  ctx: Context;
  input: OfComparison;
}): Promise<void> {
  const { caller } = input;
  await inAccount(ctx, caller.accountId, async (inner) => {
    const row = await findRow(inner, input);
    const { before_report_id: before, after_report_id: after } = row;
    if (!isMade(row) || before === null || after === null) {
      throw new TwinlensError('conflict', 'these reports are not compared yet: wait for that');
    }
    const crossings = await findCrossings(inner, caller.accountId, { before, after });
    if (crossings.length === 0) {
      throw new TwinlensError(
        'conflict',
        'there is nothing to capture again: both were captured with the same browsers, or what differs are live pages',
      );
    }
    await requireWorkers(inner, crossings);
    const rerenderings = await ensureRerenderings(inner, caller.accountId, crossings, true);
    await inner.db
      .updateTable('comparison')
      .set({
        rerendered_by: caller.name,
        rerendered_at: ctx.now(),
        rerenderings: rerenderings.map(({ snapRequestId }) => snapRequestId),
      })
      .where('id', '=', row.id)
      .execute();
    const open = rerenderings.some(({ state }) => state === 'queued' || state === 'leased');
    // Another comparison may have had all of them captured before.
    if (!open) await followReports(inner, [{ projectId: row.project_id, sha: row.sha2 }]);
  });
  ctx.onWork();
}

/**
 * Compares with the pictures that were taken when the baseline was captured, again.
 * @throws TwinlensError `not_found`; `conflict` where the comparison has no others
 */
export async function undoRerendering({
  ctx,
  input,
}: {
  ctx: Context;
  input: OfComparison;
}): Promise<void> {
  await inAccount(ctx, input.caller.accountId, async (inner) => {
    const row = await findRow(inner, input);
    if (row.rerendered_by === null) {
      throw new TwinlensError('conflict', 'the baseline is shown as it was captured');
    }
    // When it was asked for stays: the project's rule does not ask again.
    await inner.db
      .updateTable('comparison')
      .set({ rerendered_by: null, rerenderings: [] })
      .where('id', '=', row.id)
      .execute();
    await followReports(inner, [{ projectId: row.project_id, sha: row.sha2 }]);
  });
}

async function findRow(
  ctx: Context,
  { caller, comparisonId }: OfComparison,
): Promise<Selectable<ComparisonTable>> {
  const row = await ctx.db
    .selectFrom('comparison as c')
    .innerJoin('project', 'project.id', 'c.project_id')
    .selectAll('c')
    .where('c.id', '=', comparisonId)
    .where('project.account_id', '=', caller.accountId)
    .executeTakeFirst();
  if (row === undefined) throw noSuchComparison();
  return row;
}

/** @throws TwinlensError `conflict` where a browser has gone since the later report was captured */
async function requireWorkers(ctx: Context, crossings: Crossing[]): Promise<void> {
  const browsers = [...new Set(crossings.map(({ browser }) => browser))];
  const heard = new Date(ctx.now().getTime() - silenceMs);
  const { rows } = await sql<{ browser: string }>`
    select browser from unnest(${browsers}::text[]) as wanted (browser)
    where not exists (
      select from worker
      left join worker_token token on token.id = worker.token_id,
        jsonb_array_elements(targets) as served
      where served ->> 'browser' = wanted.browser and state = 'in service'
        and token.revoked_at is null and seen_at > ${heard}
    )
    order by browser`.execute(ctx.db);
  if (rows.length === 0) return;
  const names = rows.map(({ browser }) => browser).join(', ');
  throw new TwinlensError(
    'conflict',
    `no worker in service has ${names} now, which captured the later report: start one`,
  );
}
