import * as v from 'valibot';
import { RecipeSchema, type Recipe } from './recipe';
import { shapeKey } from './file-shape';

/** A recipe with the shape of the files it is for: what is kept in a notebook, sent in a link, and written to a file of its own. */
export const SavedRecipeSchema = v.object({
  /** The file it was made with; tells people what it is for. */
  name: v.pipe(v.string(), v.maxLength(300)),
  /** Columns of that file's raw table. */
  columns: v.pipe(v.array(v.pipe(v.string(), v.maxLength(1_000))), v.minLength(1), v.maxLength(1_000)),
  recipe: RecipeSchema,
});
export const SavedRecipesSchema = v.pipe(v.array(SavedRecipeSchema), v.maxLength(200));
export type SavedRecipe = v.InferOutput<typeof SavedRecipeSchema>;

/** Recipes for the same kind of file have the same key. */
export function savedKey(saved: SavedRecipe): string {
  return shapeKey({ columns: saved.columns, system: saved.recipe.system });
}

/** Steps that hold for one file only do not go to another. */
export function portable(recipe: Recipe): Recipe {
  return { ...recipe, steps: recipe.steps.filter((step) => step.op !== 'mark-rows' && step.op !== 'fix-cell' && step.op !== 'take-rows') };
}

/** What such files are called: `<name>.recipe.json`. */
export const recipeEnding = '.recipe.json';

/** The recipe as a small text file: JSON with one step a line. Equal recipes give equal texts. */
export function writeRecipeFile(saved: SavedRecipe): string {
  const { name, columns, recipe } = saved;
  const steps = recipe.steps.map((step) => `    ${JSON.stringify(step)}`).join(',\n');
  return [
    '{',
    '  "doi-chieu": "recipe",',
    `  "name": ${JSON.stringify(name)},`,
    `  "columns": ${JSON.stringify(columns)},`,
    `  "version": ${recipe.version},`,
    `  "system": ${JSON.stringify(recipe.system)},`,
    ...(recipe.answered?.length ? [`  "answered": ${JSON.stringify(recipe.answered)},`] : []),
    steps === '' ? '  "steps": []' : `  "steps": [\n${steps}\n  ]`,
    '}',
    '',
  ].join('\n');
}

/** Reads such a file; null when it is none. */
export function readRecipeFile(text: string): SavedRecipe | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('doi-chieu' in value) || value['doi-chieu'] !== 'recipe') return null;
  const result = v.safeParse(SavedRecipeSchema, { ...value, recipe: value });
  return result.success ? result.output : null;
}

/** SQL that somebody else wrote does not run before the reader has looked at it: its steps come switched off. */
export function withoutStrangersSql(recipe: Recipe): Recipe {
  return {
    ...recipe,
    steps: recipe.steps.map((step) => (step.op === 'compute' || step.op === 'filter-rows' ? { ...step, off: true as const } : step)),
  };
}
