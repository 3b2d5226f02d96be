import type { Engine } from '../core/engine';
import type { Issue } from '../core/issue';
import type { Recipe } from '../core/recipe/recipe';
import type { SavedRecipe } from '../core/recipe/saved-recipe';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import type { PreparedTable } from '../ingest/prepared-table';
import type { SourceFile } from '../ingest/source-file';
import { cleanTable, namedTables, observationsSql, type CleanedTable, type CleanOptions, type FreshTable } from './clean-table';
import { loadRaw, type LoadRawOptions } from './load-raw';
import type { OpenedTable } from './opened-file';
import { chosenRecipe } from './choose-recipe';
import { enterTable, forgetFile, type TableNames } from './table-registry';

export interface LoadOptions extends LoadRawOptions, CleanOptions {
  /** Recipes of earlier files; the one for this kind of file is replayed in place of the suggestion. */
  readonly recipes: readonly SavedRecipe[];
  /** A recipe made with a file of this name is this very file's: its steps for single lines hold, too. */
  readonly again: boolean;
}

/** A file that is read and cleaned, its tables waiting under names of their own. Either `commitFile` or `discardFile` ends that. */
export interface StagedFile {
  readonly name: string;
  readonly tables: readonly CleanedTable[];
}

/**
 * The careful path: raw rows as text, then for each table the recipe over them and checks. Nothing that was loaded before is touched.
 * @throws AppError file-*, sql-*, cancelled
 */
export async function stageFile(
  engine: Engine,
  source: SourceFile,
  names: TableNames,
  knowledge: Knowledge,
  options: LoadOptions,
): Promise<StagedFile> {
  const fresh: FreshTable[] = [];
  try {
    const prepared = await loadRaw(engine, source, names, knowledge, fresh, options);
    const tables: CleanedTable[] = [];
    for (const [i, table] of prepared.entries()) {
      const place = fresh[i];
      if (place) tables.push(await withRecipe(engine, source.name, place, table, knowledge, options));
    }
    options.signal?.throwIfAborted();
    return { name: source.name, tables };
  } catch (error) {
    await dropFresh(engine, fresh);
    throw error;
  }
}

/** A saved recipe may hold SQL that does not fit this file; the suggested one always does. */
async function withRecipe(
  engine: Engine,
  file: string,
  fresh: FreshTable,
  prepared: PreparedTable,
  knowledge: Knowledge,
  options: LoadOptions,
): Promise<CleanedTable> {
  const clean = (recipe: Recipe, told: readonly Issue[]) => cleanTable(engine, file, fresh, prepared, recipe, told, knowledge, options);
  const chosen = chosenRecipe(fresh.name, prepared, options.recipes, options.again ? file : null);
  if (!chosen) return clean(prepared.recipe, []);
  try {
    return await clean(chosen.recipe, chosen.issues);
  } catch (error) {
    options.signal?.throwIfAborted();
    const sql = (recipe: Recipe) => ({
      ...recipe,
      steps: recipe.steps.map((step) => (step.op === 'compute' || step.op === 'filter-rows' ? { ...step, off: true as const } : step)),
    });
    const recipe = sql(chosen.recipe);
    const many = recipe.steps.filter((step) => step.op === 'compute' || step.op === 'filter-rows').length;
    if (many === 0) throw error;
    return clean(recipe, [
      ...chosen.issues,
      { code: 'recipe-expression-off', kind: 'warning', table: fresh.name, rows: many, examples: [] },
    ]);
  }
}

/**
 * In one transaction: the tables and observations of `replaces` go, the fresh ones take their names, the new observations come in.
 * @param replaces files whose tables make room; the file's own earlier version among them
 * @param first statements that go before all others
 */
export async function commitFile(
  engine: Engine,
  staged: StagedFile,
  names: TableNames,
  replaces: readonly string[],
  first = '',
): Promise<readonly OpenedTable[]> {
  const { name: file, tables } = staged;
  await engine.execute(
    [
      'BEGIN;',
      first,
      ...replaces.map((old) => forgetFile(old, names.tablesOf(old))),
      ...tables.flatMap((table) => [
        enterTable(file, table.fresh.part, table.fresh.name),
        table.prepared
          ? `ALTER TABLE ${table.fresh.raw} RENAME TO ${identifier(table.fresh.name)}; DROP TABLE IF EXISTS ${table.fresh.judged};`
          : '',
        `ALTER TABLE ${table.fresh.clean} RENAME TO ${identifier(table.fresh.name)};`,
        observationsSql(table, namedTables(table.fresh.name).main),
      ]),
      'COMMIT;',
    ].join(' '),
  );
  for (const old of replaces) if (old !== file) names.forget(old);
  return withObservations(
    engine,
    file,
    tables.map(({ opened }) => opened),
  );
}

/** The staged file under another name, so that it can stand beside the one that has its name. */
export async function renamedStaged(engine: Engine, staged: StagedFile, file: string, names: TableNames): Promise<StagedFile> {
  const tables: CleanedTable[] = [];
  for (const table of staged.tables) {
    const name = await names.nameFor(file, table.fresh.part);
    if (table.prepared) await engine.query(`UPDATE ${table.fresh.clean} SET _file = ${textLiteral(file)}`);
    tables.push({
      ...table,
      file,
      fresh: { ...table.fresh, name },
      opened: { ...table.opened, name, issues: table.opened.issues.map((issue) => ({ ...issue, table: name })) },
    });
  }
  return { name: file, tables };
}

export function discardFile(engine: Engine, staged: StagedFile): Promise<void> {
  return dropFresh(
    engine,
    staged.tables.map(({ fresh }) => fresh),
  );
}

async function dropFresh(engine: Engine, fresh: readonly FreshTable[]): Promise<void> {
  const left = fresh.flatMap(({ raw, judged, clean }) => [raw, judged, clean]);
  if (left.length) await engine.execute(left.map((table) => `DROP TABLE IF EXISTS ${table};`).join(' ')).catch(() => {});
}

/** Observations carry their file and system; two tables of one system in one file share the count. */
export async function withObservations(engine: Engine, file: string, tables: readonly OpenedTable[]): Promise<OpenedTable[]> {
  const found = recordsOf(
    await engine.query(
      `SELECT series, count(*) AS n FROM observation WHERE file = ${textLiteral(file)} AND origin IN ('illustrative', 'user') GROUP BY series`,
    ),
  );
  const bySystem = new Map(found.map((row) => [String(row.series), Number(row.n)]));
  return tables.map((table) => ({ ...table, observations: bySystem.get(table.systemId ?? '') ?? 0 }));
}
