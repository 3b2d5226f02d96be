import { readRecipeFile, writeRecipeFile, type SavedRecipe } from '../recipe/saved-recipe';

/**
 * Recipes in a notebook file: one fenced block each, ```recipe, behind the cells. They belong to the file and not to any cell.
 * A block that is none is left where it is.
 */
export function withRecipes(text: string, recipes: readonly SavedRecipe[]): string {
  return [text, ...recipes.map((saved) => `\n\`\`\`recipe\n${writeRecipeFile(saved)}\`\`\`\n`)].join('');
}

/** Takes the recipes out. `rest` keeps every other line in its place, so that problems are told with the lines of the file. */
export function takeRecipes(text: string): { readonly rest: string; readonly recipes: readonly SavedRecipe[] } {
  const recipes: SavedRecipe[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at++) {
    if (lines[at]?.trimEnd() !== '```recipe') continue;
    const end = lines.findIndex((line, i) => i > at && line.trimEnd() === '```');
    const saved = end < 0 ? null : readRecipeFile(lines.slice(at + 1, end).join('\n'));
    if (!saved) continue;
    recipes.push(saved);
    lines.fill('', at, end + 1);
    at = end;
  }
  return recipes.length ? { rest: `${lines.join('\n').trimEnd()}\n`, recipes } : { rest: text, recipes };
}
