import type { Engine, RunOptions } from '../core/engine';
import type { Issue } from '../core/issue';
import { cleanName, stepsOf } from '../core/recipe/recipe';
import { keptKinds } from '../core/recipe/recipe-shape';
import { compileRecipe, type CompiledRecipe } from '../core/recipe/recipe-sql';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import type { PrepareTable } from '../ingest/prepare-table';
import type { PreparedTable } from '../ingest/prepared-table';
import type { SourceFile } from '../ingest/source-file';
import { checkTable } from './check-table';
import type { CheckedTable, FigureColumn } from './checked-table';
import { observationInsert, usableMeasures, type Measure } from './insert-observations';
import type { OpenedTable, RowCounts } from './opened-file';
import { readTexts, type UnitText } from './read-texts';
import { forgetTable } from './table-registry';

export interface LoadOptions extends RunOptions {
  readonly prepare: PrepareTable;
  readonly onProgress: (bytes: number) => void;
  /** system_id → how its indicators are computed. */
  readonly measures: ReadonlyMap<string, readonly Measure[]>;
}

/** Tables on the way in; they get their names only when everything succeeded. */
interface Fresh {
  readonly raw: string;
  readonly judged: string;
  readonly clean: string;
}

/**
 * The careful path: raw rows as text, then the suggested recipe over them, then checks, then observations; names change hands in one transaction at the end.
 * @throws AppError file-*, sql-*, cancelled
 */
export async function loadCarefully(
  engine: Engine,
  source: SourceFile,
  name: string,
  knowledge: Knowledge,
  options: LoadOptions,
): Promise<OpenedTable> {
  const run: RunOptions = options.signal ? { signal: options.signal } : {};
  const fresh: Fresh = {
    raw: `raw.${identifier(`${name}__new`)}`,
    judged: `raw.${identifier(`${name}__judged`)}`,
    clean: `main.${identifier(`${name}__new`)}`,
  };
  const discard = () => engine.execute([fresh.raw, fresh.judged, fresh.clean].map((table) => `DROP TABLE IF EXISTS ${table};`).join(' '));
  try {
    const prepared = await loadRaw(engine, source, name, knowledge, fresh.raw, options);
    const raw = { table: fresh.raw, file: source.name, columns: prepared.columns };
    const { readings, unitTexts } = await readTexts(engine, prepared.recipe, raw, knowledge, run);
    const compiled = compileRecipe(prepared.recipe, raw, readings);
    await engine.query(`CREATE OR REPLACE TABLE ${fresh.judged} AS ${compiled.judged}`, run);
    await engine.query(`CREATE OR REPLACE TABLE ${fresh.clean} AS ${compiled.cleanFrom(fresh.judged)}`, run);
    const figures = figureColumns(prepared);
    const measures = await usableMeasures(engine, fresh.clean, options.measures.get(prepared.systemId ?? '') ?? [], run);
    const checked = checkedTable(name, prepared, compiled, fresh, figures, measures, unitTexts);
    const { clean: out, issues: found } = await checkTable(engine, checked, knowledge, run);
    options.signal?.throwIfAborted();
    await swap(engine, source, name, prepared, compiled, fresh, figures, measures);
    const observations = Number(
      (
        await engine.query(
          `SELECT count(*) FROM observation WHERE file = ${textLiteral(source.name)} AND origin IN ('illustrative', 'user')`,
        )
      ).cell(0, 0),
    );
    const counts = countsOf(prepared, out);
    return {
      name,
      rows: out,
      columns: compiled.columns,
      rejected: counts.rejected,
      issues: inOrder([...prepared.issues, ...found]),
      counts,
      systemId: prepared.systemId,
      unitSystems: prepared.unitSystems,
      recipe: prepared.recipe,
      observations,
      path: 'careful',
      encoding: prepared.encoding,
      delimiter: prepared.delimiter,
    };
  } catch (error) {
    await discard().catch(() => {});
    throw error;
  }
}

async function loadRaw(
  engine: Engine,
  source: SourceFile,
  name: string,
  knowledge: Knowledge,
  raw: string,
  options: LoadOptions,
): Promise<PreparedTable> {
  let names: readonly string[] = [];
  let piece = 0;
  return options.prepare(source, name, knowledge, {
    ...(options.signal ? { signal: options.signal } : {}),
    onProgress: options.onProgress,
    onColumns: async (columns) => {
      names = columns;
    },
    onChunk: async (csv) => {
      const file = `piece/${name}-${piece++}.csv`;
      const rows = `SELECT ${names.map((column, i) => `c${i} AS ${identifier(column)}`).join(', ')}, _row, _kind FROM ${pieceSql(names.length, csv.byteLength, await engine.register(file, csv))}`;
      const run = options.signal ? { signal: options.signal } : {};
      try {
        await engine.query(piece === 1 ? `CREATE OR REPLACE TABLE ${raw} AS ${rows}` : `INSERT INTO ${raw} ${rows}`, run);
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
  return prepared.columns.flatMap((column, i) => {
    const plan = prepared.plans[i];
    const name = cleanName(prepared.recipe, column);
    return plan?.role === 'number' && name !== null ? [{ name, header: column, unit: plan.known?.unit ?? null }] : [];
  });
}

function checkedTable(
  name: string,
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
    name,
    judged: fresh.judged,
    clean: fresh.clean,
    compiled,
    figures,
    systemId: prepared.systemId,
    unitSystems: prepared.unitSystems,
    hasUnit: unit !== undefined,
    hasPeriod: period !== undefined,
    hasTotals: prepared.counts.total > 0,
    keptKinds: keptKinds(prepared.recipe),
    measures,
    unitTexts,
    unitColumn: unit?.column ?? null,
    periodColumn: period?.column ?? null,
  };
}

/** In one transaction: the old tables and observations go, the fresh ones take their names, the new observations come in. */
async function swap(
  engine: Engine,
  source: SourceFile,
  name: string,
  prepared: PreparedTable,
  compiled: CompiledRecipe,
  fresh: Fresh,
  figures: readonly FigureColumn[],
  measures: readonly Measure[],
): Promise<void> {
  const insert =
    prepared.systemId && compiled.columns.includes('unit_id') && compiled.columns.includes('period_start')
      ? observationInsert(
          {
            table: `main.${identifier(name)}`,
            file: source.name,
            systemId: prepared.systemId,
            origin: prepared.illustrative ? 'illustrative' : 'user',
            countColumns: figures.filter((figure) => figure.unit !== '%').map((figure) => figure.name),
          },
          measures,
        )
      : null;
  await engine.execute(
    [
      'BEGIN;',
      forgetTable(name, source.name),
      `ALTER TABLE ${fresh.raw} RENAME TO ${identifier(name)};`,
      `ALTER TABLE ${fresh.clean} RENAME TO ${identifier(name)};`,
      `DROP TABLE ${fresh.judged};`,
      insert ? `${insert};` : '',
      'COMMIT;',
    ].join(' '),
  );
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
