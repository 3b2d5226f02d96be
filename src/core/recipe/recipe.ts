import * as v from 'valibot';

const column = v.pipe(v.string(), v.minLength(1));
const word = v.pipe(v.string(), v.maxLength(200));

/** Set on a step that is kept but not applied. */
const off = v.optional(v.literal(true));

const expression = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(10_000));

/** Lines of the file. */
const lines = v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1))), v.maxLength(10_000));

const stepSchema = v.variant('op', [
  /** These lines of this one file are of another kind than the reader found. Left out when the recipe goes to another file. */
  v.object({ op: v.literal('mark-rows'), rows: lines, kind: word, off }),
  /** One cell of this one file says something else. Left out when the recipe goes to another file. */
  v.object({ op: v.literal('fix-cell'), row: v.pipe(v.number(), v.integer()), column, text: v.pipe(v.string(), v.maxLength(10_000)), off }),
  /** Rows of these kinds of the raw table become rows of the clean table; the others stay where they are. */
  v.object({ op: v.literal('keep-rows'), kinds: v.array(word), off }),
  /**
   * Reshaping, before any cell is read. With `from`: adds the column, holding what the last row of `kinds` (default section) before each row says in
   * the first filled column of `from`. Without: blank cells of the column take the text above them (cells merged downwards).
   */
  v.object({
    op: v.literal('fill-down'),
    column,
    kinds: v.optional(v.array(word)),
    from: v.optional(v.array(column)),
    off,
  }),
  /** Reshaping: each row becomes one for each block, with its label and the block's columns as `values`; rows whose block of several columns is blank go. */
  v.object({
    op: v.literal('unpivot'),
    keep: v.array(column),
    label: column,
    values: v.pipe(v.array(column), v.minLength(1)),
    blocks: v.array(v.object({ label: v.string(), columns: v.array(column) })),
    off,
  }),
  /** Reshaping: `401.092 (98,72%)` keeps the first figure, the one in brackets goes into a column of its own behind it. */
  v.object({ op: v.literal('split-composite'), column, into: column, off }),
  /** NFC, plain single spaces, trimmed; in these columns, or in every column when none are named. */
  v.object({ op: v.literal('clean-text'), columns: v.optional(v.array(column)), off }),
  /** These words (lower case) mean "no data" in the column. */
  v.object({ op: v.literal('null-tokens'), column, tokens: v.array(word), off }),
  v.object({ op: v.literal('rename'), column, to: column, off }),
  v.object({ op: v.literal('drop-column'), column, off }),
  v.object({
    op: v.literal('parse-number'),
    column,
    decimal: v.picklist(['.', ',']),
    thousands: v.nullable(v.picklist(['.', ',', ' '])),
    /** Whole numbers become BIGINT. Default false: DOUBLE. */
    integer: v.optional(v.boolean()),
    /** Nothing but digits, sign, decimal point: no grouping, percent sign, footnote mark or bracket is looked for. */
    plain: v.optional(v.boolean()),
    /** Nothing but digits, sign and the two marks. */
    bare: v.optional(v.boolean()),
    off,
  }),
  /** Codes that lost their leading zeros get them back: digits shorter than `length` are padded. */
  v.object({ op: v.literal('pad-code'), column, length: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), off }),
  /** `serial`: days as Excel counts them (43831 is 2020-01-01). */
  v.object({ op: v.literal('parse-date'), column, serial: v.optional(v.literal(true)), off }),
  v.object({
    op: v.literal('parse-yesno'),
    column,
    yes: v.array(word),
    no: v.array(word),
    /** A form filled in with ticks: a blank means "no" where the row names its unit and period. Default: a blank is no data. */
    blankMeansNo: v.optional(v.boolean()),
    off,
  }),
  /** Adds period_start, period_end, period_kind. `invalid`: what happens to rows whose period cannot be read. */
  v.object({ op: v.literal('parse-period'), column, invalid: v.picklist(['reject', 'keep']), off }),
  /** Adds unit_id and unit_name by name (any known alias) or by code, within the given unit systems only. */
  v.object({
    op: v.literal('match-unit'),
    column,
    by: v.picklist(['name', 'code']),
    systems: v.pipe(v.array(word), v.minLength(1)),
    unmatched: v.picklist(['reject', 'keep']),
    /** Names a person confirmed: name as in the file → unit_id. */
    accepted: v.optional(v.record(word, word)),
    off,
  }),
  /** Of rows equal in `key` (clean column names) the exact repeats go, and all of those that differ are put aside. `figures`: columns that make rows differ. */
  v.object({
    op: v.literal('reject-duplicates'),
    key: v.array(column),
    figures: v.array(column),
    /** Of rows with one key and different figures: all are put aside (default), or the first or the last of them stays. */
    conflicts: v.optional(v.picklist(['reject', 'first', 'last'])),
    off,
  }),
  /** A column whose value is a SQL expression over the clean columns as they are at this step: a new one, or in place of one of that name. */
  v.object({ op: v.literal('compute'), name: column, sql: expression, off }),
  /** Rows for which the SQL condition over the clean columns does not hold are put aside. */
  v.object({ op: v.literal('filter-rows'), sql: expression, off }),
  /** These lines of this one file are taken although a rule puts them aside. Left out when the recipe goes to another file. */
  v.object({ op: v.literal('take-rows'), rows: lines, off }),
]);

export const RecipeSchema = v.object({
  version: v.literal(1),
  /** The information system whose export this is, or null. */
  system: v.nullable(word),
  steps: v.pipe(v.array(stepSchema), v.maxLength(10_000)),
  /** Ids of questions (core/recipe/recipe-question.ts) that a person has answered; they are not asked again, also not of the next file. */
  answered: v.optional(v.pipe(v.array(word), v.maxLength(10_000))),
});

export type RecipeStep = v.InferOutput<typeof stepSchema>;
/** The ordered cleaning steps that turn one kind of file into a clean table. Columns are named as in the raw table. Plain JSON. */
export type Recipe = v.InferOutput<typeof RecipeSchema>;

/** Reads a recipe from JSON text; null when it is none. Unknown keys are dropped, unknown steps refuse the whole. */
export function parseRecipe(json: string): Recipe | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const result = v.safeParse(RecipeSchema, value);
  return result.success ? result.output : null;
}

/** The steps that apply, of one kind. */
export function stepsOf<Op extends RecipeStep['op']>(recipe: Recipe, op: Op): Extract<RecipeStep, { op: Op }>[] {
  return recipe.steps.filter((step): step is Extract<RecipeStep, { op: Op }> => step.op === op && !step.off);
}

/** Name of a raw column in the clean table, or null when it is dropped. */
export function cleanName(recipe: Recipe, rawColumn: string): string | null {
  if (stepsOf(recipe, 'drop-column').some((step) => step.column === rawColumn)) return null;
  return stepsOf(recipe, 'rename').findLast((step) => step.column === rawColumn)?.to ?? rawColumn;
}

/** Columns that the clean table adds; a file's own column of that name is renamed by the recipe. */
export const addedColumns: readonly string[] = [
  'unit_id',
  'unit_name',
  'period_start',
  'period_end',
  'period_kind',
  '_row',
  '_sheet',
  '_file',
];
