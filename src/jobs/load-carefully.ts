import type { Engine, RunOptions } from '../core/engine';
import type { Issue } from '../core/issue';
import { cleanName, stepsOf } from '../core/recipe/recipe';
import { keptKinds } from '../core/recipe/recipe-shape';
import { compileRecipe, type CompiledRecipe } from '../core/recipe/recipe-sql';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import type { PrepareFile } from '../ingest/prepare-file';
import type { PreparedTable, TableStart } from '../ingest/prepared-table';
import type { SourceFile } from '../ingest/source-file';
import { freeName, tableName } from '../ingest/table-name';
import { checkTable } from './check-table';
import type { CheckedFormula, CheckedTable, FigureColumn } from './checked-table';
import { observationInsert, usableMeasures, type Measure } from './insert-observations';
import type { OpenedTable, RowCounts } from './opened-file';
import { readTexts, type UnitText } from './read-texts';
import { enterTable, forgetFile, type TableNames } from './table-registry';

export interface LoadOptions extends RunOptions {
  readonly prepare: PrepareFile;
  readonly onProgress: (bytes: number) => void;
  /** system_id → how its indicators are computed. */
  readonly measures: ReadonlyMap<string, readonly Measure[]>;
}

/** One table of the file on its way in; it gets its name only when every table of the file succeeded. */
interface Fresh {
  readonly name: string;
  /** As in `TableNames.nameFor`. */
  readonly part: string;
  readonly raw: string;
  readonly judged: string;
  readonly clean: string;
}

/** A table ready to take its name. */
interface Loaded {
  readonly fresh: Fresh;
  readonly prepared: PreparedTable;
  readonly compiled: CompiledRecipe;
  readonly figures: readonly FigureColumn[];
  readonly measures: readonly Measure[];
  readonly opened: Omit<OpenedTable, 'observations'>;
}

/**
 * The careful path: raw rows as text, then for each table the suggested recipe over them and checks, then observations; names change hands in one
 * transaction at the end.
 * @throws AppError file-*, sql-*, cancelled
 */
export async function loadCarefully(
  engine: Engine,
  source: SourceFile,
  names: TableNames,
  knowledge: Knowledge,
  options: LoadOptions,
): Promise<readonly OpenedTable[]> {
  const fresh: Fresh[] = [];
  try {
    const prepared = await loadRaw(engine, source, names, knowledge, fresh, options);
    const loaded: Loaded[] = [];
    for (const [i, table] of prepared.entries()) {
      const place = fresh[i];
      if (place) loaded.push(await loadTable(engine, source, place, table, knowledge, options));
    }
    options.signal?.throwIfAborted();
    await swap(engine, source, names, loaded);
    return await withObservations(engine, source, loaded);
  } catch (error) {
    const left = fresh.flatMap(({ raw, judged, clean }) => [raw, judged, clean]);
    if (left.length) await engine.execute(left.map((table) => `DROP TABLE IF EXISTS ${table};`).join(' ')).catch(() => {});
    throw error;
  }
}

