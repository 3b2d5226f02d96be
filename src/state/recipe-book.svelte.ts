import { savedKey, withoutStrangersSql, type SavedRecipe } from '../core/recipe/saved-recipe';

/** The recipes the reader has made or brought along, one for each kind of file; the next file of the kind is cleaned by it. */
export class RecipeBook {
  #list = $state.raw<readonly SavedRecipe[]>([]);

  /** @param changed called after each change: recipes belong to what is kept and sent */
  constructor(private readonly changed: () => void) {}

  /** Newest first. Serialisable; fits `SavedRecipesSchema`. */
  get list(): readonly SavedRecipe[] {
    return this.#list;
  }

  /** Keeps a recipe in place of an earlier one for the same kind of file. */
  keep(saved: SavedRecipe): void {
    const key = savedKey(saved);
    this.#list = [saved, ...this.#list.filter((one) => savedKey(one) !== key)].slice(0, 200);
    this.changed();
  }

  forget(key: string): void {
    this.#list = this.#list.filter((one) => savedKey(one) !== key);
    this.changed();
  }

  /**
   * Takes recipes that came with a page or a file. SQL in those of somebody else is switched off until the reader has looked at it. What is here already stays.
   * @param own the page is the reader's own
   */
  bring(list: readonly SavedRecipe[], { own }: { readonly own: boolean }): void {
    const here = new Set(this.#list.map(savedKey));
    const brought = list
      .filter((one) => !here.has(savedKey(one)))
      .map((one) => (own ? one : { ...one, recipe: withoutStrangersSql(one.recipe) }));
    this.#list = [...this.#list, ...brought];
  }
}
