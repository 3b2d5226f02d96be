import type { Engine } from '../core/engine';
import { textLiteral } from '../core/sql/sql-literal';

/** The reference tables, in an order in which each only refers to those before it. One CSV each. */
export const referenceTables = [
  'document',
  'act',
  'unit',
  'unit_alias',
  'succession',
  'ministry_function',
  'indicator',
  'target',
  'task',
  'system',
  'system_column',
  'measure',
  'observation',
] as const;

/** The scripts that make the tables, and the macros and views over them, in the order they need each other. */
export const modelScripts = ['tables', 'verdict', 'territory', 'sort-key', 'text-macros'] as const;

export const referencePath = (table: (typeof referenceTables)[number]): string => `sample-data/reference/${table}.csv`;
export const modelPath = (script: (typeof modelScripts)[number]): string => `queries/model/${script}.sql`;

/**
 * Makes the tables of queries/model and fills them from sample-data/reference. Run once on an empty engine, and again after each
 * restart. Three scripts and one registration per table; some 150 ms in the browser.
 *
 * @param read gives the bytes of a file by its path in the repository, such as 'sample-data/reference/unit.csv'. In the page the
 *   files come with the build, in tests from disk. The bytes may be taken over by the engine.
 * @throws AppError `sql-*` when a CSV does not fit its table; what `read` throws
 */
export async function loadModel(engine: Engine, read: (path: string) => Promise<Uint8Array>): Promise<void> {
  const [tables, ...rest] = await Promise.all(modelScripts.map(async (script) => new TextDecoder().decode(await read(modelPath(script)))));
  const inserts = Promise.all(
    referenceTables.map(async (table) => {
      const bytes = await read(referencePath(table));
      const columns = headerOf(bytes);
      const path = await engine.register(`reference/${table}.csv`, bytes);
      return insertStatement(table, path, columns);
    }),
  );
  await engine.execute(tables ?? '');
  await engine.execute((await inserts).join('\n'));
  await engine.execute(rest.join('\n'));
  await Promise.all(referenceTables.map((table) => engine.unregister(`reference/${table}.csv`)));
}

/**
 * By name, so that a CSV may leave columns out; every cell is text and is cast to the type of the table's column.
 * The columns are given, not sniffed: sniffing twelve files costs more than reading them.
 */
function insertStatement(table: string, path: string, columns: readonly string[]): string {
  const types = columns.map((column) => `${textLiteral(column)}: 'VARCHAR'`).join(', ');
  return (
    `INSERT INTO ${table} BY NAME SELECT * FROM read_csv(${textLiteral(path)}, auto_detect = false, header = true, delim = ',', ` +
    `quote = '"', escape = '"', nullstr = '', columns = {${types}});`
  );
}

/** The names in the first line; reference tables have plain names, never quoted ones. */
function headerOf(csv: Uint8Array): string[] {
  const end = csv.indexOf(0x0a);
  const line = new TextDecoder().decode(end < 0 ? csv : csv.subarray(0, end));
  return line
    .trim()
    .split(',')
    .map((name) => name.replaceAll('"', ''));
}
