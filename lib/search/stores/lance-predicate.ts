import { readFilter } from './check-items';
import type { Filter } from './vector-store';

/** The SQL that a filter stands for; undefined where every item fits. */
export function lancePredicate(caller: string, filter: Filter): string | undefined {
  const wanted = readFilter(caller, filter);
  return wanted.length ? wanted.map(([field, values]) => oneOf(field, values)).join(' AND ') : undefined;
}

/** In SQL a text stands between single quotes, and one within it is written twice; nothing else in it has a meaning. */
export const oneOf = (column: string, values: readonly string[]): string =>
  `${column} IN (${values.map(value => `'${value.replaceAll("'", "''")}'`).join(', ')})`;
