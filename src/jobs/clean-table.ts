import type { Engine, RunOptions } from '../core/engine';
import type { Issue } from '../core/issue';
import { cleanName, stepsOf, type Recipe } from '../core/recipe/recipe';
import { keptKinds } from '../core/recipe/recipe-shape';
import { reshaped } from '../core/recipe/reshape-sql';
import { compileRecipe, type CompiledRecipe } from '../core/recipe/recipe-sql';
import { settledIssues } from '../core/recipe/settled-issues';
import { recordsOf } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import type { PreparedTable } from '../ingest/prepared-table';
import { checkTable } from './check-table';
import type { CheckedFormula, CheckedTable, FigureColumn } from './checked-table';
import { observationInsert, usableMeasures, type Measure } from './insert-observations';
import { judgeRows, type JudgedRows } from './judge-rows';
import type { OpenedTable, RowCounts } from './opened-file';
import { readTexts, type UnitText } from './read-texts';

/** One table of a file on its way in; it gets its name only when everything succeeded. Tables qualified and quoted. */
export interface FreshTable {
  readonly name: string;
  /** As in `TableNames.nameFor`. */
  readonly part: string;
  readonly raw: string;
  readonly judged: string;
  readonly clean: string;
}

/** A table ready to take its name: `fresh.clean` is there, and `fresh.judged` may be. */
export interface CleanedTable {
  readonly fresh: FreshTable;
  readonly file: string;
  /** Null on the engine's own path: no raw table, no recipe. */
  readonly prepared: PreparedTable | null;
  readonly figures: readonly FigureColumn[];
  readonly measures: readonly Measure[];
  /** `observations` is 0 until they are inserted. */
  readonly opened: OpenedTable;
}

export interface CleanOptions extends RunOptions {
  /** system_id → how its indicators are computed. */
  readonly measures: ReadonlyMap<string, readonly Measure[]>;
}

/**
 * Runs a recipe over a raw table that is there, and checks what comes out.
 * @param told issues beside those of reading and checking, such as where a replayed recipe does not fit
 * @throws AppError sql-* when an expression of the recipe cannot run, cancelled
 */
export async function cleanTable(
  engine: Engine,
  file: string,
  fresh: FreshTable,
  prepared: PreparedTable,
  recipe: Recipe,
  told: readonly Issue[],
  knowledge: Knowledge,
  options: CleanOptions,
): Promise<CleanedTable> {
  const run: RunOptions = options.signal ? { signal: options.signal } : {};
  const raw = { table: fresh.raw, file, sheet: prepared.sheet, columns: prepared.columns };
  const { readings, unitTexts } = await readTexts(engine, recipe, raw, knowledge, run);
  const compiled = compileRecipe(recipe, raw, readings);
  const judged = await judgeRows(engine, fresh, compiled, prepared.read, run);
  const figures = figureColumns(prepared, recipe);
  const measures = await usableMeasures(engine, judged.clean, options.measures.get(prepared.systemId ?? '') ?? [], run);
  const checked = checkedTable(fresh.name, judged, prepared, recipe, compiled, figures, measures, unitTexts);
  const { clean: out, issues: found } = await checkTable(engine, checked, knowledge, run);
  const counts = await countsOf(engine, prepared, recipe, compiled, { raw: fresh.raw, judged: judged.judged }, out, run);
  await judged.settle();
  const read = prepared.issues.map((issue) => ({ ...issue, table: fresh.name }));
  return {
    fresh,
    file,
    prepared,
    figures,
    measures,
    opened: {
      name: fresh.name,
      sheet: prepared.sheet,
      rows: out,
      columns: compiled.columns,
      rejected: counts.rejected,
      issues: inOrder(settledIssues([...told, ...read, ...ownIssues(fresh.name, recipe), ...found], recipe)),
      counts,
      systemId: prepared.systemId,
      unitSystems: checked.unitSystems,
      recipe,
      prepared,
      told,
      observations: 0,
      path: 'careful',
      encoding: prepared.encoding,
      delimiter: prepared.delimiter,
      dialect: prepared.dialect,
    },
  };
}

