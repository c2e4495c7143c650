import { readFilter } from './check-items';
import type { Filter } from './vector-store';

/** The expression that a filter stands for in Milvus; '' where every item fits. */
export const milvusExpression = (caller: string, filter: Filter): string =>
  readFilter(caller, filter)
    .map(([field, values]) => oneOf(field, values))
    .join(' and ');

export const oneOf = (field: string, values: readonly string[]): string =>
  `${field} in [${values.map(quoted).join(', ')}]`;

/** A text in Milvus stands between double quotes, with what has a meaning there escaped as in JSON. */
export const quoted = (value: string): string => JSON.stringify(value);
