/** A long list of which only the pages in view are fetched; those seen before are remembered. */
import {
  type QueryKey,
  type UseQueryOptions,
  useQueries,
  useQueryClient,
} from '@tanstack/react-query';
import { pageSize } from './queries.ts';

export interface Rows<Row> {
  /** Undefined until a page came. */
  total: number | undefined;
  /** Changes whenever rows came or went: what was computed from rows is out of date then. */
  version: string;
  error: Error | null;
  /** Undefined for a row that is not here yet. */
  at(index: number): Row | undefined;
  retry(): void;
}

interface RowsInput<Page, Row, Key extends QueryKey> {
  page: (page: number) => UseQueryOptions<Page, Error, Page, Key>;
  rows: (page: Page) => Row[];
  total: (page: Page) => number;
  /** Indexes of rows that are in view or wanted for another reason. */
  wanted: number[];
}

export function useRows<Page, Row, Key extends QueryKey>(
  input: RowsInput<Page, Row, Key>,
): Rows<Row> {
  // What the cache has of pages that are not in view is read from it, and no argument tells of that.
  'use no memo';
  const client = useQueryClient();
  const wantedPages = [
    ...new Set([0, ...input.wanted.map((index) => Math.floor(index / pageSize))]),
  ];
  const results = useQueries({ queries: wantedPages.map(input.page) });

  const known = results.find((result) => result.data !== undefined)?.data;
  const total = known === undefined ? undefined : input.total(known);
  const pages: (Row[] | undefined)[] = [];
  for (let page = 0; page * pageSize < (total ?? 0); page++) {
    const data = client.getQueryData<Page>(input.page(page).queryKey);
    pages.push(data && input.rows(data));
  }
  return {
    total,
    version: JSON.stringify([input.page(0).queryKey, pages.map((page) => page?.length)]),
    error: results.find((result) => result.error)?.error ?? null,
    at: (index) => pages[Math.floor(index / pageSize)]?.[index % pageSize],
    retry() {
      for (const result of results) if (result.error) result.refetch();
    },
  };
}
