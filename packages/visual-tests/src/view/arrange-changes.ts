/** How the rows of a comparison are put together and ordered. */
import { type changeGroups, type changeOrders, differenceClasses } from '@twinlens/contract';
import { type RawBuilder, sql } from 'kysely';
import { type Arrangement, nameOrder } from './row-page.ts';

type GroupBy = (typeof changeGroups)[number];
type Order = (typeof changeOrders)[number];

const keys: Record<GroupBy, RawBuilder<string>> = {
  component: sql`s.component`,
  target: sql`s.target`,
  change: sql`coalesce(d.print, '')`,
};

/** First by the kind of difference, then by how many pixels it covers; zero where nobody has looked. */
const severity = sql<number>`
  coalesce(array_position(${sql.lit(`{${differenceClasses.join(',')}}`)}::text[], d.class), 0)::bigint
    * 10000000000 + coalesce(d.area, 0)`;

/** @returns rows of one group beside each other; of changes those with most snapshots first */
export function arrangeChanges(groupBy: GroupBy, order: Order): Arrangement {
  return {
    key: keys[groupBy],
    severity,
    order(alias) {
      const column = (name: string) => sql.ref(`${alias}.${name}`);
      const key = sql`${column('key')} collate "C"`;
      const names = nameOrder(alias);
      if (order === 'severity') {
        return sql`${column('key')} = '', ${column('most')} desc, ${key},
          ${column('severity')} desc, ${names}`;
      }
      const largestFirst =
        groupBy === 'change' ? sql`${column('key')} = '', ${column('size')} desc, ` : sql``;
      return sql`${largestFirst}${key}, ${names}`;
    },
  };
}
