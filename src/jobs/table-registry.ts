import type { Engine } from '../core/engine';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql-literal';
import { freeName, tableName } from '../ingest/table-name';

/** Makes the schema of raw tables and the list of which file gave which table. */
export async function openRegistry(engine: Engine): Promise<void> {
  await engine.execute('CREATE SCHEMA IF NOT EXISTS raw; CREATE TABLE IF NOT EXISTS raw.opened_file (file TEXT NOT NULL, table_name TEXT NOT NULL)');
}

/** The table a file has or will get: its own of before, else a free name made from the file's. */
export async function tableNameFor(engine: Engine, file: string): Promise<string> {
  const own = await engine.query(`SELECT table_name FROM raw.opened_file WHERE file = ${textLiteral(file)}`);
  if (own.rowCount > 0) return String(own.cell(0, 0));
  const used = await engine.query(
    "SELECT lower(table_name) AS name FROM duckdb_tables() WHERE schema_name = 'main' UNION SELECT lower(view_name) FROM duckdb_views() UNION SELECT lower(table_name) FROM raw.opened_file UNION SELECT 'opened_file'",
  );
  return freeName(tableName(file), new Set(recordsOf(used).map((row) => String(row.name))));
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
