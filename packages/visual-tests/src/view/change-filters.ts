/** What rows of a comparison can be filtered by, in SQL. */
import { type ChangeFilters, type ChosenFilter, chosenFilters } from '@twinlens/contract';
import { type RawBuilder, sql } from 'kysely';
import { likePattern, type ReviewRules } from '../review-rules/rules.ts';

/** By whose eyes and rules rows have owners. */
export interface Ownership {
  owners: ReviewRules['owners'];
  /** The address of whoever asks. */
  email: string;
}

/** Shares of a picture below which a change is tiny, or small. */
const sizes = { tiny: 0.001, small: 0.05 };

const decided = (column: 'accepted' | 'rejected', comparisonId: number) =>
  sql`s.id in (select unnest(${sql.ref(column)}) from comparison where id = ${comparisonId})`;

/**
 * The kinds of browser and the viewports behind the targets of both reports. Of a target that is not
 * rendered anew any more, the reports do not say.
 */
const capturesOf = (comparisonId: number) => sql`
  select distinct on (r.target) r.target, r.type, r.viewport
  from comparison c
  join report on report.id in (c.before_report_id, c.after_report_id)
  join lateral (select distinct unnest(report.snap_request_ids) as id) asked on true
  join snap_request r on r.id = asked.id
  where c.id = ${comparisonId} and r.type like 'browser-%'
  order by r.target, r.viewport is null, r.id desc`;

/**
 * Every pair with what it can be filtered by, as columns of the names in `chosenFilters`, and `name`.
 *
 * @param pairs a query with the integer columns `before_id` and `after_id`
 */
export const describedPairs = (pairs: RawBuilder<unknown>, comparisonId: number) => sql`
  select pair.before_id, pair.after_id, s.component, s.target,
    coalesce(capture.type, 'unknown') as browser,
    coalesce(capture.viewport, 'unknown') as viewport,
    case when d.class is null or i.width is null then null
      when d.area < ${sizes.tiny}::float8 * i.width * i.height then 'tiny'
      when d.area < ${sizes.small}::float8 * i.width * i.height then 'small'
      else 'large' end as size,
    d.class,
    case when ${decided('accepted', comparisonId)} then 'accepted'
      when ${decided('rejected', comparisonId)} then 'rejected'
      else 'undecided' end as standing,
    lower(s.component || ' ' || s.variant || ' ' || s.target) as name
  from (${pairs}) pair
  join snapshot s on s.id = coalesce(pair.after_id, pair.before_id)
  join image i on i.id = s.image_id
  left join snapshot b on b.id = pair.before_id and pair.before_id <> pair.after_id
  left join diff d on d.before_image = b.image_id and d.after_image = s.image_id
  left join (${capturesOf(comparisonId)}) capture on capture.target = s.target`;

/** Who owns which components: one row for each pattern of a person, and for whoever asks as `mine`. */
export function ownersOf({ owners, email }: Ownership): { owner: string; pattern: string }[] {
  return owners.flatMap(({ component, people }) =>
    people.flatMap((person) => {
      const pattern = likePattern(component);
      const named = { owner: person.toLowerCase(), pattern };
      return person.toLowerCase() === email.toLowerCase()
        ? [named, { owner: 'mine', pattern }]
        : [named];
    }),
  );
}

/** Whether a row of the alias `row` belongs to somebody; to nobody where no pattern matches. */
function ofOwner(wanted: string, ownership: Ownership): RawBuilder<unknown> {
  const all = ownersOf(ownership);
  if (wanted === 'nobody') {
    return sql`row.component not like all(${all.map(({ pattern }) => pattern)}::text[])`;
  }
  const patterns = all.filter(({ owner }) => owner === wanted.toLowerCase());
  return sql`row.component like any(${patterns.map(({ pattern }) => pattern)}::text[])`;
}

/**
 * Whether a row of `describedPairs`, as the alias `row`, has what was chosen.
 *
 * @param apart a filter that is left out
 */
export function chosen(
  filters: ChangeFilters,
  ownership: Ownership,
  apart?: ChosenFilter,
): RawBuilder<unknown> {
  const conditions = chosenFilters.flatMap((name) => {
    const value = filters[name];
    if (value === undefined || name === apart) return [];
    return name === 'owner'
      ? [ofOwner(value, ownership)]
      : [sql`${sql.ref(`row.${name}`)} = ${value}`];
  });
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}
