import type { Engine } from '../core/engine';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import { referenceTables } from './load-model';

export interface TableColumn {
  readonly name: string;
  readonly sqlType: string;
}

export interface TableEntry {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  /** Made from a dropped file, not one of the model's. */
  readonly own: boolean;
}

const modelTables: ReadonlySet<string> = new Set([...referenceTables, 'correction', 'territory', 'place']);

/** Every table of the main schema with its columns and an exact row count; own tables first, each group by name. Tables still being read are left out. */
export async function listTables(engine: Engine): Promise<TableEntry[]> {
  const columns = await engine.query(
    `SELECT t.table_name, c.column_name, c.data_type
     FROM duckdb_tables() t JOIN duckdb_columns() c USING (schema_name, table_name)
     WHERE t.schema_name = 'main' AND NOT t.internal AND NOT ends_with(t.table_name, '__new')
     ORDER BY t.table_name, c.column_index`,
  );
  const columnsOf = new Map<string, TableColumn[]>();
  for (const row of recordsOf(columns)) {
    const table = String(row.table_name);
    columnsOf.set(table, [...(columnsOf.get(table) ?? []), { name: String(row.column_name), sqlType: String(row.data_type) }]);
  }
  if (columnsOf.size === 0) return [];
  // The catalogue's own row counts still count deleted rows; count(*) reads no data either.
  const names = [...columnsOf.keys()];
  const counts = await engine.query(
    names.map((name) => `SELECT count(*) AS n, ${textLiteral(name)} AS name FROM ${identifier(name)}`).join(' UNION ALL '),
  );
  const rowsOf = new Map(recordsOf(counts).map((row) => [String(row.name), Number(row.n)]));
  return names
    .map((name): TableEntry => ({ name, rows: rowsOf.get(name) ?? 0, columns: columnsOf.get(name) ?? [], own: !modelTables.has(name) }))
    .sort((a, b) => Number(b.own) - Number(a.own) || (a.name < b.name ? -1 : 1));
}
