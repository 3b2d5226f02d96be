import type { Engine } from '../core/engine';
import { recordsOf } from '../core/result-table';
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

const modelTables: ReadonlySet<string> = new Set(referenceTables);

/** Every table of the main schema with its columns and an exact row count; own tables first, each group by name. */
export async function listTables(engine: Engine): Promise<TableEntry[]> {
  const [tables, columns] = await Promise.all([
    engine.query(`SELECT table_name, estimated_size FROM duckdb_tables() WHERE schema_name = 'main' AND NOT internal ORDER BY table_name`),
    engine.query(
      `SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal ORDER BY table_name, column_index`,
    ),
  ]);
  const columnsOf = new Map<string, TableColumn[]>();
  for (const row of recordsOf(columns)) {
    const table = String(row.table_name);
    columnsOf.set(table, [...(columnsOf.get(table) ?? []), { name: String(row.column_name), sqlType: String(row.data_type) }]);
  }
  const entries = recordsOf(tables).map((row): TableEntry => {
    const name = String(row.table_name);
    return { name, rows: Number(row.estimated_size), columns: columnsOf.get(name) ?? [], own: !modelTables.has(name) };
  });
  return entries.sort((a, b) => Number(b.own) - Number(a.own) || (a.name < b.name ? -1 : 1));
}
