import * as XLSX from '@e965/xlsx';
import { AppError } from '../../../src/core/app-error';
import type { Engine } from '../../../src/core/engine';
import { textLiteral } from '../../../src/core/sql/sql-literal';
import { recordsOf } from '../../../src/core/result-table';
import type { TextTable } from './corpus-case';
import type { ReportCase } from './report-fact';
import { unitsOf } from './report-plan';
import type { ReadReport } from './report-score';

interface CorpusFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** What a reader made of a file's first table; null when it failed, a table without rows when it found none. */
export type ReadFirst = (file: CorpusFile) => Promise<TextTable | null>;

/** Settings with which DuckDB itself was entered for the Pollock benchmark, told nothing (duckdb.org, 2025-04-16). */
const forgiving = ', null_padding = true, strict_mode = false, ignore_errors = true, parallel = false';

/**
 * DuckDB told nothing. `typed` false: cells as text, so that its reading of types, which is another question, costs it nothing. Where it refuses the file as it comes, it is asked again with the forgiving settings.
 */
export function duckdbReader(engine: Engine, typed = false): ReadFirst {
  return async (file) => {
    if (file.bytes.byteLength === 0) return { header: null, rows: [] };
    const settings = typed ? '' : ', all_varchar = true';
    const path = await engine.register(`corpus/${file.fileName}`, file.bytes.slice());
    try {
      return (await sniffed(engine, path, settings)) ?? (await sniffed(engine, path, settings + forgiving));
    } finally {
      await engine.unregister(`corpus/${file.fileName}`);
    }
  };
}

async function sniffed(engine: Engine, path: string, settings: string): Promise<TextTable | null> {
  try {
    const [found] = recordsOf(
      await engine.query(`SELECT HasHeader FROM sniff_csv(${textLiteral(path)}${settings.replace(', all_varchar = true', '')})`),
    );
    const header = found?.HasHeader === true;
    const result = await engine.query(`SELECT * FROM read_csv(${textLiteral(path)}, header = ${header}${settings})`);
    const names = result.columns.map((column) => column.name);
    const rows = Array.from({ length: result.rowCount }, (_, row) => names.map((_, column) => String(result.cell(row, column) ?? '')));
    return { header: header ? names : null, rows };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** SheetJS told nothing: the first sheet, its first row taken for the header. `typed` false: cells of text files as text, as they stand. */
export function sheetReader(typed = false): ReadFirst {
  return (file) => Promise.resolve(readSheet(file, typed));
}

function readSheet(file: CorpusFile, typed: boolean): TextTable | null {
  if (file.bytes.byteLength === 0) return { header: null, rows: [] };
  try {
    // Without a mark it takes bytes for those of one letter each; UTF-8 is what files mostly are.
    const marked = file.bytes[0] === 0xff || file.bytes[0] === 0xfe;
    const book = XLSX.read(file.bytes, {
      type: 'array',
      raw: !typed,
      ...(marked ? {} : { codepage: 65_001 }),
      cellDates: true,
      UTC: true,
      dense: true,
    });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''];
    if (!sheet) return { header: null, rows: [] };
    const rows = XLSX.utils
      .sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, defval: '', blankrows: false, UTC: true })
      .map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell))));
    return { header: rows[0] ?? null, rows: rows.slice(1) };
  } catch {
    return null;
  }
}

const namesOfUnits = new Map(
  ['63', '34', 'M2021', 'M2025'].flatMap((system) => unitsOf(system).map((unit) => [`${system} ${unit.name}`, unit.id] as const)),
);

/** Gives the reading of one that knows no units the codes of those whose names stand in a cell exactly as in the list. */
export function asReport(file: ReportCase, table: TextTable | null): ReadReport | null {
  if (!table) return null;
  const system = file.facts[0]?.unit.split(':')[0] ?? '63';
  const codeOf = (row: readonly string[]) =>
    row
      .map((cell) => namesOfUnits.get(`${system} ${cell}`))
      .find((id) => id !== undefined)
      ?.split(':')[1] ?? '';
  return {
    header: [...(table.header ?? []), 'unit_code', 'unit_system'],
    rows: table.rows.map((row) => [...(table.header ?? []).map((_, i) => row[i] ?? ''), codeOf(row), system]),
    issues: [],
  };
}
