import { type RawBuilder, sql } from 'kysely';
import type { StoredPicture } from './picture.ts';

export interface PageInput {
  offset: number;
  limit: number;
  /** Keeps rows whose component, variant or target contains this text. */
  filter?: string | undefined;
}

/**
 * One page of a set of snapshot pairs, ordered by component, variant and target, with the size of the
 * whole set. Only the ids and names are sorted; pictures are joined to the page alone.
 *
 * @param pairs a query with the integer columns `before_id` and `after_id`, either of them null
 */
export function pageOfRows(pairs: RawBuilder<unknown>, page: PageInput): RawBuilder<PageRow> {
  const filter = page.filter?.toLowerCase() ?? '';
  return sql<PageRow>`
    with pair as (${pairs}),
    named as materialized (
      select pair.before_id, pair.after_id, s.component, s.variant, s.target
      from pair join snapshot s on s.id = coalesce(pair.after_id, pair.before_id)
      where ${filter} = '' or strpos(lower(s.component), ${filter}) > 0
        or strpos(lower(s.variant), ${filter}) > 0 or strpos(lower(s.target), ${filter}) > 0
    )
    select size.total, page.*,
      ${pictureOf('before_image')} as "beforeImage", ${pictureOf('after_image')} as "afterImage"
    from (select count(*)::int as total from named) size
    left join lateral (
      select before_id as "beforeId", after_id as "afterId", component, variant, target
      from named
      order by component collate "C", variant collate "C", target collate "C", after_id, before_id
      limit ${page.limit} offset ${page.offset}
    ) page on true
    left join snapshot before on before.id = page."beforeId"
    left join image before_image on before_image.id = before.image_id
    left join snapshot after on after.id = page."afterId"
    left join image after_image on after_image.id = after.image_id
    order by page.component collate "C", page.variant collate "C", page.target collate "C",
      page."afterId", page."beforeId"`;
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
