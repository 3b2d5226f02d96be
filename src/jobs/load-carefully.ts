import type { Engine, RunOptions } from '../core/engine';
import type { Issue } from '../core/issue';
import { cleanName, stepsOf } from '../core/recipe';
import { compileRecipe, type CompiledRecipe } from '../core/recipe-sql';
import { identifier, textLiteral } from '../core/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import type { PreparedTable, PrepareTable } from '../ingest/prepare-table';
import type { SourceFile } from '../ingest/source-file';
import { checkTable, type CheckedTable, type FigureColumn } from './check-table';
import { observationInsert, readMeasures, usableMeasures, type Measure } from './insert-observations';
import type { OpenedTable, RowCounts } from './opened-file';
import { forgetTable } from './table-registry';

export interface LoadOptions extends RunOptions {
  readonly prepare: PrepareTable;
  readonly onProgress: (bytes: number) => void;
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
  await discard();
  try {
    const prepared = await loadRaw(engine, source, name, knowledge, fresh.raw, options);
    const compiled = compileRecipe(prepared.recipe, { table: fresh.raw, file: source.name, columns: prepared.columns });
    await engine.query(`CREATE TABLE ${fresh.judged} AS ${compiled.judged}`, run);
    await engine.query(`CREATE TABLE ${fresh.clean} AS ${compiled.cleanFrom(fresh.judged)}`, run);
    const figures = figureColumns(prepared);
    const measures = prepared.systemId
      ? await usableMeasures(engine, fresh.clean, await readMeasures(engine, prepared.systemId, run), run)
      : [];
    const found = await checkTable(engine, checkedTable(name, prepared, compiled, fresh, figures, measures), knowledge, run);
    const out = Number((await engine.query(`SELECT count(*) FROM ${fresh.clean}`, run)).cell(0, 0));
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
  let types = '';
  let piece = 0;
  return options.prepare(source, name, knowledge, {
    ...(options.signal ? { signal: options.signal } : {}),
    onProgress: options.onProgress,
    onColumns: async (columns) => {
      await engine.execute(
        `CREATE TABLE ${raw} (${columns.map((column) => `${identifier(column)} TEXT`).join(', ')}, _row INTEGER, _kind TEXT)`,
      );
      types = [...columns.map((_, i) => `'c${i}': 'VARCHAR'`), "'_row': 'INTEGER'", "'_kind': 'VARCHAR'"].join(', ');
    },
    onChunk: async (csv) => {
      const file = `piece/${name}-${piece++}.csv`;
      const path = await engine.register(file, csv);
      try {
        await engine.query(
          `INSERT INTO ${raw} SELECT * FROM read_csv(${textLiteral(path)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = '', strict_mode = true, max_line_size = 4200000, columns = {${types}})`,
          options.signal ? { signal: options.signal } : {},
        );
      } finally {
        await engine.unregister(file);
      }
    },
  });
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
    measures,
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
