import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';

/**
 * What is captured by the same workers: a type of target, or that in a browser that is asked for by
 * name, such as `browser-chrome in next`.
 */
export const poolOf = (type: string, browserName: string | null | undefined): string =>
  browserName ? `${type} in ${browserName}` : type;

/** The same of a row of `snap_request`. */
export const poolOfRow = (alias: string): RawBuilder<string> =>
  sql<string>`concat_ws(' in ', ${sql.ref(`${alias}.type`)}, ${sql.ref(`${alias}.browser_name`)})`;

interface Asked {
  types: readonly string[];
  named?: readonly { type: string; name: string }[] | undefined;
}

/** All that a worker asks for. */
export const poolsOf = ({ types, named = [] }: Asked): string[] => [
  ...types,
  ...named.map(({ type, name }) => poolOf(type, name)),
];
