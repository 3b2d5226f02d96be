import type { Engine } from '../core/engine';
import { AppError } from '../core/app-error';
import type { Plain, ResultTable } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';
import { findUnitColumn } from '../ingest/column-plan';
import type { ReadColumns } from '../ingest/columns/arrow-bytes';
import type { Knowledge } from '../ingest/knowledge';
import type { SourceFile } from '../ingest/source-file';
import { scoreSystem } from '../ingest/system-match';
import { stageFile, type LoadOptions, type StagedFile } from './load-carefully';
import type { OpenedTable } from './opened-file';
import type { TableNames } from './table-registry';

/** Rows that are read again as text when they name units; more stay as they are. */
const mostReadAgain = 300_000;

/**
 * A file of typed columns (Parquet, Arrow) as a table with its own types, nothing cast. Where it is an export of a known system, or has a column of units, its rows
 * go through the careful path as well, so that units are matched and observations made.
 * @throws AppError file-damaged, file-too-large, sql-other, cancelled
 */
export async function stageColumns(
  engine: Engine,
  source: SourceFile,
  names: TableNames,
  knowledge: Knowledge,
  read: ReadColumns,
  options: LoadOptions,
): Promise<StagedFile> {
  const run = options.signal ? { signal: options.signal } : {};
  const name = await names.nameFor(source.name);
  const fresh = `${name}__new`;
  const bytes = await read(source, run);
  if (options.signal?.aborted) throw new AppError('cancelled');
  await engine.execute(`DROP TABLE IF EXISTS main.${identifier(fresh)}`);
  try {
    await engine.insertArrow(fresh, bytes);
    const sample = await engine.query(`SELECT * FROM main.${identifier(fresh)} LIMIT 200`, run);
    const rows = Number((await engine.query(`SELECT count(*) FROM main.${identifier(fresh)}`, run)).cell(0, 0));
    if (rows > 0 && rows <= mostReadAgain && namesUnits(sample, knowledge)) {
      const all = await engine.query(`SELECT * FROM main.${identifier(fresh)}`, run);
      await engine.execute(`DROP TABLE main.${identifier(fresh)}`);
      const staged = await stageFile(engine, { name: source.name, bytes: recordLines(all) }, names, knowledge, options);
      return { ...staged, tables: staged.tables.map((table) => ({ ...table, opened: { ...table.opened, encoding: 'columns' } })) };
    }
    options.signal?.throwIfAborted();
    const unused = `raw.${identifier(fresh)}`;
    const places = { name, part: '', raw: unused, judged: unused, clean: `main.${identifier(fresh)}` };
    const opened = typedTable(name, sample, rows);
    return { name: source.name, tables: [{ fresh: places, file: source.name, prepared: null, figures: [], measures: [], opened }] };
  } catch (error) {
    await engine.execute(`DROP TABLE IF EXISTS main.${identifier(fresh)}`).catch(() => {});
    throw error;
  }
}

function namesUnits(sample: ResultTable, knowledge: Knowledge): boolean {
  const headers = sample.columns.map((column) => column.name);
  if (knowledge.systems.some((system) => scoreSystem(system, headers).score >= 0.4)) return true;
  const rows = Array.from({ length: sample.rowCount }, (_, row) => headers.map((_, column) => String(sample.cell(row, column) ?? '')));
  return findUnitColumn(knowledge, rows, headers.length) >= 0;
}

/** One JSON record a line, every record with all its columns; integers that a double cannot hold keep their digits. */
function recordLines(table: ResultTable): Uint8Array {
  const keys = table.columns.map((column) => JSON.stringify(column.name));
  const lines: string[] = [];
  for (let row = 0; row < table.rowCount; row++)
    lines.push(`{${keys.map((key, column) => `${key}:${jsonOf(table.cell(row, column), table.columns[column]?.type)}`).join(',')}}`);
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

function jsonOf(value: Plain, type: string | undefined): string {
  if (typeof value === 'string' && (type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(value)) return value;
  return JSON.stringify(value);
}

function typedTable(name: string, sample: ResultTable, rows: number): OpenedTable {
  const nothing = {
    rejected: 0,
    title: 0,
    unit: 0,
    header: 0,
    total: 0,
    region: 0,
    section: 0,
    summary: 0,
    note: 0,
    blank: 0,
    repeatedHeader: 0,
  };
  return {
    name,
    sheet: null,
    rows,
    columns: sample.columns.map((column) => column.name),
    rejected: 0,
    issues: [],
    counts: { read: rows, out: rows, ...nothing },
    systemId: null,
    unitSystems: [],
    recipe: null,
    prepared: null,
    told: [],
    observations: 0,
    path: 'engine',
    encoding: 'columns',
    delimiter: '',
    dialect: null,
  };
}
