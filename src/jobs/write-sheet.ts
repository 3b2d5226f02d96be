import { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import type { SheetCell } from '../core/notebook/notebook';
import { recordsOf, type ResultTable } from '../core/result-table';
import { isBlank } from '../core/sheet/sheet';
import { chainTo, sheetRows, sheetSelect } from '../core/sheet/sheet-sql';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import { checkSheet, withoutPlace } from './check-sheet';

/** What became of a sheet in the engine. */
export interface WrittenSheet {
  /** The table as written: typed and computed columns in the order of the sheet, without columns whose formula is wrong. */
  readonly table: ResultTable;
  /** Row in the sheet of each row of the table; blank rows are not written. */
  readonly rows: readonly number[];
  /** Cells that do not fit their column, NULL in the table. */
  readonly misfits: number;
  /** Place of a column → what is wrong with its formula; such a column is not in the table. */
  readonly errors: ReadonlyMap<number, AppError>;
}

/**
 * Makes a sheet a table of its name, in place of the one it made before.
 * Formulas may use every other column; one that is wrong costs its own column and those that use it, not the table.
 *
 * @throws AppError `cell-name-taken` when a table or view that this sheet did not make has the name, `sql-*` and `engine-lost` as `Engine.query`
 */
export async function writeSheet(engine: Engine, sheet: SheetCell, options: { signal?: AbortSignal } = {}): Promise<WrittenSheet> {
  await refuseTaken(engine, sheet, options);
  const { errors: wrong, computable } = await checkSheet(engine, sheet);
  const errors = new Map(wrong);
  if (sheet.columns.every((column, at) => column.formula !== null && !computable.includes(at))) throw [...errors.values()][0]!;
  const { csv, rows, misfits } = sheetRows(sheet);
  const path = await engine.register(`sheet/${sheet.id}.csv`, new TextEncoder().encode(csv));
  try {
    let computed = computable;
    try {
      await engine.query(`CREATE OR REPLACE TABLE ${identifier(sheet.name)} AS ${sheetSelect(sheet, computed, path)}`, options);
    } catch (cause) {
      if (computed.length === 0 || options.signal?.aborted) throw cause;
      computed = await runnable(engine, sheet, computed, path, errors, options);
      await engine.query(`CREATE OR REPLACE TABLE ${identifier(sheet.name)} AS ${sheetSelect(sheet, computed, path)}`, options);
    }
    await engine.query(`COMMENT ON TABLE ${identifier(sheet.name)} IS ${textLiteral(markOf(sheet))}`, options);
  } finally {
    await engine.unregister(`sheet/${sheet.id}.csv`);
  }
  const table = await engine.query(`FROM ${identifier(sheet.name)}`, options);
  return { table, rows, misfits: misfits + unknownIds(sheet, table), errors };
}

/** Takes the table of a sheet away again; nothing happens when the name is somebody else's. */
export async function dropSheet(engine: Engine, sheet: Pick<SheetCell, 'id' | 'name'>): Promise<void> {
  const found = await ownerOf(engine, sheet.name);
  if (found === markOf(sheet)) await engine.query(`DROP TABLE IF EXISTS ${identifier(sheet.name)}`);
}

/** Columns that bind may still fail over the rows (a text that is no number): leaves those out, with their errors. */
async function runnable(
  engine: Engine,
  sheet: SheetCell,
  computed: readonly number[],
  path: string,
  errors: Map<number, AppError>,
  options: { signal?: AbortSignal },
): Promise<number[]> {
  const running: number[] = [];
  for (const at of computed) {
    const chain = chainTo(sheet.columns, at);
    const broken = chain.find((used) => errors.has(used));
    if (broken !== undefined) {
      errors.set(at, new AppError('sheet-formula-needs', { column: sheet.columns[at]!.name, name: sheet.columns[broken]!.name }));
      continue;
    }
    try {
      await engine.query(`SELECT count(${identifier(sheet.columns[at]!.name)}) FROM (${sheetSelect(sheet, chain, path)})`, options);
      running.push(at);
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code === 'cancelled' || cause.code === 'engine-lost') throw cause;
      errors.set(at, withoutPlace(cause)!);
    }
  }
  return running;
}

async function refuseTaken(engine: Engine, sheet: SheetCell, options: { signal?: AbortSignal }): Promise<void> {
  const owner = await ownerOf(engine, sheet.name, options);
  if (owner !== null && owner !== markOf(sheet)) throw new AppError('cell-name-taken', { name: sheet.name });
}

/** Comment of the table or view of that name; '' when it has none, null when there is no such table. */
async function ownerOf(engine: Engine, name: string, options: { signal?: AbortSignal } = {}): Promise<string | null> {
  const wanted = textLiteral(name.toLowerCase());
  const found = await engine.query(
    `SELECT comment FROM duckdb_tables() WHERE schema_name = 'main' AND lower(table_name) = ${wanted}
     UNION ALL SELECT comment FROM duckdb_views() WHERE schema_name = 'main' AND lower(view_name) = ${wanted}`,
    options,
  );
  const [row] = recordsOf(found, 1);
  return row ? String(row.comment ?? '') : null;
}

function markOf(sheet: Pick<SheetCell, 'id'>): string {
  return `sheet ${sheet.id}`;
}

/** Ids that stand in the sheet and became NULL, because the model does not know them. */
function unknownIds(sheet: SheetCell, table: ResultTable): number {
  const filled = sheet.rows.filter((row) => !isBlank(row));
  let unknown = 0;
  sheet.columns.forEach(({ name, type, formula }, at) => {
    if (formula !== null || (type !== 'unit' && type !== 'target' && type !== 'indicator')) return;
    const column = table.columns.findIndex((one) => one.name === name);
    filled.forEach((row, i) => {
      if ((row[at] ?? null) !== null && table.cell(i, column) === null) unknown++;
    });
  });
  return unknown;
}
