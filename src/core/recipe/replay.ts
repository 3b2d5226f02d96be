import { columnKey, nearestPairs } from './file-shape';
import { addedColumns, cleanName, type Recipe, type RecipeStep } from './recipe';
import { isReshape, reshaped } from './reshape-sql';
import { portable, type SavedRecipe } from './saved-recipe';

/** A recipe brought to another file, and where it does not fit. */
export interface Replay {
  readonly recipe: Recipe;
  /** Columns found under a head that is written otherwise (case, tones, spaces): nothing to ask. */
  readonly respelt: readonly { readonly from: string; readonly to: string }[];
  /** Columns the recipe names that are not there; `to`: the column that is most likely meant, which the reader has to confirm. */
  readonly missing: readonly { readonly column: string; readonly to: string | null }[];
  /** Columns the recipe does not know; they are read as suggested for them. */
  readonly added: readonly string[];
}

/**
 * Brings a saved recipe to a file. Steps of columns that are missing are left out; columns that the recipe does not know get the steps that
 * were suggested for this file. Steps for single lines stay behind.
 * @param columns the file's raw columns
 * @param suggested the recipe that the reader suggests for it
 */
export function replayRecipe(saved: SavedRecipe, columns: readonly string[], suggested: Recipe): Replay {
  const byKey = new Map(columns.map((column) => [columnKey(column), column]));
  const found = new Map<string, string>();
  for (const column of saved.columns) {
    const here = columns.includes(column) ? column : byKey.get(columnKey(column));
    if (here !== undefined) found.set(column, here);
  }
  // Columns that reshaping steps bring forth are called as the recipe calls them.
  for (const column of reshaped(saved.recipe, { table: '', file: '', columns: saved.columns }).columns)
    if (!saved.columns.includes(column)) found.set(column, column);
  const known = new Set(found.values());
  const added = columns.filter((column) => !known.has(column));
  const gone = saved.columns.filter((column) => !found.has(column));
  const pairs = nearestPairs(gone, added);
  const steps = portable(saved.recipe).steps.flatMap((step) => moved(step, found));
  const own = suggested.steps.filter((step) => 'column' in step && !isReshape(step) && added.includes(step.column));
  // Before the last steps, which look at whole rows.
  const last = steps.findIndex((step) => step.op === 'reject-duplicates' || step.op === 'compute' || step.op === 'filter-rows');
  const recipe = { ...saved.recipe, steps: steps.toSpliced(last < 0 ? steps.length : last, 0, ...own) };
  return {
    recipe: named(recipe, columns),
    respelt: [...found].filter(([from, to]) => from !== to).map(([from, to]) => ({ from, to })),
    missing: gone.map((column) => ({ column, to: pairs.find((pair) => pair.from === column)?.to ?? null })),
    added,
  };
}

/** The recipe as it is once the reader has said that a missing column is called otherwise now. */
export function savedWithRenamed(saved: SavedRecipe, from: string, to: string): SavedRecipe {
  const shaped = reshaped(saved.recipe, { table: '', file: '', columns: saved.columns }).columns;
  const found = new Map([...saved.columns, ...shaped].map((column) => [column, column === from ? to : column]));
  return {
    ...saved,
    columns: saved.columns.map((column) => found.get(column) ?? column),
    // What the column is called in the clean table stays as it was, so that questions over it go on.
    recipe: { ...saved.recipe, steps: saved.recipe.steps.flatMap((step) => moved(step, found)).concat(keptName(saved.recipe, from, to)) },
  };
}

function keptName(recipe: Recipe, from: string, to: string): RecipeStep[] {
  return cleanName(recipe, from) === from ? [{ op: 'rename', column: to, to: from }] : [];
}

function moved(step: RecipeStep, found: ReadonlyMap<string, string>): RecipeStep[] {
  const each = (columns: readonly string[]) => columns.flatMap((column) => found.get(column) ?? []);
  if (step.op === 'unpivot') {
    const blocks = step.blocks
      .map((block) => ({ ...block, columns: each(block.columns) }))
      .filter((block) => block.columns.length === step.values.length);
    return blocks.length ? [{ ...step, keep: each(step.keep), blocks }] : [];
  }
  if (step.op === 'fill-down' && step.from) return [{ ...step, from: each(step.from) }];
  if ('column' in step) {
    const column = found.get(step.column);
    return column === undefined ? [] : [{ ...step, column }];
  }
  if (step.op === 'clean-text' && step.columns) return [{ ...step, columns: each(step.columns) }];
  return [step];
}

/** No two clean columns of one name: a column that the recipe did not know steps back. */
function named(recipe: Recipe, columns: readonly string[]): Recipe {
  const taken = new Set(addedColumns);
  const extra: RecipeStep[] = [];
  for (const column of reshaped(recipe, { table: '', file: '', columns }).columns) {
    const name = cleanName(recipe, column);
    if (name === null) continue;
    let free = name;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name}_${n}`;
    taken.add(free.toLowerCase());
    if (free !== name) extra.push({ op: 'rename', column, to: free });
  }
  return extra.length ? { ...recipe, steps: [...recipe.steps, ...extra] } : recipe;
}
