import type { Engine } from '../../core/engine';
import { readPivot } from '../../core/pivot/pivot';
import { cellKeys } from '../../core/pivot/pivot-fields';
import { drillSql } from '../../core/pivot/pivot-sql';
import type { ResultTable } from '../../core/result-table';
import { identifier } from '../../core/sql/sql-literal';
import { writePivot } from '../../jobs/write-pivot';

/** The statement that gives the rows behind one figure of a pivot; null when there is no pivot or no figure there. */
export async function drillPivot(
  engine: Engine,
  pivotText: string | null,
  table: ResultTable,
  row: number,
  column: string,
): Promise<string | null> {
  const pivot = readPivot(pivotText);
  if (!pivot) return null;
  const { columns } = await engine.query(`SELECT * FROM ${identifier(pivot.source)} LIMIT 0`);
  const { fields } = await writePivot(engine, pivot, columns);
  const keys = cellKeys(fields, table, row, column);
  return keys && drillSql(pivot, columns, keys);
}
