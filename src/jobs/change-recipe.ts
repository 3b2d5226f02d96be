import type { Engine, RunOptions } from '../core/engine';
import type { Recipe } from '../core/recipe/recipe';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import { asCleaned, cleanTable, namedTables, observationsSql } from './clean-table';
import { readMeasures } from './insert-observations';
import { withObservations } from './load-carefully';
import type { OpenedFile } from './opened-file';

/**
 * Runs another recipe over a loaded table's raw rows; the table and the file's observations change hands in one transaction, everything else stays.
 * @returns the file with the table as it is now
 * @throws AppError sql-* when an expression of the recipe cannot run (nothing has changed then), cancelled
 */
export async function changeRecipe(
  engine: Engine,
  file: OpenedFile,
  tableName: string,
  recipe: Recipe,
  knowledge: Knowledge,
  options: RunOptions = {},
): Promise<OpenedFile> {
  const table = file.tables.find((one) => one.name === tableName);
  // The engine's own reader keeps no raw rows; there is nothing to clean.
  if (!table?.prepared) return file;
  const measures = await readMeasures(engine, options);
  const named = namedTables(tableName);
  const fresh = {
    name: tableName,
    part: '',
    raw: named.raw,
    judged: `raw.${identifier(`${tableName}__judged`)}`,
    clean: `main.${identifier(`${tableName}__new`)}`,
  };
  try {
    const cleaned = await cleanTable(engine, file.name, fresh, table.prepared, recipe, table.told, knowledge, { ...options, measures });
    const others = await Promise.all(
      file.tables
        .filter((one) => one !== table)
        .map((one) => asCleaned(engine, file.name, one, namedTables(one.name).main, { ...options, measures })),
    );
    options.signal?.throwIfAborted();
    await engine.execute(
      [
        'BEGIN;',
        `DROP TABLE ${named.main};`,
        `ALTER TABLE ${fresh.clean} RENAME TO ${identifier(tableName)};`,
        `DROP TABLE IF EXISTS ${fresh.judged};`,
        `DELETE FROM observation WHERE file = ${textLiteral(file.name)} AND origin IN ('illustrative', 'user');`,
        observationsSql(cleaned, named.main),
        ...others.map((one) => observationsSql(one, namedTables(one.opened.name).main)),
        'COMMIT;',
      ].join(' '),
    );
    const tables = file.tables.map((one) => (one === table ? cleaned.opened : one));
    return { ...file, tables: await withObservations(engine, file.name, tables) };
  } catch (error) {
    await engine.execute(`DROP TABLE IF EXISTS ${fresh.clean}; DROP TABLE IF EXISTS ${fresh.judged};`).catch(() => {});
    throw error;
  }
}
