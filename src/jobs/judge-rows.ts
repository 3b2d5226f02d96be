import type { Engine, RunOptions } from '../core/engine';
import type { CompiledRecipe } from '../core/recipe/recipe-sql';
import { identifier } from '../core/sql/sql-literal';

/** The judged and the clean rows of a table while they are checked. */
export interface JudgedRows {
  /** Qualified, quoted. */
  readonly judged: string;
  /** For use behind FROM. */
  readonly clean: string;
  /** To be called when all checks are done: `fresh.clean` then has the clean rows and nothing else. */
  readonly settle: () => Promise<void>;
}

/** From so many rows on writing them twice costs more than taking columns and rows out again. */
const manyRows = 50_000;
const mostDropped = 40;

/**
 * Runs a recipe. The judged rows of a large table become the clean ones when they have been checked: the columns of the checks are dropped and the rows put
 * aside deleted, neither of which writes the others again. That the clean ones come in the order of the file is looked at; where they do not, and in small tables,
 * the clean rows are a sorted copy.
 * @param rows of the raw table
 */
export async function judgeRows(
  engine: Engine,
  fresh: { readonly judged: string; readonly clean: string },
  compiled: CompiledRecipe,
  rows: number,
  run: RunOptions,
): Promise<JudgedRows> {
  const { columns, checks, judged, cleanFrom } = compiled;
  const copied = async (from: string): Promise<JudgedRows> => {
    await engine.query(`CREATE OR REPLACE TABLE ${fresh.judged} AS ${from}`, run);
    await engine.query(`CREATE OR REPLACE TABLE ${fresh.clean} AS ${cleanFrom(fresh.judged)}`, run);
    return { judged: fresh.judged, clean: fresh.clean, settle: async () => {} };
  };
  if (rows < manyRows || checks.length > mostDropped || checks.some((name) => columns.includes(name))) return copied(judged);
  const names = columns.map(identifier).join(', ');
  const both = `SELECT ${names}, ${checks.map(identifier).join(', ')} FROM (${judged})`;
  await engine.query(`CREATE OR REPLACE TABLE ${fresh.clean} AS ${both}`, run);
  const kept = `FROM ${fresh.clean} WHERE _kept AND _reason IS NULL`;
  const order = `SELECT count(*) FILTER (back) FROM (SELECT _row < lag(_row) OVER () AS back ${kept})`;
  if (Number((await engine.query(order, run)).cell(0, 0)) > 0) return copied(`SELECT * FROM ${fresh.clean}`);
  return {
    judged: fresh.clean,
    clean: `(SELECT ${names} ${kept}) AS clean_rows`,
    settle: async () => {
      await engine.query(`DELETE FROM ${fresh.clean} WHERE NOT _kept OR _reason IS NOT NULL`, run);
      for (const name of checks) await engine.query(`ALTER TABLE ${fresh.clean} DROP COLUMN ${identifier(name)}`, run);
    },
  };
}
