/** What of a comparison somebody decides on. */
import type { ReviewScope } from '@twinlens/contract';
import { type RawBuilder, sql } from 'kysely';

/** Keeps pairs of the alias `pair` (`decision/open-pairs.ts`) of a comparison of the alias `c`. */
export function inScope(scope: ReviewScope): RawBuilder<unknown> {
  switch (scope.kind) {
    case 'everything':
      return sql`true`;
    case 'undecided':
      return sql`pair.id not in (select unnest(c.accepted || c.rejected))`;
    case 'component':
      return sql`pair.component = ${scope.component}`;
    case 'change':
      return sql`exists (
        select from diff where diff.before_image = pair.before_image
          and diff.after_image = pair.after_image and diff.print = ${scope.change})`;
    case 'snapshots':
      return sql`pair.id = any(${scope.ids}::integer[])`;
  }
}

/** What is kept of it: how many were chosen one by one is known of the decisions. */
export const keptScope = (scope: ReviewScope) =>
  scope.kind === 'snapshots' ? { kind: scope.kind } : scope;
