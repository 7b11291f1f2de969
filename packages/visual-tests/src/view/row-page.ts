import { type RawBuilder, sql } from 'kysely';

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
      before_image.hash as "beforeHash", before_image.width as "beforeWidth",
      before_image.height as "beforeHeight",
      after_image.hash as "afterHash", after_image.width as "afterWidth",
      after_image.height as "afterHeight"
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

/** Beyond the end of the set there is one row, which has the total and no component. */
export interface PageRow {
  total: number;
  component: string | null;
  variant: string;
  target: string;
  beforeId: number | null;
  beforeHash: string;
  beforeWidth: number;
  beforeHeight: number;
  afterId: number | null;
  afterHash: string;
  afterWidth: number;
  afterHeight: number;
}

/** A row that is one. */
export type NamedRow = PageRow & { component: string };

/** The rows of a page, without the one that only says how many there are. */
export const namedRows = (rows: PageRow[]) =>
  rows.filter((row): row is NamedRow => row.component !== null);
