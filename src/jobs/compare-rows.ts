import type { Engine, RunOptions } from '../core/engine';
import { addedColumns, stepsOf } from '../core/recipe/recipe';
import { cleanName } from '../core/recipe/recipe';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import type { OpenedTable } from './opened-file';

/** A clean table to compare: qualified and quoted, with what is known of it. */
export interface ComparedTable {
  readonly table: string;
  readonly opened: OpenedTable;
}

/** How a newer table differs from an older one. */
export interface RowChanges {
  /** Columns by which rows were taken for the same. */
  readonly key: readonly string[];
  readonly oldRows: number;
  readonly newRows: number;
  readonly added: number;
  readonly gone: number;
  /** Rows in both with another figure. */
  readonly changed: number;
  readonly same: number;
  readonly addedSamples: readonly RowSample[];
  readonly goneSamples: readonly RowSample[];
  readonly changedSamples: readonly CellChange[];
  /** Changed cells by column, the most first. */
  readonly columns: readonly { readonly column: string; readonly cells: number }[];
  /** Last days of the periods that only the newer table has. */
  readonly newPeriods: readonly string[];
}

export interface RowSample {
  /** Line in its file. */
  readonly row: number;
  readonly text: string;
}

export interface CellChange extends RowSample {
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

const mostSamples = 5;
const own = new Set(['_row', '_sheet', '_file']);

/** Columns that say what a row is about: unit, period and texts; every column where nothing is known. */
export function keyColumns({ recipe, columns }: OpenedTable): string[] {
  const stated = recipe
    ? stepsOf(recipe, 'reject-duplicates')
        .at(-1)
        ?.key.filter((name) => columns.includes(name))
    : undefined;
  if (stated?.length) return [...stated];
  const data = columns.filter((name) => !own.has(name));
  if (!recipe) return data;
  const figures = new Set(
    recipe.steps.flatMap((step) =>
      !step.off && (step.op === 'parse-number' || step.op === 'parse-yesno')
        ? [cleanName(recipe, step.column) ?? '']
        : step.op === 'compute'
          ? [step.name]
          : [],
    ),
  );
  // A unit is its id and a period its days, however they are written.
  const written = new Set(
    recipe.steps.flatMap((step) =>
      !step.off && (step.op === 'match-unit' || step.op === 'parse-period') ? [cleanName(recipe, step.column) ?? ''] : [],
    ),
  );
  const key = data.filter((name) => !figures.has(name) && !written.has(name) && name !== 'unit_name' && name !== 'period_kind');
  return key.length ? key : data;
}

/**
 * For each older table, how many rows of the newer one it has as well (by the key of the newer). A table that lacks a column of the key has none.
 * One statement for all of them.
 */
export async function sharedRows(
  engine: Engine,
  newer: ComparedTable,
  older: readonly ComparedTable[],
  options: RunOptions = {},
): Promise<readonly number[]> {
  const key = keyColumns(newer.opened);
  const fit = older.map((one) => key.every((name) => one.opened.columns.includes(name)));
  const selects = older.flatMap((one, i) =>
    fit[i] ? [`SELECT ${i} AS place, count(*) AS n FROM (${keysOf(newer.table, key)} INTERSECT ${keysOf(one.table, key)})`] : [],
  );
  if (selects.length === 0) return older.map(() => 0);
  const counts = new Map(
    recordsOf(await engine.query(selects.join(' UNION ALL '), options)).map((row) => [Number(row.place), Number(row.n)]),
  );
  return older.map((_, i) => counts.get(i) ?? 0);
}

function keysOf(table: string, key: readonly string[]): string {
  return `SELECT DISTINCT ${key.map((name) => `CAST(${identifier(name)} AS VARCHAR) AS ${identifier(name)}`).join(', ')} FROM ${table}`;
}

/** Rows added, gone and changed, by the key that both tables have. Rows of equal key are taken in the order of their lines. */
export async function compareRows(
  engine: Engine,
  older: ComparedTable,
  newer: ComparedTable,
  options: RunOptions = {},
): Promise<RowChanges> {
  const both = newer.opened.columns.filter((name) => older.opened.columns.includes(name) && !own.has(name));
  const wanted = keyColumns(newer.opened).filter((name) => both.includes(name));
  const key = wanted.length ? wanted : both;
  const values = both.filter((name) => !key.includes(name) && !(addedColumns.includes(name) && name !== 'unit_id'));
  const rows = async (sql: string) => recordsOf(await engine.query(sql, options));
  const k = key.map((_, i) => `k${i}`);
  const side = (table: string, columns: readonly string[]) => {
    const keys = key.map((name, i) => `CAST(${identifier(name)} AS VARCHAR) AS k${i}`);
    const cells = values.map((name, i) => `CAST(${identifier(name)} AS VARCHAR) AS v${i}`);
    const line = columns.includes('_row') ? '_row' : 'rowid + 2';
    const part = key.map(identifier).join(', ');
    return `SELECT ${[...keys, ...cells].join(', ')}, ${line} AS line, row_number() OVER (PARTITION BY ${part} ORDER BY ${line}) AS copy FROM ${table}`;
  };
  const changed = (i: number) =>
    `(o.v${i} IS DISTINCT FROM n.v${i} AND NOT coalesce(TRY_CAST(o.v${i} AS DOUBLE) = TRY_CAST(n.v${i} AS DOUBLE), false))`;
  const any = values.map((_, i) => changed(i)).join(' OR ') || 'false';
  const joined =
    `WITH o AS (${side(older.table, older.opened.columns)}), n AS (${side(newer.table, newer.opened.columns)}), ` +
    `pairs AS (SELECT o.line AS old_line, n.line AS new_line, ${k.map((name) => `coalesce(n.${name}, o.${name}) AS ${name}`).join(', ')}, ` +
    `${[...values.flatMap((_, i) => [`o.v${i} AS o${i}`, `n.v${i} AS n${i}`, `${changed(i)} AS c${i}`]), `(${any}) AS differs`].join(', ')} ` +
    `FROM o FULL OUTER JOIN n ON ${[...k.map((name) => `o.${name} IS NOT DISTINCT FROM n.${name}`), 'o.copy = n.copy'].join(' AND ')}) `;
  const inBoth = 'old_line IS NOT NULL AND new_line IS NOT NULL';
  const text = `concat_ws(' · ', ${shownKeys(key, k).join(', ')})`;
  const [sums] = await rows(
    `${joined} SELECT count(*) FILTER (old_line IS NULL) AS added, count(*) FILTER (new_line IS NULL) AS gone, count(*) FILTER (${inBoth} AND differs) AS changed, ` +
      `count(*) FILTER (${inBoth} AND NOT differs) AS same${values.map((_, i) => `, count(*) FILTER (${inBoth} AND c${i}) AS c${i}`).join('')} FROM pairs`,
  );
  const of = (name: string) => Number(sums?.[name] ?? 0);
  const columns = values
    .map((column, i) => ({ column, cells: of(`c${i}`), place: i }))
    .filter(({ cells }) => cells > 0)
    .sort((a, b) => b.cells - a.cells);
  const sample = async (when: string, line: string): Promise<RowSample[]> =>
    (await rows(`${joined} SELECT ${line} AS line, ${text} AS said FROM pairs WHERE ${when} ORDER BY line LIMIT ${mostSamples}`)).map(
      (row) => ({
        row: Number(row.line),
        text: String(row.said ?? ''),
      }),
    );
  const cells = columns
    .slice(0, 3)
    .map(
      ({ column, place }) =>
        `(SELECT new_line AS line, ${text} AS said, ${textLiteral(column)} AS name, o${place} AS was, n${place} AS now FROM pairs WHERE ${inBoth} AND c${place} ORDER BY new_line LIMIT ${mostSamples})`,
    );
  const period = both.includes('period_end');
  return {
    key,
    oldRows: of('gone') + of('changed') + of('same'),
    newRows: of('added') + of('changed') + of('same'),
    added: of('added'),
    gone: of('gone'),
    changed: of('changed'),
    same: of('same'),
    addedSamples: of('added') ? await sample('old_line IS NULL', 'new_line') : [],
    goneSamples: of('gone') ? await sample('new_line IS NULL', 'old_line') : [],
    changedSamples: cells.length
      ? (await rows(`${joined} SELECT * FROM (${cells.join(' UNION ALL ')}) ORDER BY line LIMIT ${mostSamples}`)).map((row) => ({
          row: Number(row.line),
          text: String(row.said ?? ''),
          column: String(row.name),
          before: String(row.was ?? ''),
          after: String(row.now ?? ''),
        }))
      : [],
    columns: columns.map(({ column, cells: many }) => ({ column, cells: many })),
    newPeriods: period
      ? (
          await rows(
            `SELECT DISTINCT period_end AS day FROM ${newer.table} WHERE period_end IS NOT NULL AND period_end NOT IN (SELECT period_end FROM ${older.table} WHERE period_end IS NOT NULL) ORDER BY day LIMIT 24`,
          )
        ).map((row) => String(row.day))
      : [],
  };
}

/** Ids of units are no words for people; where a unit is part of the key its id stands in. */
function shownKeys(key: readonly string[], k: readonly string[]): string[] {
  return key.map((name, i) => (name === 'unit_id' ? `(SELECT name_vi FROM unit WHERE unit.unit_id = ${k[i]})` : (k[i] ?? "''")));
}
