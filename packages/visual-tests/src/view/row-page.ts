import { type RawBuilder, sql } from 'kysely';
import { literally } from '../db/like.ts';
import type { StoredPicture } from './picture.ts';

export interface PageInput {
  offset: number;
  limit: number;
  /** Words that the component, variant or target contain, in any order; see `matching`. */
  filter?: string | undefined;
}

/** How rows are put together and ordered; expressions over `s`, a snapshot, and `d`, what was seen of the pair. */
export interface Arrangement {
  /** What rows of a group have in common; an empty text for those of no group, which come last. */
  key: RawBuilder<string>;
  /** A number. */
  severity: RawBuilder<number>;
  /** In terms of an alias with the columns `key`, `size`, `most`, `severity`, `component`, `variant` and `target`. */
  order: (alias: string) => RawBuilder<unknown>;
}

const byName: Arrangement = {
  key: sql`s.component`,
  severity: sql`0`,
  order: nameOrder,
};

/** Ascending by component, variant and target. */
export function nameOrder(alias: string): RawBuilder<unknown> {
  const column = (name: string) => sql`${sql.ref(`${alias}.${name}`)} collate "C"`;
  return sql`${column('component')}, ${column('variant')}, ${column('target')}`;
}

/**
 * One page of a set of snapshot pairs, with the size of the whole set. Only the ids and names are
 * sorted; pictures are joined to the page alone.
 *
 * @param pairs a query with the integer columns `before_id` and `after_id`, either of them null
 */
export function pageOfRows(
  pairs: RawBuilder<unknown>,
  page: PageInput,
  { key, severity, order }: Arrangement = byName,
): RawBuilder<PageRow> {
  const name = sql`lower(s.component || ' ' || s.variant || ' ' || s.target)`;
  const sought = matching(page.filter ?? '', name);
  return sql<PageRow>`
    with pair as (${pairs}),
    sought as materialized (
      select pair.before_id, pair.after_id, s.component, s.variant, s.target,
        ${key} as key, ${severity} as severity, ${sought.exactly} as exact
      from pair
      join snapshot s on s.id = coalesce(pair.after_id, pair.before_id)
      left join snapshot b on b.id = pair.before_id and pair.before_id <> pair.after_id
      left join diff d on d.before_image = b.image_id and d.after_image = s.image_id
      where ${sought.loosely}
    ),
    named as materialized (
      select * from sought where exact or not exists (select from sought where exact)
    ),
    grouped as (
      select key, count(*)::int as size, max(severity) as most from named group by key
    )
    select size.total, page.before_id as "beforeId", page.after_id as "afterId",
      page.component, page.variant, page.target, page.size as "groupSize",
      ${pictureOf('before_image')} as "beforeImage", ${pictureOf('after_image')} as "afterImage"
    from (select count(*)::int as total from named) size
    left join lateral (
      select one.* from (
        select named.*, grouped.size, grouped.most
        from named join grouped using (key)
      ) one
      order by ${order('one')}, one.after_id, one.before_id
      limit ${page.limit} offset ${page.offset}
    ) page on true
    left join snapshot before on before.id = page.before_id
    left join image before_image on before_image.id = before.image_id
    left join snapshot after on after.id = page.after_id
    left join image after_image on after_image.id = after.image_id
    order by ${order('page')}, page.after_id, page.before_id`;
}

/**
 * Conditions on a name, all of it together and in lower case: `exactly` holds where it contains every word of
 * the filter, `loosely` already where it has the letters of each in that order, for when nothing else
 * is found. Upper and lower case are alike.
 */
export function matching(filter: string, name: RawBuilder<unknown>) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const likeAll = (patterns: string[]) =>
    patterns.length === 0 ? sql`true` : sql`${name} like all(${patterns}::text[])`;
  return {
    exactly: likeAll(words.map((word) => `%${literally(word)}%`)),
    loosely: likeAll(words.map((word) => `%${[...word].map(literally).join('%')}%`)),
  };
}

const pictureOf = (image: string) => sql`jsonb_build_object(
  'hash', ${sql.ref(`${image}.hash`)}, 'foreignUrl', ${sql.ref(`${image}.foreign_url`)},
  'width', ${sql.ref(`${image}.width`)}, 'height', ${sql.ref(`${image}.height`)},
  'frameCount', ${sql.ref(`${image}.frame_count`)}, 'durationMs', ${sql.ref(`${image}.duration_ms`)},
  'pictureHash', ${sql.ref(`${image}.picture_hash`)}, 'violations', ${sql.ref(`${image}.violations`)},
  'ignored', ${sql.ref(`${image}.ignored`)})`;

/** Beyond the end of the set there is one row, which has the total and no component. */
export interface PageRow {
  total: number;
  component: string | null;
  variant: string;
  target: string;
  groupSize: number;
  beforeId: number | null;
  beforeImage: StoredPicture;
  afterId: number | null;
  afterImage: StoredPicture;
}

/** A row that is one. */
export type NamedRow = PageRow & { component: string };

/** The rows of a page, without the one that only says how many there are. */
export const namedRows = (rows: PageRow[]) =>
  rows.filter((row): row is NamedRow => row.component !== null);
