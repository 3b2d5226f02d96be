import type { Engine, RunOptions } from '../core/engine';
import { textConditionSql } from '../core/grid/grid-filter';
import type { Plain, ResultColumn } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';
import { relationOf } from '../core/sql/sql-relation';

/** One value of a column and in how many rows it stands. */
export interface ValueCount {
  readonly value: Plain;
  readonly count: number;
}

/** More values than these are not listed; a search finds the others. */
export const maxListedValues = 200;

/**
 * The values of one column of a statement's result, most frequent first, at most 200. `search` keeps those that contain it, in any case,
 * and without accents where it has none; empty = all. Values of types that are no text, number, day or yes/no come as the engine's text.
 * @throws what `Engine.query` throws
 */
export async function listValues(
  engine: Engine,
  sql: string,
  column: ResultColumn,
  search: string,
  options?: RunOptions,
): Promise<ValueCount[]> {
  const name = identifier(column.name);
  const value = column.type === 'text' || column.type === 'other' ? `CAST(${name} AS VARCHAR)` : name;
  const where = search.trim() === '' ? '' : `WHERE ${textConditionSql('value', search.trim(), 'contains')}`;
  // The limit, which nothing reaches, keeps the engine from searching rows before they are counted: there are fewer values than rows.
  const counted = `SELECT ${value} AS value, count(*) AS rows FROM ${relationOf(sql)} GROUP BY ALL LIMIT ${Number.MAX_SAFE_INTEGER}`;
  const result = await engine.query(
    `SELECT value, rows FROM (${counted}) ${where} ORDER BY rows DESC, value NULLS LAST LIMIT ${maxListedValues}`,
    options,
  );
  return Array.from({ length: result.rowCount }, (_, row) => ({ value: result.cell(row, 0), count: Number(result.cell(row, 1)) }));
}
