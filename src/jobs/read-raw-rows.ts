import type { Engine, RunOptions } from '../core/engine';
import type { Recipe, RecipeStep } from '../core/recipe/recipe';
import type { RawTableRef } from '../core/recipe/recipe-shape';
import { reshaped } from '../core/recipe/reshape-sql';
import { compileRecipe } from '../core/recipe/recipe-sql';
import { columnsOf, stepLook } from '../core/recipe/step-look';
import { recordsOf, rowOf } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import { readTexts } from './read-texts';

/** Rows of a file as they are. */
export interface RawRows {
  readonly from: number;
  readonly rows: readonly RawRow[];
}

export interface RawRow {
  readonly line: number;
  readonly kind: string;
  readonly cells: readonly string[];
}

/** Rows from the `from`th (0-based), in the order of the file; raw tables are never changed, so their row ids count them. */
export async function readRawRows(engine: Engine, table: string, from: number, count: number, options: RunOptions = {}): Promise<RawRows> {
  const result = await engine.query(
    `SELECT _row, _kind, COLUMNS(c -> c NOT IN ('_row', '_kind', '_sheet')) FROM raw.${identifier(table)} WHERE rowid >= ${from} AND rowid < ${from + count} ORDER BY rowid`,
    options,
  );
  return {
    from,
    rows: Array.from({ length: result.rowCount }, (_, at) => {
      const [line, kind, ...cells] = rowOf(result, at);
      return { line: Number(line), kind: String(kind), cells: cells.map((cell) => (cell === null ? '' : String(cell))) };
    }),
  };
}

/** The 0-based place of a line among the rows of a raw table, or, without a line, the number of rows. */
export async function readPlaces(engine: Engine, table: string, line: number | null): Promise<number | null> {
  const what = line === null ? 'count(*)' : `min(rowid) FILTER (_row >= ${line})`;
  const place = (await engine.query(`SELECT ${what} FROM raw.${identifier(table)}`)).cell(0, 0);
  return place === null || place === undefined ? null : Number(place);
}

export interface RejectedRows {
  readonly total: number;
  /** The first 500. */
  readonly rows: readonly RejectedRow[];
}

export interface RejectedRow {
  readonly line: number;
  /** Code of an issue. */
  readonly reason: string;
  /** The raw column to blame, where one is. */
  readonly column: string | null;
  readonly text: string;
}

const mostRejected = 500;

/** Rows that the recipe puts aside, ragged rows among them. */
export async function readRejected(
  engine: Engine,
  raw: RawTableRef,
  recipe: Recipe,
  knowledge: Knowledge,
  options: RunOptions = {},
): Promise<RejectedRows> {
  const { readings } = await readTexts(engine, recipe, raw, knowledge, options);
  const compiled = compileRecipe(recipe, raw, readings);
  const whole = `concat_ws(' · ', ${raw.columns
    .slice(0, 12)
    .map((column) => `nullif(r.${identifier(column)}, '')`)
    .join(', ')})`;
  const ragged = `SELECT r._row, 'ragged-row' AS _reason, NULL AS _column, ${whole} AS _text FROM ${raw.table} AS r WHERE r._kind = 'ragged' AND r._row NOT IN (SELECT _row FROM judged WHERE _kept)`;
  const all = `WITH judged AS MATERIALIZED (${compiled.judged}), aside AS (SELECT * FROM (${compiled.rejectedFrom('judged')}) UNION ALL ${ragged})`;
  const found = await engine.query(
    `${all} SELECT _row AS line, _reason AS reason, _column AS col, _text AS said, count(*) OVER () AS total FROM aside ORDER BY line LIMIT ${mostRejected}`,
    options,
  );
  const rows = recordsOf(found);
  return {
    total: Number(rows[0]?.total ?? 0),
    rows: rows.map((row) => ({
      line: Number(row.line),
      reason: String(row.reason),
      column: row.col ? String(row.col) : null,
      text: String(row.said ?? ''),
    })),
  };
}

const mostHits = 5000;

/** What a step touches: columns, and the lines (the first 5,000) where it changes something; null lines: all of them. */
export async function readHits(
  engine: Engine,
  table: string,
  columns: readonly string[],
  recipe: Recipe,
  step: RecipeStep,
): Promise<{ readonly columns: ReadonlySet<string>; readonly lines: ReadonlySet<number> | null; readonly wholeRows: boolean } | null> {
  const raw = reshaped(recipe, { table: `raw.${identifier(table)}`, file: '', columns });
  const look = stepLook(step, recipe, raw.columns);
  if (!look) return { columns: new Set(columnsOf(step)), lines: null, wholeRows: false };
  const when = look.rows ?? (look.cells.map((cell) => `(${cell.changed})`).join(' OR ') || 'false');
  const found = await engine.query(`SELECT _row FROM ${raw.table} WHERE ${when} LIMIT ${mostHits}`);
  const lines = new Set(Array.from({ length: found.rowCount }, (_, at) => Number(found.cell(at, 0))));
  if (look.rows !== null) return { columns: new Set(), lines, wholeRows: true };
  if (step.op === 'rename') return { columns: new Set([step.column]), lines: null, wholeRows: false };
  return { columns: new Set(look.cells.map((cell) => cell.column)), lines, wholeRows: false };
}
