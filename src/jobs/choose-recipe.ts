import type { Issue } from '../core/issue';
import { nearShare, shapeDifference, shapeKey } from '../core/recipe/file-shape';
import type { Recipe } from '../core/recipe/recipe';
import { replayRecipe } from '../core/recipe/replay';
import { savedKey, type SavedRecipe } from '../core/recipe/saved-recipe';
import type { PreparedTable } from '../ingest/prepared-table';

export interface ChosenRecipe {
  readonly recipe: Recipe;
  /** That it was replayed, and where it does not fit. */
  readonly issues: readonly Issue[];
}

/** The saved recipe for a table's kind of file, or for a kind that differs in few columns; null when there is none. */
export function savedFor(prepared: Pick<PreparedTable, 'columns' | 'systemId'>, saved: readonly SavedRecipe[]): SavedRecipe | null {
  const shape = { columns: prepared.columns, system: prepared.systemId };
  const own = saved.find((one) => savedKey(one) === shapeKey(shape));
  if (own) return own;
  const near = saved
    .map((one) => ({ one, ...shapeDifference({ columns: one.columns, system: one.recipe.system }, shape) }))
    // A renamed column is half a match.
    .map(({ one, share, renamed, missing }) => ({
      one,
      share: share + (missing.length ? (renamed.length / missing.length) * (1 - share) * 0.5 : 0),
    }))
    .filter(({ one, share }) => share >= nearShare && (one.recipe.system === prepared.systemId || prepared.systemId === null))
    .sort((a, b) => b.share - a.share);
  return near[0]?.one ?? null;
}

/** @param own the file's name when a recipe made with a file of that name was made with this very file */
export function chosenRecipe(
  table: string,
  prepared: PreparedTable,
  saved: readonly SavedRecipe[],
  own: string | null = null,
): ChosenRecipe | null {
  const found = savedFor(prepared, saved);
  if (!found) return null;
  const replay = replayRecipe(found, prepared.columns, prepared.recipe);
  const { respelt, missing, added } = replay;
  const whole = found.name === own && respelt.length + missing.length + added.length === 0;
  const recipe = whole ? found.recipe : replay.recipe;
  const issue = (code: Issue['code'], kind: Issue['kind'], more: Partial<Issue> = {}): Issue => ({
    code,
    kind,
    table,
    rows: 1,
    examples: [],
    ...more,
  });
  return {
    recipe,
    issues: [
      issue('recipe-replayed', 'repair', {
        detail: { name: found.name, steps: recipe.steps.filter((step) => !step.off).length },
        examples: respelt.slice(0, 5).map(({ from, to }) => ({ row: 0, before: from, after: to })),
      }),
      ...missing.map(({ column, to }) =>
        to === null
          ? issue('recipe-column-missing', 'warning', { column })
          : issue('recipe-column-renamed', 'question', {
              column,
              detail: { proposal: to },
              examples: [{ row: 0, before: column, after: to }],
            }),
      ),
      ...added
        .filter((column) => !missing.some(({ to }) => to === column))
        .map((column) => issue('recipe-column-new', 'repair', { column })),
    ],
  };
}
