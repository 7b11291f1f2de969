import {
  type ChangeFilters,
  type ChosenFilter,
  chosenFilters,
  type Operations,
  type ResponseOf,
} from '@twinlens/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../context.ts';
import { chosen, describedPairs, type Ownership, ownersOf } from './change-filters.ts';
import { findListed } from './find-listed.ts';
import { type ChangeKind, pairsOfKind } from './pairs-of-kind.ts';
import { matching } from './row-page.ts';

type ChangeFiltersView = ResponseOf<Operations['getChangeFilters']>;

interface Counted {
  filter: ChosenFilter;
  value: string;
  count: number;
}

/** Values of one filter; a comparison of pages has as many components as it has examples. */
const mostValues = 1000;

const ranked = (filter: ChosenFilter, values: RawBuilder<unknown>) => sql`
  (select ${filter} as filter, value, count(*)::int as count
  from (${values}) one where value is not null
  group by value order by count desc, value limit ${mostValues})`;

function valuesOf(filter: ChosenFilter, filters: ChangeFilters, ownership: Ownership) {
  const kept = chosen(filters, ownership, filter);
  if (filter !== 'owner') {
    return sql`select ${sql.ref(`row.${filter}`)} as value from row where ${kept}`;
  }
  const owners = ownersOf(ownership);
  const names = owners.map(({ owner }) => owner);
  const patterns = owners.map(({ pattern }) => pattern);
  return sql`
    select owner as value from row
    cross join lateral (
      select distinct o.owner from unnest(${names}::text[], ${patterns}::text[]) as o (owner, pattern)
      where row.component like o.pattern
    ) owned
    where ${kept}
    union all
    select 'nobody' as value from row
    where ${kept} and row.component not like all(${patterns}::text[])`;
}

/**
 * The values rows of one kind can be filtered by, and how many rows there would be with each while the
 * other filters stay; one query.
 *
 * @throws TwinlensError `not_found`
 */
export async function getChangeFilters({
  ctx,
  input,
}: {
  ctx: Context;
  input: ChangeFilters & {
    accountId: number;
    userId: string;
    comparisonId: number;
    kind: ChangeKind;
  };
}): Promise<ChangeFiltersView> {
  const { comparisonId } = input;
  const { ownership } = await findListed(ctx, input);
  const sought = matching(input.filter ?? '', sql.ref('row.name'));
  const { rows } = await sql<Counted>`
    with described as materialized (
      select row.*, ${sought.exactly} as exact
      from (${describedPairs(pairsOfKind(input.kind, comparisonId), comparisonId)}) row
      where ${sought.loosely}
    ),
    row as materialized (
      select * from described where exact or not exists (select from described where exact)
    )
    ${sql.join(
      chosenFilters.map((filter) => ranked(filter, valuesOf(filter, input, ownership))),
      sql` union all `,
    )}`.execute(ctx.db);
  const of = (filter: ChosenFilter) =>
    rows.flatMap((row) => (row.filter === filter ? [{ value: row.value, count: row.count }] : []));
  return {
    component: of('component'),
    target: of('target'),
    browser: of('browser'),
    viewport: of('viewport'),
    size: of('size'),
    class: of('class'),
    standing: of('standing'),
    owner: of('owner'),
  };
}
