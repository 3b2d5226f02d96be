import { AppError } from '../core/app-error';
import type { Engine, RunOptions } from '../core/engine';
import { identifier } from '../core/sql/sql-literal';
import { asCleaned, type CleanedTable, type CleanOptions, type FreshTable } from './clean-table';
import type { OpenedWith } from './keep-tables';
import {
  chosenRecipes,
  keptSchema,
  madeFrom,
  unpackKept,
  type AttachedKept,
  type KeptHead,
  type KeptSource,
  type ShownKept,
} from './kept-tables';
import { attachKept, detachKept, hideKept } from './show-kept';
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
  let open = kept.shown ?? null;
  const hide = open ? hideKept(open) : '';
  try {
    open ??= await opened(engine, kept);
    if (!open) return null;
    const { head, attached } = open;
    const holds =
      head.madeFrom === madeFrom({ name, sha256: kept.sha256 }, reader, await engine.version()) &&
      head.recipes === chosenRecipes(head.results, recipes, again);
    if (!holds) return await left(engine, hide, open, fresh);
    for (const table of head.tables)
      if ((await names.nameFor(table.file, table.part)) !== table.name) return await left(engine, hide, open, fresh);
    fresh = head.tables.map(({ name: to, part }) => ({
      name: to,
      part,
      raw: `raw.${identifier(`${to}__new`)}`,
      judged: `raw.${identifier(`${to}__judged`)}`,
      clean: `main.${identifier(`${to}__new`)}`,
    }));
    await copyTables(engine, attached, head, fresh, clean);
    const results = await committed(engine, head, hide, fresh, names, clean);
    await detachKept(engine, attached);
    return results;
  } catch (cause) {
    if (cause instanceof AppError && (cause.code === 'cancelled' || cause.code === 'engine-lost')) throw cause;
    return left(engine, hide, open, fresh);
  }
}

async function opened(engine: Engine, kept: KeptSource): Promise<ShownKept | null> {
  const read = await unpackKept(kept.tables);
  return read && { head: read.head, attached: await attachKept(engine, read.database) };
}

/** Leaves nothing behind, so that the file can be read. */
async function left(engine: Engine, hide: string, open: ShownKept | null, fresh: readonly FreshTable[]): Promise<null> {
  const made = fresh.flatMap(({ raw, clean }) => [raw, clean]).map((table) => `DROP TABLE IF EXISTS ${table};`);
  await engine.execute([hide, ...made].join(' ')).catch(() => undefined);
  if (open) await detachKept(engine, open.attached);
  return null;
}

/** @throws Error when there are not as many rows as were kept */
async function copyTables(
  engine: Engine,
  { alias }: AttachedKept,
  head: KeptHead,
  fresh: readonly FreshTable[],
  { signal }: RunOptions,
): Promise<void> {
  const run = signal ? { signal } : {};
  const copy = async (from: string, to: string, rows: number): Promise<void> => {
    await engine.query(`CREATE OR REPLACE TABLE ${to} AS FROM ${alias}.${keptSchema}.${from}`, run);
    if (Number((await engine.query(`SELECT count(*) FROM ${to}`, run)).cell(0, 0)) !== rows) throw new Error(`${from}: not ${rows} rows`);
  };
  for (const [at, { rows, rawRows }] of head.tables.entries()) {
    await copy(`m${at}`, fresh[at]!.clean, rows);
    if (rawRows !== null) await copy(`r${at}`, fresh[at]!.raw, rawRows);
  }
}

async function committed(
  engine: Engine,
  head: KeptHead,
  hide: string,
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
    // All views go with the first.
    const first = results.some((one) => one.tables.length > 0) ? '' : hide;
    results.push(tables.length > 0 ? { ...result, tables: await commitFile(engine, staged, names, [result.name], first) } : result);
  }
  return results;
}
