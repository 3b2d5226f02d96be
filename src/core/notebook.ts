import * as v from 'valibot';
import { languages } from './language';
import type { ParamValue, ParamValues } from './question';

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

const CellName = v.pipe(v.string(), v.regex(/^[a-z_][a-z0-9_]{0,62}$/));
const CellId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/));
const ParamValuesSchema = v.record(CellName, ParamValueSchema);

/** How a query cell shows its result first. */
export const cellViews = ['scorecard', 'chart', 'grid', 'figure'] as const;

const TextCellSchema = v.strictObject({
  kind: v.literal('text'),
  id: CellId,
  /** Markdown. Sanitised whenever it is shown. */
  markdown: v.pipe(v.string(), v.maxLength(100_000)),
});

const InputCellSchema = v.strictObject({
  kind: v.literal('input'),
  id: CellId,
  /** Every query cell with a parameter of this name, and no value of its own, takes this value. */
  name: CellName,
  /** One of the types a saved question's parameter may have. */
  type: v.picklist(['date', 'month', 'unit', 'units', 'target', 'targets', 'indicator', 'number', 'text', 'unit_system']),
  value: ParamValueSchema,
});

const QueryCellSchema = v.strictObject({
  kind: v.literal('query'),
  id: CellId,
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
});

const CellSchema = v.variant('kind', [TextCellSchema, InputCellSchema, QueryCellSchema]);
const CellsSchema = v.pipe(v.array(CellSchema), v.maxLength(200));

export type TextCell = v.InferOutput<typeof TextCellSchema>;
export type InputCell = v.InferOutput<typeof InputCellSchema>;
export type QueryCell = v.InferOutput<typeof QueryCellSchema>;
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
});
/** Everything a link carries. Never data. */
export type SharedPage = v.InferOutput<typeof SharedPageSchema>;

/** A query cell for a saved question (or, with null, an empty one for the reader's own SQL). */
export function queryCell(id: string, question: string | null, params: ParamValues = {}): QueryCell {
  return { kind: 'query', id, question, sql: question === null ? '' : null, params: { ...params }, view: null, chart: null };
}

/** The smallest cell id of the form 'c7' that the notebook does not use yet. */
export function freeCellId(cells: readonly Cell[]): string {
  const used = new Set(cells.map((cell) => cell.id));
  let n = cells.length + 1;
  while (used.has(`c${n}`)) n++;
  return `c${n}`;
}
