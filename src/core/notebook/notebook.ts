import * as v from 'valibot';
import { ComparisonSchema } from '../compare/comparison';
import { CorrectionsSchema } from '../correction';
import { languages } from '../language';
import { LinkedProofSchema } from '../proof/linked-proof';
import type { ParamValue, ParamValues } from '../question';
import { SavedRecipesSchema } from '../recipe/saved-recipe';

/**
 * A notebook is an ordered list of cells; it is the whole state of the page that is worth keeping or sending.
 * These are the forms as written (in a link, later in a file); what a cell's run produced lives in state/.
 */

/** What a parameter may hold. Dates are 'YYYY-MM-DD'; a list of units or targets is an array of their ids, an empty one means all. */
const ParamValueSchema: v.GenericSchema<unknown, ParamValue> = v.union([
  v.string(),
  v.number(),
  v.null(),
  v.array(v.pipe(v.string(), v.maxLength(200))),
]);

/** What a cell is called in SQL, as a table or as `$name`. */
export const CellName = v.pipe(v.string(), v.regex(/^[a-z_][a-z0-9_]{0,62}$/));
const CellId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/));
const ParamValuesSchema = v.record(CellName, ParamValueSchema);

/** How a query cell shows its result first. */
export const cellViews = ['scorecard', 'chart', 'grid', 'figure', 'map'] as const;

/** A cell that is folded shows its title only. Left out in what older pages wrote. */
const collapsed = v.optional(v.boolean(), false);
const name = v.optional(v.nullable(CellName), null);

const TextCellSchema = v.strictObject({
  kind: v.literal('text'),
  id: CellId,
  collapsed,
  /** Markdown. Sanitised whenever it is shown. */
  markdown: v.pipe(v.string(), v.maxLength(100_000)),
});

/** What an input may hold. `choice` and `choices` pick from a list of the notebook's own, the others as parameters of questions do. */
export const inputTypes = [
  'date',
  'month',
  'unit',
  'units',
  'target',
  'targets',
  'indicator',
  'indicators',
  'number',
  'text',
  'unit_system',
  'choice',
  'choices',
] as const;

const InputCellSchema = v.strictObject({
  kind: v.literal('input'),
  id: CellId,
  collapsed,
  /** Shown above the input; null = the name of its type. */
  label: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(200))), null),
  /** For `choice` and `choices`: the name of a query or sheet cell whose first column holds the values and whose second, if any, the labels; or the values themselves. */
  source: v.optional(v.nullable(v.union([CellName, v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(500))])), null),
  /** Every query cell with a parameter of this name, and no value of its own, takes this value. */
  name: CellName,
  /** One of the types a saved question's parameter may have. */
  type: v.picklist(inputTypes),
  value: ParamValueSchema,
});

const QueryCellSchema = v.strictObject({
  kind: v.literal('query'),
  id: CellId,
  collapsed,
  /** Other cells read the result as a table of this name. */
  name,
  /** Shown above the result; null = the saved question's title. */
  title: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(300))), null),
  /** Id of the saved question the cell came from; null for the reader's own SQL. */
  question: v.nullable(v.pipe(v.string(), v.maxLength(100))),
  /** The SQL where it differs from the saved question's; null = as saved. */
  sql: v.nullable(v.pipe(v.string(), v.maxLength(100_000))),
  /** Only values that differ from the question's defaults. */
  params: ParamValuesSchema,
  /** null = as the question says, grid for own SQL. */
  view: v.nullable(v.picklist(cellViews)),
  /** Vega-Lite spec as JSON text where it differs from the question's; null = as saved. */
  chart: v.nullable(v.pipe(v.string(), v.maxLength(100_000))),
  /** How the grid stands (columns moved, hidden, frozen, filters …) as JSON text of core/grid/grid-layout; null = as it comes. */
  layout: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(20_000))), null),
  /** The pivot that wrote the SQL, as JSON text of core/pivot/pivot; null when nobody did. */
  pivot: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(20_000))), null),
  /** How the map is drawn, as JSON text of core/compare/comparison's MapForm; null = as it comes. */
  map: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(2_000))), null),
});

