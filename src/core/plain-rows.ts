import { rowOf, type Plain, type ResultTable } from './result-table';

/** Rows as plain arrays, in column order; at most the first 10,000. */
export interface PlainRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Plain[])[];
}

export const plainRowLimit = 10_000;

export function plainRows(table: ResultTable): PlainRows {
  const count = Math.min(table.rowCount, plainRowLimit);
  return { columns: table.columns.map((column) => column.name), rows: Array.from({ length: count }, (_, row) => rowOf(table, row)) };
}
