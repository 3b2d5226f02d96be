import { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import type { FastColumn, FastPlan } from '../ingest/fast-plan';
import type { SourceFile } from '../ingest/source-file';
import type { OpenedTable } from './opened-file';
import type { StagedFile } from './load-carefully';
import type { TableNames } from './table-registry';

/**
 * The fast path: the engine's strict reader straight from the registered file, with the types the plan found. Returns null when the reader
 * refuses a row. Nothing that was loaded before is touched.
 * @throws AppError `cancelled`
 */
export async function stageDirectly(
  engine: Engine,
  source: SourceFile,
  names: TableNames,
  plan: FastPlan,
  signal?: AbortSignal,
): Promise<StagedFile | null> {
  const name = await names.nameFor(source.name);
  const fresh = `${name}__new`;
  const path = await engine.register(`direct/${name}`, 'bytes' in source ? source.bytes.slice() : source.file);
  try {
    await engine.execute(`DROP TABLE IF EXISTS main.${identifier(fresh)}`);
    await engine.query(`CREATE TABLE main.${identifier(fresh)} AS ${strictRead(path, plan)}`, signal ? { signal } : {});
  } catch (error) {
    await engine.execute(`DROP TABLE IF EXISTS main.${identifier(fresh)}`).catch(() => {});
    if (error instanceof AppError && (error.code === 'cancelled' || error.code === 'engine-lost')) throw error;
    return null;
  } finally {
    await engine.unregister(`direct/${name}`);
  }
  const counted = await engine.query(`SELECT count(*) FROM main.${identifier(fresh)}`);
  const rows = Number(counted.cell(0, 0));
  const counts = {
    read: rows + 1,
    out: rows,
    rejected: 0,
    title: 0,
    unit: 0,
    header: 1,
    total: 0,
    region: 0,
    section: 0,
    summary: 0,
    note: 0,
    blank: 0,
    repeatedHeader: 0,
  };
  const columns = plan.columns.map((column) => column.name);
  const opened: OpenedTable = {
    name,
    sheet: null,
    rows,
    columns,
    rejected: 0,
    issues: [],
    counts,
    systemId: null,
    unitSystems: [],
    recipe: null,
    prepared: null,
    told: [],
    observations: 0,
    path: 'engine',
    encoding: 'utf-8',
    delimiter: plan.delimiter,
    dialect: plan.dialect,
  };
  const unused = `raw.${identifier(fresh)}`;
  const places = { name, part: '', raw: unused, judged: unused, clean: `main.${identifier(fresh)}` };
  return { name: source.name, tables: [{ fresh: places, file: source.name, prepared: null, figures: [], measures: [], opened }] };
}

/**
 * In a BIGINT column the engine rounds '1.5' to 2 and takes '007' for 7 without a word. So whole numbers are read as text and turned into BIGINT
 * where the number is written back as it was read; anything else stops the statement, and the careful path takes over. Costs no more than a check of DOUBLEs.
 */
function strictRead(path: string, plan: FastPlan): string {
  const types = plan.columns.map(({ name, type }) => `${textLiteral(name)}: '${type === 'BIGINT' ? 'VARCHAR' : type}'`).join(', ');
  return `SELECT ${plan.columns.map(checked).join(', ')} FROM read_csv(${textLiteral(path)}, auto_detect = false, header = true, delim = ${textLiteral(plan.delimiter)}, quote = '"', escape = '"', strict_mode = true, null_padding = false, columns = {${types}})`;
}

function checked({ name, type }: FastColumn): string {
  const column = identifier(name);
  if (type === 'BIGINT')
    return `CASE WHEN ${column}::BIGINT::VARCHAR <> ${column} THEN error('not as written')::BIGINT ELSE ${column}::BIGINT END AS ${column}`;
  if (type === 'DOUBLE')
    return `CASE WHEN ${column} IS NULL OR isfinite(${column}) THEN ${column} ELSE error('not finite') END AS ${column}`;
  return column;
}
