/** A cell as the product shows it: DECIMAL, HUGEINT and BIGINT as number (exact to 2^53, else string), DATE as 'YYYY-MM-DD', TIMESTAMP as ISO text, lists and structs as JSON text. */
export type Plain = string | number | boolean | null;

/** What a column holds, as far as showing, sorting and exporting it needs to know. */
export type ColumnType = 'text' | 'number' | 'integer' | 'boolean' | 'date' | 'timestamp' | 'other';

export interface ResultColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The engine's own type name, such as 'DECIMAL(5,2)'. */
  readonly sqlType: string;
}

/**
 * A result that stays where the engine put it (Arrow); cells are read one at a time.
 * Reading 10,000 cells takes some 10 ms; there is deliberately no method that returns all rows as objects.
 */
export interface ResultTable {
  readonly columns: readonly ResultColumn[];
  readonly rowCount: number;
  /** 0-based; throws RangeError outside the table. */
  cell(row: number, column: number): Plain;
}

/** One row as an array in column order. */
export function rowOf(table: ResultTable, row: number): Plain[] {
  return table.columns.map((_, column) => table.cell(row, column));
}

/** Index of a column by name, or -1. */
export function columnIndex(table: ResultTable, name: string): number {
  return table.columns.findIndex((column) => column.name === name);
}

/** The first `limit` rows as objects; for small results and the scripting surface only. Equal column names: the last one wins. */
export function recordsOf(table: ResultTable, limit = Infinity): Record<string, Plain>[] {
  const count = Math.min(table.rowCount, limit);
  const records: Record<string, Plain>[] = [];
  for (let row = 0; row < count; row++) {
    records.push(Object.fromEntries(table.columns.map((column, i) => [column.name, table.cell(row, i)])));
  }
  return records;
}
