import type { Engine } from '../core/engine';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import { freeName, tableName } from '../ingest/table-name';

/** Makes the schema of raw tables and the list of files, if they are not there. */
export const registryScript =
  'CREATE SCHEMA IF NOT EXISTS raw; CREATE TABLE IF NOT EXISTS raw.opened_file (file TEXT NOT NULL, part TEXT NOT NULL, table_name TEXT NOT NULL)';

/** Which file has which tables; read once for a batch of files. */
export class TableNames {
  private constructor(
    private readonly engine: Engine,
    /** File and part (as `partKey`) → table. */
    private readonly ofPart: Map<string, string>,
    private readonly taken: Set<string>,
  ) {}

  /** Makes the schema of raw tables and the list of files, if they are not there, and reads what is. */
  static async read(engine: Engine): Promise<TableNames> {
    await engine.execute(registryScript);
    const files = recordsOf(await engine.query('SELECT file, part, table_name FROM raw.opened_file'));
    const taken = ['opened_file', ...files.map((row) => String(row.table_name).toLowerCase())];
    const ofPart = new Map(files.map((row) => [partKey(String(row.file), String(row.part)), String(row.table_name)]));
    return new TableNames(engine, ofPart, new Set(taken));
  }

  /**
   * The name a table of a file has or will get: its own of before, else a free name made from the file's.
   * @param part what tells the table from the others of its file, such as a sheet's name; '' for the only one
   * @param wanted the name to begin with; default: made from file and part
   */
  async nameFor(file: string, part = '', wanted = tableName(part === '' ? file : `${tableName(file)}_${part}`)): Promise<string> {
    const key = partKey(file, part);
    const own = this.ofPart.get(key);
    if (own !== undefined) return own;
    let name = freeName(wanted, this.taken);
    // The model's tables and views, and what the reader of a notebook made, are not in the list: asking for one by name is cheaper than listing all.
    while ((await this.engine.check(`SELECT 1 FROM main.${identifier(name)}`)) === null) {
      this.taken.add(name.toLowerCase());
      name = freeName(wanted, this.taken);
    }
    this.taken.add(name);
    this.ofPart.set(key, name);
    return name;
  }

  /** The file's tables are gone. */
  forget(file: string): void {
    for (const key of [...this.ofPart.keys()]) if (key.startsWith(partKey(file, ''))) this.ofPart.delete(key);
  }

  /** The tables a file has. */
  tablesOf(file: string): string[] {
    return [...this.ofPart].filter(([key]) => key.startsWith(partKey(file, ''))).map(([, name]) => name);
  }
}

function partKey(file: string, part: string): string {
  return `${file}\u001f${part}`;
}

/** Statements, for use inside a transaction, that take away what a file had loaded before: `tables` as `TableNames.tablesOf` gives them. */
export function forgetFile(file: string, tables: readonly string[]): string {
  return [
    ...tables.flatMap((name) => [`DROP TABLE IF EXISTS main.${identifier(name)};`, `DROP TABLE IF EXISTS raw.${identifier(name)};`]),
    `DELETE FROM observation WHERE file = ${textLiteral(file)} AND origin IN ('illustrative', 'user');`,
    `DELETE FROM raw.opened_file WHERE file = ${textLiteral(file)};`,
  ].join(' ');
}

/** The statement that enters a table of a file in the list. */
export function enterTable(file: string, part: string, name: string): string {
  return `INSERT INTO raw.opened_file VALUES (${textLiteral(file)}, ${textLiteral(part)}, ${textLiteral(name)});`;
}