/** Recipe, typing and checks of one table whose raw rows are there. */
async function loadTable(
  engine: Engine,
  source: SourceFile,
  fresh: Fresh,
  prepared: PreparedTable,
  knowledge: Knowledge,
  options: LoadOptions,
): Promise<Loaded> {
  const run: RunOptions = options.signal ? { signal: options.signal } : {};
  const raw = { table: fresh.raw, file: source.name, sheet: prepared.sheet, columns: prepared.columns };
  const { readings, unitTexts } = await readTexts(engine, prepared.recipe, raw, knowledge, run);
  const compiled = compileRecipe(prepared.recipe, raw, readings);
  await engine.query(`CREATE OR REPLACE TABLE ${fresh.judged} AS ${compiled.judged}`, run);
  await engine.query(`CREATE OR REPLACE TABLE ${fresh.clean} AS ${compiled.cleanFrom(fresh.judged)}`, run);
  const figures = figureColumns(prepared);
  const measures = await usableMeasures(engine, fresh.clean, options.measures.get(prepared.systemId ?? '') ?? [], run);
  const checked = checkedTable(prepared, compiled, fresh, figures, measures, unitTexts);
  const { clean: out, issues: found } = await checkTable(engine, checked, knowledge, run);
  const counts = countsOf(prepared, out);
  const told = prepared.issues.map((issue) => ({ ...issue, table: fresh.name }));
  return {
    fresh,
    prepared,
    compiled,
    figures,
    measures,
    opened: {
      name: fresh.name,
      sheet: prepared.sheet,
      rows: out,
      columns: compiled.columns,
      rejected: counts.rejected,
      issues: inOrder([...told, ...found]),
      counts,
      systemId: prepared.systemId,
      unitSystems: prepared.unitSystems,
      recipe: prepared.recipe,
      path: 'careful',
      encoding: prepared.encoding,
      delimiter: prepared.delimiter,
      dialect: prepared.dialect,
    },
  };
}

/** Reads the file; each table's raw rows go into a table of their own, entered in `fresh` in order. */
async function loadRaw(
  engine: Engine,
  source: SourceFile,
  names: TableNames,
  knowledge: Knowledge,
  fresh: Fresh[],
  options: LoadOptions,
): Promise<readonly PreparedTable[]> {
  let start: TableStart | null = null;
  let piece = 0;
  let filled: Fresh | null = null;
  const parts = new Set<string>();
  const run = options.signal ? { signal: options.signal } : {};
  return options.prepare(source, tableName(source.name), knowledge, {
    ...(options.signal ? { signal: options.signal } : {}),
    onProgress: options.onProgress,
    onTable: async (begun) => {
      start = begun;
      const free = freeName(begun.label ?? '', parts);
      parts.add(free.toLowerCase());
      const part = free.replace(/^_/, '');
      const name = await names.nameFor(source.name, part);
      fresh.push({
        name,
        part,
        raw: `raw.${identifier(`${name}__new`)}`,
        judged: `raw.${identifier(`${name}__judged`)}`,
        clean: `main.${identifier(`${name}__new`)}`,
      });
    },
    onChunk: async (csv) => {
      const into = fresh.at(-1);
      if (!start || !into) return;
      const { columns, sheet } = start;
      const file = `piece/${into.name}-${piece++}.csv`;
      const cells = columns.map((column, i) => `c${i} AS ${identifier(column)}`).join(', ');
      const ofSheet = sheet === null ? '' : `, ${textLiteral(sheet)} AS _sheet`;
      const rows = `SELECT ${cells}, _row, _kind${ofSheet} FROM ${pieceSql(columns.length, csv.byteLength, await engine.register(file, csv))}`;
      const first = into !== filled;
      filled = into;
      try {
        await engine.query(first ? `CREATE OR REPLACE TABLE ${into.raw} AS ${rows}` : `INSERT INTO ${into.raw} ${rows}`, run);
      } finally {
        await engine.unregister(file);
      }
    },
  });
}

/** The engine's default buffers hold 32 MB; filling them with zeros for a file of 100 kB takes longer than reading it. */
function pieceSql(columns: number, bytes: number, path: string): string {
  const types = [...Array.from({ length: columns }, (_, i) => `'c${i}': 'VARCHAR'`), "'_row': 'INTEGER'", "'_kind': 'VARCHAR'"].join(', ');
  const longest = Math.min(bytes + 2, 4_200_000);
  return `read_csv(${textLiteral(path)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = '', strict_mode = true, max_line_size = ${longest}, buffer_size = ${Math.min(bytes + 2, 32_000_000)}, columns = {${types}})`;
}

/** Number columns of the clean table, with their heads and units of measure. */
function figureColumns(prepared: PreparedTable): FigureColumn[] {
  return prepared.reshaped.flatMap((column, i) => {
    const plan = prepared.plans[i];
    const name = cleanName(prepared.recipe, column);
    return plan?.role === 'number' && name !== null ? [{ name, header: column, unit: prepared.measures[i] ?? null }] : [];
  });
}

