import type { ResultColumn } from './result-table';
import { identifier } from './sql-literal';

export interface SortOrder {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

/**
 * The statement with its rows in another order. Text sorts as in a Vietnamese dictionary (macro `vi_sort_key`), nulls last.
 * The statement is wrapped, not changed; a trailing semicolon or line comment in it does no harm.
 */
export function sortedBy(sql: string, order: SortOrder, columns: readonly ResultColumn[]): string {
  const name = identifier(order.column);
  const isText = columns.find((column) => column.name === order.column)?.type === 'text';
  const key = isText ? `vi_sort_key(${name})` : name;
  const direction = order.direction === 'asc' ? 'ASC' : 'DESC';
  return `SELECT * FROM (\n${sql.replace(/;\s*$/, '')}\n) ORDER BY ${key} ${direction} NULLS LAST`;
}
