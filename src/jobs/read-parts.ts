import type { Engine, RunOptions } from '../core/engine';
import { recordsOf, type Plain } from '../core/result-table';
import { dateLiteral, textLiteral } from '../core/sql/sql-literal';

/** One figure on a unit system that is not its own. */
export interface RestatedKey {
  /** The unit system it stands on: '34', '63', … */
  readonly basis: string;
  readonly unitId: string;
  readonly indicatorId: string;
  /** 'YYYY-MM-DD' */
  readonly periodEnd: string;
}

/** The observations behind a restated figure; a part that was not observed has no value. Columns of restated_parts() (queries/model/territory.sql). */
export async function readParts(
  engine: Engine,
  key: RestatedKey,
  options?: RunOptions,
): Promise<readonly Readonly<Record<string, Plain>>[]> {
  const rows = await engine.query(
    `FROM restated_parts(${textLiteral(key.basis)}, ${textLiteral(key.unitId)}, ${textLiteral(key.indicatorId)}, ${dateLiteral(key.periodEnd)})`,
    options,
  );
  return recordsOf(rows);
}
