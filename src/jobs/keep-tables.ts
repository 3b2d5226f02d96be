import type { Engine, RunOptions } from '../core/engine';
import type { SavedRecipe } from '../core/recipe/saved-recipe';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import { namedTables } from './clean-table';
import { chosenRecipes, keptSchema, madeFrom, packKept, type KeptTable } from './kept-tables';
import type { OpenedFile } from './opened-file';

/** What a file was opened with. */
export interface OpenedWith {
  readonly recipes: readonly SavedRecipe[];
  readonly again: boolean;
}

export interface KeepOptions extends RunOptions, OpenedWith {
  /** As in `madeFrom`. */
  readonly reader: string;
  /** A database file of the engine with nothing in it. */
  readonly emptyDatabase: Uint8Array;
  /** Files of fewer rows are read again as fast as they are put back. Default 20,000. */
  readonly fewestRows?: number;
}

/**
 * The tables of a dropped file, as `restoreTables` puts them back. To be called while they are as opening the file left them. Null when reading it again is as good:
 * few rows, or something of it could not be opened or took another file's place.
 * @param results all that the dropped file gave
 */
export async function keepTables(
  engine: Engine,
  source: { readonly name: string; readonly sha256: string },
  results: readonly OpenedFile[],
  { reader, emptyDatabase, recipes, again, fewestRows = 20_000, ...run }: KeepOptions,
): Promise<Blob | null> {
  const rows = results.flatMap((one) => one.tables).reduce((sum, table) => sum + table.counts.read, 0);
  if (rows < fewestRows || results.some((one) => one.error || one.unread || one.renamedFrom !== undefined || one.replaced !== undefined))
    return null;
  await engine.register(file, emptyDatabase);
  await engine.register(`${file}.wal`, new Uint8Array());
  try {
    await engine.execute(`ATTACH 'local/${file}' AS ${alias}; CREATE SCHEMA ${alias}.${keptSchema};`);
    const tables: KeptTable[] = [];
    try {
      for (const { name: of, tables: opened } of results)
        for (const table of opened) tables.push(await keepTable(engine, of, table.name, table.prepared !== null, tables.length, run));
      await engine.execute(`CHECKPOINT ${alias};`);
    } finally {
      await engine.execute(`DETACH ${alias};`);
    }
    const head = {
      madeFrom: madeFrom(source, reader, await engine.version()),
      recipes: chosenRecipes(results, recipes, again),
      results,
      tables,
    };
    return await packKept(head, new Uint8Array(await engine.read(file)));
  } finally {
    await Promise.all([engine.unregister(file), engine.unregister(`${file}.wal`)]);
  }
}

const file = 'keeping.db';
const alias = 'keeping';

async function keepTable(engine: Engine, of: string, name: string, hasRaw: boolean, at: number, run: RunOptions): Promise<KeptTable> {
  const { main, raw } = namedTables(name);
  const copied = async (to: string, from: string): Promise<number> => {
    await engine.query(`CREATE TABLE ${alias}.${keptSchema}.${to} AS FROM memory.${from}`, run);
    return Number((await engine.query(`SELECT count(*) FROM ${alias}.${keptSchema}.${to}`, run)).cell(0, 0));
  };
  const rows = await copied(`m${at}`, main);
  const rawRows = hasRaw ? await copied(`r${at}`, raw) : null;
  const [entry] = recordsOf(
    await engine.query(
      `SELECT part FROM raw.opened_file WHERE file = ${textLiteral(of)} AND table_name = ${textLiteral(name)} LIMIT 1`,
      run,
    ),
  );
  if (!entry) throw new Error(`${identifier(name)} is no table of ${of}`);
  return { file: of, part: String(entry.part), name, rows, rawRows };
}
