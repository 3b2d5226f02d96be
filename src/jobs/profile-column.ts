import { profileIn, profileSql, type ColumnProfile } from '../core/grid/column-profile';
import type { Engine, RunOptions } from '../core/engine';
import type { ResultColumn } from '../core/result-table';

/**
 * What one column of a statement's result holds, in one pass of the engine.
 * @param column of the statement's result, by name and type
 * @throws what `Engine.query` throws
 */
export async function profileColumn(engine: Engine, sql: string, column: ResultColumn, options?: RunOptions): Promise<ColumnProfile> {
  return profileIn(await engine.query(profileSql(sql, column), options), column);
}