/** A table that is there, as when it was cleaned. @param table the clean one, qualified and quoted */
export async function asCleaned(
  engine: Engine,
  file: string,
  opened: OpenedTable,
  table: string,
  { measures, ...run }: CleanOptions,
): Promise<Omit<CleanedTable, 'fresh'>> {
  return {
    file,
    prepared: opened.prepared,
    figures: opened.prepared && opened.recipe ? figureColumns(opened.prepared, opened.recipe) : [],
    measures: await usableMeasures(engine, table, measures.get(opened.systemId ?? '') ?? [], run),
    opened,
  };
}

/** The statement that enters a clean table's observations; '' where it has none. @param table qualified and quoted */
export function observationsSql({ file, prepared, opened, figures, measures }: Omit<CleanedTable, 'fresh'>, table: string): string {
  if (!prepared?.systemId || !opened.columns.includes('unit_id') || !opened.columns.includes('period_start')) return '';
  const insert = observationInsert(
    {
      table,
      file,
      systemId: prepared.systemId,
      origin: prepared.illustrative ? 'illustrative' : 'user',
      countColumns: figures.filter((figure) => figure.unit !== '%').map((figure) => figure.name),
    },
    measures,
  );
  return insert ? `${insert};` : '';
}

/** Number columns of the clean table, with their heads and units of measure. */
export function figureColumns(prepared: PreparedTable, recipe: Recipe): FigureColumn[] {
  const numbers = new Set(stepsOf(recipe, 'parse-number').map((step) => step.column));
  return reshapedColumns(prepared, recipe).flatMap((column) => {
    const name = cleanName(recipe, column);
    // The reader's own plan, where the column is one it knows.
    const i = prepared.reshaped.indexOf(column);
    return numbers.has(column) && name !== null ? [{ name, header: column, unit: prepared.measures[i] ?? null }] : [];
  });
}

/** Columns as the recipe's reshaping steps leave them. */
function reshapedColumns(prepared: PreparedTable, recipe: Recipe): readonly string[] {
  return reshaped(recipe, { table: '', file: '', columns: prepared.columns }).columns;
}

function checkedTable(
  name: string,
  { judged, clean }: JudgedRows,
  prepared: PreparedTable,
  recipe: Recipe,
  compiled: CompiledRecipe,
  figures: FigureColumn[],
  measures: Measure[],
  unitTexts: readonly UnitText[],
): CheckedTable {
  const columns = reshapedColumns(prepared, recipe);
  const present = (column: string) => columns.includes(column);
  const unit = stepsOf(recipe, 'match-unit').findLast((step) => present(step.column));
  const period = stepsOf(recipe, 'parse-period').findLast((step) => present(step.column));
  return {
    name,
    judged,
    clean,
    compiled,
    figures,
    systemId: prepared.systemId,
    unitSystems: unit ? unit.systems.filter((system) => system !== 'VN' || prepared.unitSystems.includes('VN')) : prepared.unitSystems,
    hasUnit: unit !== undefined,
    hasPeriod: period !== undefined,
    // Several totals without a period are sums of groups: nobody knows which rows they are made of.
    hasTotals: prepared.systemId === null && period === undefined ? prepared.counts.total === 1 : prepared.counts.total > 0,
    formulas: checkedFormulas(prepared, figures),
    keptKinds: keptKinds(recipe),
    measures,
    unitTexts,
    unitColumn: unit?.column ?? null,
    periodColumn: period?.column ?? null,
  };
}

