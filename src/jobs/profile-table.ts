import type { Engine, RunOptions } from '../core/engine';
import { recordsOf } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';

/** What one column holds: `distinct` is approximate (HyperLogLog), `nullPct` 0 to 100; min and max as text, null when all values are. */
export interface ColumnProfile {
  readonly column: string;
  readonly sqlType: string;
  readonly min: string | null;
  readonly max: string | null;
  readonly distinct: number;
  readonly nullPct: number;
}

/** Profiles every column of a table in one pass of the engine. */
export async function profileTable(engine: Engine, table: string, options?: RunOptions): Promise<ColumnProfile[]> {
  const result = await engine.query(`SUMMARIZE SELECT * FROM ${identifier(table)}`, options);
  return recordsOf(result).map((row) => ({
    column: String(row.column_name),
    sqlType: String(row.column_type),
    min: row.min === null || row.min === undefined ? null : String(row.min),
    max: row.max === null || row.max === undefined ? null : String(row.max),
    distinct: Number(row.approx_unique),
    nullPct: Number(row.null_percentage),
  }));
}
