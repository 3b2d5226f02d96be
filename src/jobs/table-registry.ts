import type { Engine } from '../core/engine';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import { freeName, tableName } from '../ingest/table-name';

/** Which file has which table; read once for a batch of files. */
export class TableNames {
  private constructor(
    private readonly engine: Engine,
    private readonly ofFile: Map<string, string>,
    private readonly taken: Set<string>,
  ) {}

  /** Makes the schema of raw tables and the list of files, if they are not there, and reads what is. */
  static async read(engine: Engine): Promise<TableNames> {
    await engine.execute(
      'CREATE SCHEMA IF NOT EXISTS raw; CREATE TABLE IF NOT EXISTS raw.opened_file (file TEXT NOT NULL, table_name TEXT NOT NULL)',
    );
    const files = recordsOf(await engine.query('SELECT file, table_name FROM raw.opened_file'));
    const taken = ['opened_file', ...files.map((row) => String(row.table_name).toLowerCase())];
    return new TableNames(engine, new Map(files.map((row) => [String(row.file), String(row.table_name)])), new Set(taken));
  }

  /** The table a file has or will get: its own of before, else a free name made from the file's. */
  async nameFor(file: string): Promise<string> {
    const own = this.ofFile.get(file);
    if (own !== undefined) return own;
    const wanted = tableName(file);
    let name = freeName(wanted, this.taken);
    // The model's tables and views, and what the reader of a notebook made, are not in the list: asking for one by name is cheaper than listing all.
    while ((await this.engine.check(`SELECT 1 FROM main.${identifier(name)}`)) === null) {
      this.taken.add(name.toLowerCase());
      name = freeName(wanted, this.taken);
    }
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