/** The printed formulas whose columns are all figures of the clean table. */
function checkedFormulas(prepared: PreparedTable, figures: readonly FigureColumn[]): CheckedFormula[] {
  const names = prepared.columns.map((column) => figures.find((figure) => figure.header === column)?.name);
  return prepared.formulas.flatMap(({ column, text, expression }) => {
    const own = names[column];
    const used = [...expression.matchAll(/#(\d+)/g)].map(([, at]) => names[Number(at)]);
    if (own === undefined || used.includes(undefined)) return [];
    const sql = expression.replace(/#(\d+)/g, (_, at) => `${identifier(names[Number(at)] ?? '')}::DOUBLE`);
    return [{ column: own, text, sql, ratio: expression.includes('/') }];
  });
}

/** What the reader of the file has said about single rows and cells. */
function ownIssues(table: string, recipe: Recipe): Issue[] {
  const base = { kind: 'repair' as const, table };
  return recipe.steps.flatMap((step): Issue[] => {
    if (step.off) return [];
    const rows = (lines: readonly number[]) => ({ rows: lines.length, examples: lines.slice(0, 5).map((row) => ({ row, before: '' })) });
    if (step.op === 'mark-rows') return [{ ...base, code: 'row-marked', ...rows(step.rows), detail: { kind: step.kind } }];
    if (step.op === 'take-rows') return [{ ...base, code: 'row-taken', ...rows(step.rows) }];
    if (step.op === 'fix-cell')
      return [{ ...base, code: 'cell-fixed', column: step.column, rows: 1, examples: [{ row: step.row, before: '', after: step.text }] }];
    if (step.op === 'compute')
      return [{ ...base, code: 'column-computed', column: step.name, rows: 0, examples: [], detail: { sql: step.sql } }];
    return [];
  });
}

/** Rows by what became of them. Where lines were marked otherwise, the engine counts; else the reader has counted already. */
async function countsOf(
  engine: Engine,
  prepared: PreparedTable,
  recipe: Recipe,
  compiled: CompiledRecipe,
  fresh: Pick<FreshTable, 'raw' | 'judged'>,
  out: number,
  run: RunOptions,
): Promise<RowCounts> {
  const counts: Record<string, number> = { ...prepared.counts };
  const marks = stepsOf(recipe, 'mark-rows').filter((step) => step.rows.length > 0);
  if (marks.length > 0) {
    const lines = marks.flatMap((step) => step.rows).join(', ');
    const before = recordsOf(await engine.query(`SELECT _row, _kind FROM ${fresh.raw} WHERE _row IN (${lines})`, run));
    for (const row of before) {
      const kind = marks.findLast((step) => step.rows.includes(Number(row._row)))?.kind ?? '';
      counts[String(row._kind)] = (counts[String(row._kind)] ?? 0) - 1;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
  }
  const of = (kind: string) => counts[kind] ?? 0;
  const kept = keptKinds(recipe).reduce((sum, kind) => sum + of(kind), 0);
  const left = (kind: string) => (keptKinds(recipe).includes(kind) ? 0 : of(kind));
  // One line of the file became several rows: what was put aside of them is counted.
  const unpivoted = stepsOf(recipe, 'unpivot').some((step) => !step.off);
  const aside = unpivoted
    ? Number((await engine.query(`SELECT count(*) FROM (${compiled.rejectedFrom(fresh.judged)})`, run)).cell(0, 0))
    : kept - out;
  return {
    read: prepared.read,
    out,
    rejected: aside + left('ragged') + left('data'),
    title: left('title'),
    unit: left('unit'),
    header: left('header') + left('code'),
    total: left('total'),
    region: left('region'),
    section: left('section'),
    summary: left('summary'),
    note: left('note'),
    blank: left('blank'),
    repeatedHeader: left('repeated-header'),
  };
}

/** Name of a table that a table of the product itself has in the schema `main` or `raw`. */
export function namedTables(name: string): { readonly raw: string; readonly main: string } {
  return { raw: `raw.${identifier(name)}`, main: `main.${identifier(name)}` };
}

const kindOrder: readonly Issue['kind'][] = ['question', 'rejection', 'warning', 'repair'];

/** The most consequential first. */
function inOrder(issues: readonly Issue[]): Issue[] {
  return [...issues].sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));
}
