import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { AppError } from '../../core/app-error';
import type { Engine } from '../../core/engine';
import { rowOf } from '../../core/result-table';
import type { Knowledge } from '../../ingest/knowledge';
import type { SourceFile } from '../../ingest/source-file';
import { loadModel } from '../../jobs/load-model';
import { openFiles } from '../../jobs/open-files';
import { cleanRows } from './clean-rows';
import { CsvFile } from './csv-file';
import { knowledgeFromFiles } from './knowledge-files';
import { outputNames } from './output-names';
import { readRaw } from './raw-rows';
import { reportJson, type TableReport } from './report';

export interface IngestOptions {
  /** `raw`: text as in the file, no engine is started. `clean`: typed, with units and periods. */
  readonly mode: 'raw' | 'clean';
  /** Folder for what is written; made when missing. */
  readonly out: string;
  /** Called after each file, in order. */
  readonly onFile?: (file: IngestedFile) => void;
}

export interface IngestedFile {
  readonly path: string;
  /** Written CSV files, one per table. */
  readonly csv: readonly string[];
  readonly report: string;
  readonly issues: number;
  /** Set when the file could not be read at all. */
  readonly error: AppError | null;
}

/** Reads any number of files with one engine and writes `<name>.csv` and `<name>.report.json` for each. One bad file never stops the others. */
export async function ingestFiles(paths: readonly string[], options: IngestOptions): Promise<IngestedFile[]> {
  mkdirSync(options.out, { recursive: true });
  const knowledge = knowledgeFromFiles();
  const engine = options.mode === 'clean' ? await openEngine() : null;
  try {
    const done: IngestedFile[] = [];
    const names = outputNames(paths);
    for (const [i, path] of paths.entries()) {
      const file = await ingestFile(engine, path, names[i] ?? '', names, knowledge, options);
      done.push(file);
      options.onFile?.(file);
    }
    return done;
  } finally {
    await engine?.close();
  }
}

async function ingestFile(
  engine: Engine | null,
  path: string,
  name: string,
  names: readonly string[],
  knowledge: Knowledge,
  { mode, out }: IngestOptions,
): Promise<IngestedFile> {
  const report = join(out, `${name}.report.json`);
  const csvPath = (table: number) => {
    let base = table === 0 ? name : `${name}.${table + 1}`;
    while (table > 0 && names.includes(base)) base += '_';
    return join(out, `${base}.csv`);
  };
  let tables: TableReport[] = [];
  let error: AppError | null = null;
  try {
    if (isSameFile(path, csvPath(0))) throw new AppError('file-unreadable', { file: path, reason: '--out would overwrite it' });
    const source: SourceFile = { name: basename(path), bytes: new Uint8Array(readFileSync(path)) };
    if (source.bytes.byteLength === 0) {
      // Read in full: there is nothing in it.
      new CsvFile(csvPath(0)).close();
      tables = [emptyTable(csvPath(0))];
    } else tables = engine ? await writeClean(engine, source, knowledge, csvPath) : await writeRaw(source, knowledge, csvPath);
  } catch (cause) {
    error = cause instanceof AppError ? cause : new AppError('file-unreadable', { file: path, reason: messageOf(cause) }, { cause });
  }
  writeFileSync(report, reportJson(path, mode, tables, error));
  return { path, csv: tables.map((table) => table.csv), report, issues: tables.reduce((sum, one) => sum + one.issues.length, 0), error };
}

async function writeRaw(source: SourceFile, knowledge: Knowledge, csvPath: (table: number) => string): Promise<TableReport[]> {
  const files: CsvFile[] = [];
  const tables = await readRaw(source, knowledge, (table) => {
    const csv = (files[table] = new CsvFile(csvPath(table)));
    return { header: (cells) => cells && csv.add(cells), row: (cells) => csv.add(cells) };
  });
  for (const csv of files) csv.close();
  return tables.map((table, i) => ({
    csv: csvPath(i),
    encoding: table.encoding,
    dialect: table.dialect,
    layout: {
      sheet: table.sheet,
      header: table.header !== null,
      width: table.columns.length,
      unitNote: table.unitNote,
      system: table.systemId,
    },
    columns: table.columns,
    steps: table.recipe.steps,
    issues: table.issues,
    counts: { read: table.read, ...table.counts },
  }));
}

async function writeClean(
  engine: Engine,
  source: SourceFile,
  knowledge: Knowledge,
  csvPath: (table: number) => string,
): Promise<TableReport[]> {
  const [opened] = await openFiles(engine, [source], knowledge);
  if (!opened || opened.error) throw opened?.error ?? new AppError('file-unreadable', { file: source.name, reason: '' });
  const reports: TableReport[] = [];
  for (const [i, table] of opened.tables.entries()) {
    const rows = await cleanRows(engine, source.name, table, knowledge);
    const csv = new CsvFile(csvPath(i));
    csv.add(rows.columns.map((column) => column.name));
    for (let row = 0; row < rows.rowCount; row++) csv.add(rowOf(rows, row).map((value) => (value === null ? '' : String(value))));
    csv.close();
    reports.push({
      csv: csvPath(i),
      encoding: table.encoding,
      dialect: table.dialect,
      layout: { sheet: table.sheet, width: table.columns.length, system: table.systemId, unitSystems: table.unitSystems },
      columns: rows.columns.map((column) => column.name),
      steps: table.recipe?.steps ?? [],
      issues: table.issues,
      counts: table.counts,
    });
    await engine.execute(`DROP TABLE IF EXISTS main."${table.name}"; DROP TABLE IF EXISTS raw."${table.name}";`);
  }
  await engine.execute('DELETE FROM raw.opened_file;');
  return reports;
}

function emptyTable(csv: string): TableReport {
  const issue = { code: 'file-no-rows', kind: 'warning', table: '', rows: 0, examples: [] } as const;
  return {
    csv,
    encoding: 'utf-8',
    dialect: null,
    layout: { header: false, width: 0 },
    columns: [],
    steps: [],
    issues: [issue],
    counts: { read: 0 },
  };
}

async function openEngine(): Promise<Engine> {
  const { openNodeEngine } = await import('../../engine/node-engine');
  const engine = await openNodeEngine();
  const root = join(import.meta.dirname, '../../..');
  await loadModel(engine, async (path) => new Uint8Array(readFileSync(join(root, path))));
  return engine;
}

function isSameFile(path: string, other: string): boolean {
  return existsSync(path) && existsSync(other) && realpathSync(resolve(path)) === realpathSync(resolve(other));
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
