import type { Engine, RunOptions } from '../core/engine';
import type { Plain } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';
import { rowOf } from '../core/result-table';

/** A few rows of a file as it was, around the one that is asked about. */
export interface SourceRows {
  readonly rows: readonly { readonly row: number; readonly kind: string; readonly cells: readonly Plain[]; readonly wanted: boolean }[];
}

/**
 * Rows of a loaded file's raw text: its header rows, and `around` rows (default 2) before and after the one asked for.
 * @param table the table's name in the schema `raw`
 * @param row 1-based line in the file
 */
export async function readSourceRows(
  engine: Engine,
  table: string,
  row: number,
  options: RunOptions & { around?: number } = {},
): Promise<SourceRows> {
  const around = options.around ?? 2;
  const result = await engine.query(
    `SELECT _row, _kind, COLUMNS(c -> c NOT IN ('_row', '_kind', '_sheet')) FROM raw.${identifier(table)}
     WHERE _row BETWEEN ${row - around} AND ${row + around} OR _kind = 'header'
     ORDER BY _row`,
    options,
  );
  return {
    rows: Array.from({ length: result.rowCount }, (_, at) => {
      const [line, kind, ...cells] = rowOf(result, at);
      return { row: Number(line), kind: String(kind), cells, wanted: Number(line) === row };
    }),
  };
}
