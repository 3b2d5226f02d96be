import type { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import { cleanName, type Recipe, type RecipeStep } from '../core/recipe/recipe';
import { questionsOf, withAllSuggested, type RecipeQuestion } from '../core/recipe/recipe-question';
import { replayRecipe } from '../core/recipe/replay';
import type { SavedRecipe } from '../core/recipe/saved-recipe';
import { columnsOf } from '../core/recipe/step-look';
import type { ResultTable } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import { changeRecipe } from '../jobs/change-recipe';
import { measureSteps, type StepEffect } from '../jobs/measure-steps';
import type { OpenedFile, OpenedTable } from '../jobs/opened-file';
import { profileColumn } from '../jobs/profile-column';
import { readHits, readPlaces, readRawRows, readRejected, type RawRows, type RejectedRows } from '../jobs/read-raw-rows';
import { asAppError } from './query-run.svelte';

export interface ReviewPorts {
  readonly engine: Engine;
  readonly knowledge: () => Promise<Knowledge>;
  /** The file as it was opened, live. */
  readonly file: () => OpenedFile | undefined;
  /** The table was cleaned anew; `saved` is the recipe for the next file of its kind. */
  readonly renewed: (file: OpenedFile, saved: SavedRecipe) => Promise<void>;
  /** The saved recipe that was replayed on the table, if one was. */
  readonly saved: (table: OpenedTable) => SavedRecipe | null;
}

/** Rows of the clean table that the review shows. */
export const mostShown = 10_000;

/** What a chosen step touches. `lines` null: every line. */
export interface Highlight {
  readonly columns: ReadonlySet<string>;
  readonly lines: ReadonlySet<number> | null;
  readonly wholeRows: boolean;
}

/** One table under review: its recipe, what each step does, the questions it asks, and the way back and forth between recipes. */
export class TableReview {
  #past = $state.raw<readonly Recipe[]>([]);
  #future = $state.raw<readonly Recipe[]>([]);
  #busy = $state(false);
  #error = $state.raw<AppError | null>(null);
  #effects = $state.raw<readonly StepEffect[] | null>(null);
  #clean = $state.raw<ResultTable | null>(null);
  #rejected = $state.raw<RejectedRows | null>(null);
  #places = $state.raw<{ readonly rows: number } | null>(null);
  #spreads = $state.raw<ReadonlyMap<string, readonly number[]>>(new Map());
  #selected = $state<number | null>(null);
  #highlight = $state.raw<Highlight | null>(null);
  #knowledge = $state.raw<Knowledge | null>(null);
  #abort: AbortController | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  /** True once the table is another one than when the review began. */
  changed = false;

  constructor(
    private readonly ports: ReviewPorts,
    readonly tableName: string,
  ) {
    void this.#look();
  }

  get file(): OpenedFile | null {
    return this.ports.file() ?? null;
  }

  get table(): OpenedTable | null {
    return this.file?.tables.find((one) => one.name === this.tableName) ?? null;
  }

  get recipe(): Recipe | null {
    return this.table?.recipe ?? null;
  }

  /** True while a changed recipe runs. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Why the last change was not taken; the table is as it was. */
  get error(): AppError | null {
    return this.#error;
  }

  /** Parallel to the recipe's steps; null until they are measured. */
  get effects(): readonly StepEffect[] | null {
    return this.#effects;
  }

  /** The first rows of the clean table. */
  get clean(): ResultTable | null {
    return this.#clean;
  }

  get rejected(): RejectedRows | null {
    return this.#rejected;
  }

  /** Rows of the file; null until counted, or where the engine's own reader kept none. */
  get rawRows(): number | null {
    return this.#places?.rows ?? null;
  }

  /** How a clean column's values are spread, as heights from 0 to 1; null until it is known. */
  spreadOf(column: string): readonly number[] | null {
    return this.#spreads.get(column) ?? null;
  }

  get selected(): number | null {
    return this.#selected;
  }

  get highlight(): Highlight | null {
    return this.#highlight;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  readonly questions: readonly RecipeQuestion[] = $derived.by(() => {
    const { table } = this;
    if (!table?.recipe || !table.prepared) return [];
    const { prepared } = table;
    const units = new Map(
      (this.#knowledge?.units ?? []).filter((one) => inSystems(one.unitSystem, table)).map((one) => [one.nameVi, one.unitId]),
    );
    return questionsOf(table.issues, table.recipe, {
      unitOf: (name) => units.get(name) ?? null,
      saved: this.ports.saved(table),
      replay: (saved) => replayRecipe(saved, prepared.columns, prepared.recipe).recipe,
    });
  });

  /** Takes another recipe: runs it over the raw rows. Changes wait for one another. */
  change(recipe: Recipe): Promise<boolean> {
    return this.#run(recipe, (before) => {
      this.#past = [...this.#past.slice(-199), before];
      this.#future = [];
    });
  }

  acceptAll(): Promise<boolean> {
    const { recipe } = this;
    return recipe && this.questions.length > 0 ? this.change(withAllSuggested(recipe, this.questions)) : Promise.resolve(false);
  }

  undo(): Promise<boolean> {
    const to = this.#past.at(-1);
    if (!to) return Promise.resolve(false);
    return this.#run(to, (before) => {
      this.#past = this.#past.slice(0, -1);
      this.#future = [...this.#future, before];
    });
  }

  redo(): Promise<boolean> {
    const to = this.#future.at(-1);
    if (!to) return Promise.resolve(false);
    return this.#run(to, (before) => {
      this.#future = this.#future.slice(0, -1);
      this.#past = [...this.#past, before];
    });
  }

  /** What the reader suggested when the file was opened. */
  get suggested(): Recipe | null {
    return this.table?.prepared?.recipe ?? null;
  }

  forgetError(): void {
    this.#error = null;
  }

  /** Marks what a step touches in both panes; null marks nothing. */
  async select(at: number | null): Promise<void> {
    this.#selected = at;
    this.#highlight = null;
    const { table } = this;
    const step = at === null ? undefined : table?.recipe?.steps[at];
    if (!table?.prepared || !table.recipe || !step) return;
    const columns = new Set(step.op === 'compute' ? [] : columnsOf(step));
    this.#highlight = { columns, lines: columns.size ? null : new Set(), wholeRows: false };
    const hits = await readHits(this.ports.engine, table.name, table.prepared.columns, table.recipe, step).catch(() => null);
    if (this.#selected === at && hits) this.#highlight = hits;
  }

  /** Lines of the file from the `from`th row (0-based). */
  rows(from: number, count: number, signal?: AbortSignal): Promise<RawRows> {
    return readRawRows(this.ports.engine, this.tableName, from, count, signal ? { signal } : {});
  }

  /** The 0-based place of a line among the rows. */
  placeOf(line: number): Promise<number | null> {
    return readPlaces(this.ports.engine, this.tableName, line);
  }

  cleanNameOf(column: string): string | null {
    return this.recipe ? cleanName(this.recipe, column) : null;
  }

  stepAt(at: number): RecipeStep | undefined {
    return this.recipe?.steps[at];
  }

  close(): void {
    this.#abort?.abort();
  }

  #run(recipe: Recipe, taken: (before: Recipe) => void): Promise<boolean> {
    const run = this.#queue.then(async () => {
      const { file, table } = this;
      if (!file || !table?.recipe || !table.prepared) return false;
      this.#busy = true;
      this.#error = null;
      try {
        const before = table.recipe;
        const next = await changeRecipe(this.ports.engine, file, table.name, recipe, await this.ports.knowledge());
        taken(before);
        this.changed = true;
        await this.ports.renewed(next, { name: file.name, columns: [...table.prepared.columns], recipe });
        if (this.#selected !== null && this.#selected >= recipe.steps.length) await this.select(null);
        void this.#look();
        return true;
      } catch (cause) {
        this.#error = asAppError(cause);
        return false;
      } finally {
        this.#busy = false;
      }
    });
    this.#queue = run;
    return run;
  }

  async #spread(table: string, clean: ResultTable, signal: AbortSignal): Promise<void> {
    const spreads = new Map<string, readonly number[]>();
    for (const column of clean.columns.filter((one) => !one.name.startsWith('_')).slice(0, mostSpreads)) {
      const { bars } = await profileColumn(this.ports.engine, `SELECT * FROM main.${identifier(table)}`, column, { signal });
      const most = Math.max(1, ...bars.map((bar) => bar.rows));
      spreads.set(
        column.name,
        bars.map((bar) => bar.rows / most),
      );
      if (spreads.size % 8 === 0) this.#spreads = new Map(spreads);
    }
    this.#spreads = spreads;
  }

  /** Everything that is shown beside the recipe itself; a later look overtakes an earlier one. */
  async #look(): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const run = { signal: abort.signal };
    const { engine } = this.ports;
    const { file, table } = this;
    if (!file || !table) return;
    try {
      this.#clean = await engine.query(`SELECT * FROM main.${identifier(table.name)} LIMIT ${mostShown}`, run);
      this.#knowledge ??= await this.ports.knowledge();
      if (!table.prepared || !table.recipe) return await this.#spread(table.name, this.#clean, abort.signal);
      this.#places ??= { rows: await readPlaces(engine, table.name, null).then((rows) => rows ?? 0) };
      const raw = { table: `raw.${identifier(table.name)}`, file: file.name, sheet: table.sheet, columns: table.prepared.columns };
      this.#rejected = await readRejected(engine, raw, table.recipe, this.#knowledge, run);
      this.#effects = await measureSteps(engine, table.recipe, raw, this.#knowledge, run);
      await this.#spread(table.name, this.#clean, abort.signal);
    } catch (cause) {
      if (!abort.signal.aborted) this.#error = asAppError(cause);
    }
  }
}

const mostSpreads = 80;

function inSystems(system: string, table: OpenedTable): boolean {
  return system === 'VN' || table.unitSystems.length === 0 || table.unitSystems.includes(system);
}
