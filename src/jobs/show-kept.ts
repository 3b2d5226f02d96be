import type { Engine } from '../core/engine';
import type { SavedRecipe } from '../core/recipe/saved-recipe';
import { identifier } from '../core/sql/sql-literal';
import { tableName } from '../ingest/table-name';
import { chosenRecipes, keptSchema, madeFrom, unpackKept, type AttachedKept, type KeptSource, type ShownKept } from './kept-tables';
import { enterTable, registryScript } from './table-registry';

let attachedSoFar = 0;

export async function attachKept(engine: Engine, database: File): Promise<AttachedKept> {
  const n = ++attachedSoFar;
  const attached = { file: `kept-${n}.db`, alias: `kept_${n}` };
  await engine.register(attached.file, database);
  try {
    await engine.execute(`ATTACH 'local/${attached.file}' AS ${attached.alias} (READ_ONLY);`);
    return attached;
  } catch (cause) {
    await engine.unregister(attached.file);
    throw cause;
  }
}

export async function detachKept(engine: Engine, { file, alias }: AttachedKept): Promise<void> {
  await engine.execute(`DETACH ${alias};`).catch(() => undefined);
  await engine.unregister(file).catch(() => undefined);
}

/** Statements that take the shown tables of a file away again. */
export const hideKept = ({ head }: ShownKept): string =>
  head.tables.map(({ name }) => `DROP VIEW IF EXISTS main.${identifier(name)};`).join(' ');

/**
 * Shows kept tables in an engine in which nothing else is loaded yet, as views on their file, which takes a few hundredths of a second whatever their size. `restoreTables`
 * puts real ones in their place. Left out is what may not hold, and tables whose names another file may have a claim to.
 * @param reader as in `madeFrom`
 */
export async function showKept(
  engine: Engine,
  kept: ReadonlyMap<string, KeptSource>,
  recipes: readonly SavedRecipe[],
  reader: string,
): Promise<Map<string, ShownKept>> {
  const shown = new Map<string, ShownKept>();
  for (const [name, { sha256, tables }] of kept) {
    try {
      const read = await unpackKept(tables);
      await engine.ready;
      if (!read || read.head.madeFrom !== madeFrom({ name, sha256 }, reader, await engine.version())) continue;
      const { head, database } = read;
      if (head.recipes !== chosenRecipes(head.results, recipes, true)) continue;
      if (head.tables.some((table) => table.name !== nameAlone(table.file, table.part))) continue;
      const attached = await attachKept(engine, database);
      const views = head.tables.map(
        ({ name: table }, at) => `CREATE VIEW main.${identifier(table)} AS FROM ${attached.alias}.${keptSchema}.m${at};`,
      );
      const entries = head.tables.map((table) => enterTable(table.file, table.part, table.name));
      try {
        await engine.execute(`BEGIN; ${registryScript}; ${[...views, ...entries].join(' ')} COMMIT;`);
        shown.set(name, { head, attached });
      } catch {
        await detachKept(engine, attached);
      }
    } catch {
      // It is read again then.
    }
  }
  return shown;
}

/** The name a table gets where nothing else has it. */
const nameAlone = (file: string, part: string): string => tableName(part === '' ? file : `${tableName(file)}_${part}`);
