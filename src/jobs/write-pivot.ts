import type { Engine, RunOptions } from '../core/engine';
import type { Pivot } from '../core/pivot/pivot';
import { keysOf, pivotFields, type PivotField } from '../core/pivot/pivot-fields';
import { pivotKeysSql, pivotSql } from '../core/pivot/pivot-sql';
import type { ResultColumn } from '../core/result-table';

/** A pivot as a statement, and what its columns are. */
export interface WrittenPivot {
  readonly sql: string;
  readonly fields: readonly PivotField[];
  /** There are more column keys than `columnLimit` shows; the totals count them all the same. */
  readonly more: boolean;
}

/**
 * Asks for the keys of the column dimensions and writes the wide statement.
 * @throws AppError `sql-*` when the source or one of its columns is not there
 */
export async function writePivot(
  engine: Engine,
  pivot: Pivot,
  columns: readonly ResultColumn[],
  options: RunOptions = {},
): Promise<WrittenPivot> {
  const keysSql = pivotKeysSql(pivot, columns);
  const keys = keysSql === null ? [] : keysOf(await engine.query(keysSql, options));
  return { sql: pivotSql(pivot, columns, keys), fields: pivotFields(pivot, keys), more: keys.length > pivot.columnLimit };
}