function checkedTable(
  prepared: PreparedTable,
  compiled: CompiledRecipe,
  fresh: Fresh,
  figures: FigureColumn[],
  measures: Measure[],
  unitTexts: readonly UnitText[],
): CheckedTable {
  const [unit] = stepsOf(prepared.recipe, 'match-unit');
  const [period] = stepsOf(prepared.recipe, 'parse-period');
  return {
    name: fresh.name,
    judged: fresh.judged,
    clean: fresh.clean,
    compiled,
    figures,
    systemId: prepared.systemId,
    unitSystems: prepared.unitSystems,
    hasUnit: unit !== undefined,
    hasPeriod: period !== undefined,
    // Several totals without a period are sums of groups: nobody knows which rows they are made of.
    hasTotals: prepared.systemId === null && period === undefined ? prepared.counts.total === 1 : prepared.counts.total > 0,
    formulas: checkedFormulas(prepared, figures),
    keptKinds: keptKinds(prepared.recipe),
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

/** In one transaction: the file's old tables and observations go, the fresh ones take their names, the new observations come in. */
async function swap(engine: Engine, source: SourceFile, names: TableNames, loaded: readonly Loaded[]): Promise<void> {
  await engine.execute(
    [
      'BEGIN;',
      forgetFile(source.name, names.tablesOf(source.name)),
      ...loaded.flatMap(({ fresh, ...table }) => [
        enterTable(source.name, fresh.part, fresh.name),
        `ALTER TABLE ${fresh.raw} RENAME TO ${identifier(fresh.name)};`,
        `ALTER TABLE ${fresh.clean} RENAME TO ${identifier(fresh.name)};`,
        `DROP TABLE ${fresh.judged};`,
        observationsOf(source, fresh.name, table),
      ]),
      'COMMIT;',
    ].join(' '),
  );
}

function observationsOf(source: SourceFile, name: string, { prepared, compiled, figures, measures }: Omit<Loaded, 'fresh'>): string {
  if (!prepared.systemId || !compiled.columns.includes('unit_id') || !compiled.columns.includes('period_start')) return '';
  const table = {
    table: `main.${identifier(name)}`,
    file: source.name,
    systemId: prepared.systemId,
    origin: prepared.illustrative ? ('illustrative' as const) : ('user' as const),
    countColumns: figures.filter((figure) => figure.unit !== '%').map((figure) => figure.name),
  };
  const insert = observationInsert(table, measures);
  return insert ? `${insert};` : '';
}

/** Observations carry their file and system; two tables of one system in one file share the count. */
async function withObservations(engine: Engine, source: SourceFile, loaded: readonly Loaded[]): Promise<OpenedTable[]> {
  const found = recordsOf(
    await engine.query(
      `SELECT series, count(*) AS n FROM observation WHERE file = ${textLiteral(source.name)} AND origin IN ('illustrative', 'user') GROUP BY series`,
    ),
  );
  const bySystem = new Map(found.map((row) => [String(row.series), Number(row.n)]));
  return loaded.map(({ opened }) => ({ ...opened, observations: bySystem.get(opened.systemId ?? '') ?? 0 }));
}

function countsOf(prepared: PreparedTable, out: number): RowCounts {
  const { counts } = prepared;
  return {
    read: prepared.read,
    out,
    rejected: counts.data - out + counts.ragged,
    title: counts.title,
    unit: counts.unit,
    header: counts.header + counts.code,
    total: counts.total,
    region: counts.region,
    section: counts.section,
    summary: counts.summary,
    note: counts.note,
    blank: counts.blank,
    repeatedHeader: counts['repeated-header'],
  };
}

const kindOrder: readonly Issue['kind'][] = ['question', 'rejection', 'warning', 'repair'];

/** The most consequential first. */
function inOrder(issues: readonly Issue[]): Issue[] {
  return [...issues].sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));
}
