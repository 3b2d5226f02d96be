import { AppError } from '../core/app-error';
import type { Engine, RunOptions } from '../core/engine';
import { identifier } from '../core/sql/sql-literal';
import { asCleaned, type CleanedTable, type CleanOptions, type FreshTable } from './clean-table';
import type { OpenedWith } from './keep-tables';
import { chosenRecipes, keptSchema, madeFrom, unpackKept, type KeptHead, type KeptSource } from './kept-tables';
import { commitFile } from './load-carefully';
import type { OpenedFile } from './opened-file';
import type { TableNames } from './table-registry';

export interface RestoreOptions extends OpenedWith, CleanOptions {
  /** As in `madeFrom`. */
  readonly reader: string;
}

/**
 * Puts back the tables that `keepTables` kept of a dropped file, with their observations: the same as reading the file anew, in a fraction of the time.
 * @returns null when that cannot be said for sure (another reader, engine, recipe or name, a file that is not whole), or did not work; nothing is loaded then
 * @throws AppError cancelled, engine-lost
 */
export async function restoreTables(
  engine: Engine,
  name: string,
  kept: KeptSource,
  names: TableNames,
  { reader, recipes, again, ...clean }: RestoreOptions,
): Promise<OpenedFile[] | null> {
  let fresh: readonly FreshTable[] = [];
  try {
    const read = await unpackKept(kept.tables);
    if (!read) return null;
    const { head, database } = read;
    if (head.madeFrom !== madeFrom({ name, sha256: kept.sha256 }, reader, await engine.version())) return null;
    if (head.recipes !== chosenRecipes(head.results, recipes, again)) return null;
    for (const table of head.tables) if ((await names.nameFor(table.file, table.part)) !== table.name) return null;
    fresh = head.tables.map(({ name: to, part }) => ({
      name: to,
      part,
      raw: `raw.${identifier(`${to}__new`)}`,
      judged: `raw.${identifier(`${to}__judged`)}`,
      clean: `main.${identifier(`${to}__new`)}`,
    }));
    await copyTables(engine, database, head, fresh, clean);
    return await committed(engine, head, fresh, names, clean);
  } catch (cause) {
    if (cause instanceof AppError && (cause.code === 'cancelled' || cause.code === 'engine-lost')) throw cause;
    const left = fresh.flatMap(({ raw, clean: main }) => [raw, main]);
    if (left.length) await engine.execute(left.map((table) => `DROP TABLE IF EXISTS ${table};`).join(' ')).catch(() => undefined);
    return null;
  }
}

const file = 'kept.db';
const alias = 'restoring';

/** @throws Error when there are not as many rows as were kept */
async function copyTables(
  engine: Engine,
  database: File,
  head: KeptHead,
  fresh: readonly FreshTable[],
  { signal }: RunOptions,
): Promise<void> {
  const run = signal ? { signal } : {};
  const copy = async (from: string, to: string, rows: number): Promise<void> => {
    await engine.query(`CREATE OR REPLACE TABLE ${to} AS FROM ${alias}.${keptSchema}.${from}`, run);
    if (Number((await engine.query(`SELECT count(*) FROM ${to}`, run)).cell(0, 0)) !== rows) throw new Error(`${from}: not ${rows} rows`);
  };
  await engine.register(file, database);
  try {
    await engine.execute(`ATTACH 'local/${file}' AS ${alias} (READ_ONLY);`);
    try {
      for (const [at, { rows, rawRows }] of head.tables.entries()) {
        await copy(`m${at}`, fresh[at]!.clean, rows);
        if (rawRows !== null) await copy(`r${at}`, fresh[at]!.raw, rawRows);
      }
    } finally {
      await engine.execute(`DETACH ${alias};`);
    }
  } finally {
    await engine.unregister(file);
  }
}

async function committed(
  engine: Engine,
  head: KeptHead,
  fresh: readonly FreshTable[],
  names: TableNames,
  clean: CleanOptions,
): Promise<OpenedFile[]> {
  const results: OpenedFile[] = [];
  let at = 0;
  for (const result of head.results) {
    const tables: CleanedTable[] = [];
    for (const opened of result.tables) {
      const place = fresh[at++]!;
      tables.push({ ...(await asCleaned(engine, result.name, opened, place.clean, clean)), fresh: place });
    }
    const staged = { name: result.name, tables };
    results.push(tables.length > 0 ? { ...result, tables: await commitFile(engine, staged, names, [result.name]) } : result);
  }
  return results;
}
