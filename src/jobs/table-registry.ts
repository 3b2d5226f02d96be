import type { Engine } from '../core/engine';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql-literal';
import { freeName, tableName } from '../ingest/table-name';

/** Which file has which table; read once for a batch of files. */
export class TableNames {
  private constructor(
    private readonly ofFile: Map<string, string>,
    private readonly taken: Set<string>,
  ) {}

  /** Makes the schema of raw tables and the list of files, if they are not there, and reads what is. */
  static async read(engine: Engine): Promise<TableNames> {
    await engine.execute(
      'CREATE SCHEMA IF NOT EXISTS raw; CREATE TABLE IF NOT EXISTS raw.opened_file (file TEXT NOT NULL, table_name TEXT NOT NULL)',
    );
    const used = await engine.query(
      "SELECT lower(table_name) AS name FROM duckdb_tables() WHERE schema_name = 'main' UNION SELECT lower(view_name) FROM duckdb_views() UNION SELECT 'opened_file'",
    );
    const files = recordsOf(await engine.query('SELECT file, table_name FROM raw.opened_file'));
    const taken = new Set([...recordsOf(used), ...files].map((row) => String(row.name ?? row.table_name).toLowerCase()));
    return new TableNames(new Map(files.map((row) => [String(row.file), String(row.table_name)])), taken);
  }

  /** The table a file has or will get: its own of before, else a free name made from the file's. */
  nameFor(file: string): string {
    const own = this.ofFile.get(file);
    if (own !== undefined) return own;
    const name = freeName(tableName(file), this.taken);
    this.taken.add(name);
    this.ofFile.set(file, name);
    return name;
  }
}

/** Statements, for use inside a transaction, that take away what a file had loaded before and enter it again under its name. */
export function forgetTable(name: string, file: string): string {
  return [
    `DROP TABLE IF EXISTS main.${identifier(name)};`,
    `DROP TABLE IF EXISTS raw.${identifier(name)};`,
    `DELETE FROM observation WHERE file = ${textLiteral(file)} AND origin IN ('illustrative', 'user');`,
    `DELETE FROM raw.opened_file WHERE file = ${textLiteral(file)};`,
    `INSERT INTO raw.opened_file VALUES (${textLiteral(file)}, ${textLiteral(name)});`,
  ].join(' ');
}