/** Types of a sheet's columns. A unit, target or indicator is kept as its id. */
export const sheetTypes = ['text', 'number', 'integer', 'date', 'boolean', 'unit', 'target', 'indicator'] as const;

const SheetCellSchema = v.strictObject({
  kind: v.literal('sheet'),
  id: CellId,
  collapsed,
  /** Other cells read the sheet as a table of this name. */
  name: CellName,
  columns: v.pipe(
    v.array(
      v.strictObject({
        name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
        type: v.picklist(sheetTypes),
        /** A SQL expression over the other columns; null for what is typed. */
        formula: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(10_000))), null),
      }),
    ),
    v.minLength(1),
    v.maxLength(100),
  ),
  /** One array a row, in the order of the columns; null where nothing stands, and in computed columns. What does not fit its column's type stays text. */
  rows: v.pipe(v.array(v.array(v.union([v.string(), v.number(), v.boolean(), v.null()]))), v.maxLength(5_000)),
});

/** Where a new page begins, in presentation and in print. */
const DividerCellSchema = v.strictObject({
  kind: v.literal('divider'),
  id: CellId,
  collapsed,
  title: v.pipe(v.string(), v.maxLength(300)),
});

const CellSchema = v.variant('kind', [TextCellSchema, InputCellSchema, QueryCellSchema, SheetCellSchema, DividerCellSchema]);
const CellsSchema = v.pipe(v.array(CellSchema), v.maxLength(200));

export type TextCell = v.InferOutput<typeof TextCellSchema>;
export type InputCell = v.InferOutput<typeof InputCellSchema>;
export type QueryCell = v.InferOutput<typeof QueryCellSchema>;
export type SheetCell = v.InferOutput<typeof SheetCellSchema>;
export type SheetColumn = SheetCell['columns'][number];
export type DividerCell = v.InferOutput<typeof DividerCellSchema>;
export type Cell = v.InferOutput<typeof CellSchema>;

export const NotebookSchema = v.strictObject({
  title: v.pipe(v.string(), v.maxLength(300)),
  cells: v.pipe(
    CellsSchema,
    v.check((cells) => new Set(cells.map((cell) => cell.id)).size === cells.length, 'two cells share an id'),
  ),
});
export type Notebook = v.InferOutput<typeof NotebookSchema>;

/** A dropped file that a notebook's SQL reads: the table's name and the file it came from. */
export const NeededTableSchema = v.strictObject({
  table: v.pipe(v.string(), v.maxLength(200)),
  file: v.pipe(v.string(), v.maxLength(300)),
});
export type NeededTable = v.InferOutput<typeof NeededTableSchema>;

export const SharedPageSchema = v.strictObject({
  notebook: NotebookSchema,
  language: v.picklist(languages),
  /** Whether the illustrative observations that come with the page are in use. */
  samples: v.optional(v.boolean(), true),
  needs: v.pipe(v.array(NeededTableSchema), v.maxLength(200)),
  /** The reader's corrections of observations. */
  corrections: v.optional(CorrectionsSchema, []),
  /** The comparison that lies over the notebook; null = none. */
  room: v.optional(v.nullable(ComparisonSchema), null),
  /** How files of each kind are cleaned. */
  recipes: v.optional(SavedRecipesSchema, []),
  /** Fingerprints of the tables and results the link was made with; left out where it vouches for nothing. */
  proof: v.optional(LinkedProofSchema),
});
/** Everything a link carries. Never data. */
export type SharedPage = v.InferOutput<typeof SharedPageSchema>;

/** A query cell for a saved question (or, with null, an empty one for the reader's own SQL). */
export function queryCell(id: string, question: string | null, params: ParamValues = {}): QueryCell {
  return {
    kind: 'query',
    id,
    collapsed: false,
    name: null,
    title: null,
    question,
    sql: question === null ? '' : null,
    params: { ...params },
    view: null,
    chart: null,
    layout: null,
    pivot: null,
    map: null,
  };
}

/** The smallest cell id of the form 'c7' that the notebook does not use yet. */
export function freeCellId(cells: readonly Cell[]): string {
  const used = new Set(cells.map((cell) => cell.id));
  let n = cells.length + 1;
  while (used.has(`c${n}`)) n++;
  return `c${n}`;
}
