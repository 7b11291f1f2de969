import type { NamedChange } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { pairsOfKind } from './pairs-of-kind.ts';
import { nameOrder } from './row-page.ts';

const kinds = ['changed', 'added', 'deleted'] as const;

/** All that have changes in a comparison, each once. */
export async function changedComponents({ db }: Context, comparisonId: number): Promise<string[]> {
  const pairs = sql.join(
    kinds.map((kind) => pairsOfKind(kind, comparisonId)),
    sql` union all `,
  );
  const { rows } = await sql<{ component: string }>`
    select distinct s.component
    from (${pairs}) pair join snapshot s on s.id = coalesce(pair.after_id, pair.before_id)
    order by s.component`.execute(db);
  return rows.map(({ component }) => component);
}

/** The first changes of a comparison: what changed, then what is new, then what is gone, by name. */
export async function nameChanges(
  { db }: Context,
  comparisonId: number,
  limit: number,
): Promise<(NamedChange & { beforeId: number | null; afterId: number | null })[]> {
  const pairs = sql.join(
    kinds.map(
      (kind, place) =>
        sql`select ${place}::int as place, p.* from (${pairsOfKind(kind, comparisonId)}) p`,
    ),
    sql` union all `,
  );
  const { rows } = await sql<{
    place: number;
    component: string;
    variant: string;
    target: string;
    beforeId: number | null;
    afterId: number | null;
  }>`
    select pair.place, s.component, s.variant, s.target,
      pair.before_id as "beforeId", pair.after_id as "afterId"
    from (${pairs}) pair
    join snapshot s on s.id = coalesce(pair.after_id, pair.before_id)
    order by pair.place, ${nameOrder('s')}
    limit ${limit}`.execute(db);
  return rows.map(({ place, ...row }) => ({ kind: kinds[place] ?? 'changed', ...row }));
}
