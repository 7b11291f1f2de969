import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context, PersonCaller } from '../context.ts';
import { noSuchComparison } from '../view/comparison.ts';
import { leastWriteMs, mostOnlookers, presentMs } from './rules.ts';

type PresenceView = ResponseOf<Operations['tellPresence']>;
type Onlooker = PresenceView['others'][number];

interface PresenceInput {
  caller: PersonCaller;
  comparisonId: number;
  /** Of the row they look at; null for none. */
  snapshotId: number | null;
}

/**
 * Notes that somebody looks at a comparison. Somebody who has it open twice is where they spoke last.
 *
 * @returns who else does, by name
 * @throws TwinlensError `not_found`
 */
export async function tellPresence({
  ctx,
  input,
}: {
  ctx: Context;
  input: PresenceInput;
}): Promise<PresenceView> {
  const projectId = await findProject(ctx, input);
  await note(ctx, input);
  return { others: await listOthers(ctx, input, projectId) };
}

/** The project of the comparison, which the snapshot has to be of. */
async function findProject(
  { db }: Context,
  { caller, comparisonId, snapshotId }: PresenceInput,
): Promise<number> {
  const row = await db
    .selectFrom('comparison')
    .innerJoin('project', 'project.id', 'comparison.project_id')
    .leftJoin('snapshot', (join) =>
      join.onRef('snapshot.project_id', '=', 'project.id').on('snapshot.id', '=', snapshotId),
    )
    .select(['project.id as projectId', 'snapshot.id as snapshotId'])
    .where('comparison.id', '=', comparisonId)
    .where('project.account_id', '=', caller.accountId)
    .executeTakeFirst();
  if (row === undefined) throw noSuchComparison();
  if (row.snapshotId !== snapshotId) {
    throw new TwinlensError('not_found', 'there is no such snapshot in this project');
  }
  return row.projectId;
}

async function note(
  { db, now }: Context,
  { caller, comparisonId, snapshotId }: PresenceInput,
): Promise<void> {
  const seenAt = now();
  const latest = { snapshot_id: snapshotId, seen_at: seenAt };
  await db
    .insertInto('presence')
    .values({ comparison_id: comparisonId, user_id: caller.userId, ...latest })
    .onConflict((conflict) =>
      conflict
        .columns(['comparison_id', 'user_id'])
        .doUpdateSet(latest)
        .where('presence.seen_at', '<=', new Date(seenAt.getTime() - leastWriteMs)),
    )
    .execute();
}

/** Who left the account is not there, and what left the project is not looked at. */
async function listOthers(
  { db, now }: Context,
  { caller, comparisonId }: PresenceInput,
  projectId: number,
): Promise<Onlooker[]> {
  const since = new Date(now().getTime() - presentMs);
  const { rows } = await sql<Onlooker>`
    select person.id, person.name, case when s.id is not null then jsonb_build_object(
      'snapshotId', s.id, 'component', s.component, 'variant', s.variant, 'target', s.target
    ) end as "looksAt"
    from presence
    join membership m on m.user_id = presence.user_id and m.account_id = ${caller.accountId}
    join person on person.id = presence.user_id
    left join snapshot s on s.id = presence.snapshot_id and s.project_id = ${projectId}
    where presence.comparison_id = ${comparisonId} and presence.user_id <> ${caller.userId}
      and presence.seen_at >= ${since}
    order by person.name, person.id
    limit ${mostOnlookers}`.execute(db);
  return rows;
}
