import * as v from 'valibot';
import { gridFilterSql, GridFilterSchema } from './grid-filter';
import type { ResultColumn } from '../result-table';
import { identifier } from '../sql/sql-literal';
import { relationOf } from '../sql/sql-relation';

const ColumnName = v.pipe(v.string(), v.maxLength(1000));
const names = v.pipe(v.array(ColumnName), v.maxLength(5000));

const GridLayoutSchema = v.strictObject({
  /** Columns by name from left to right; those not named follow in the order of the result. */
  order: v.optional(names),
  hidden: v.optional(names),
  /** How many of the first columns shown stay in place while the others scroll. */
  frozen: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100))),
  /** Width in CSS pixels by column. */
  widths: v.optional(v.record(ColumnName, v.pipe(v.number(), v.minValue(20), v.maxValue(4000)))),
  /** The first entry is the main order, each further one decides among equals. */
  sort: v.optional(v.pipe(v.array(v.strictObject({ column: ColumnName, descending: v.boolean() })), v.maxLength(20))),
  /** A row is shown when every filter lets it through. */
  filters: v.optional(v.pipe(v.array(GridFilterSchema), v.maxLength(100))),
  /** Columns tinted from worst to best. */
  colour: v.optional(v.pipe(v.array(v.strictObject({ column: ColumnName, lowerIsBetter: v.boolean() })), v.maxLength(100))),
});

/** How a result stands in the grid: what is only looked at differently, and what is asked of the engine (`sort`, `filters`). Empty = as it comes. */
export type GridLayout = v.InferOutput<typeof GridLayoutSchema>;

/** Reads what a notebook carries. Anything that is no layout gives the empty one. */
export function parseGridLayout(text: string | null): GridLayout {
  if (text === null) return {};
  try {
    const result = v.safeParse(GridLayoutSchema, JSON.parse(text));
    return result.success ? result.output : {};
  } catch {
    return {};
  }
}

/** The layout as a notebook carries it; null when there is nothing to keep. */
export function gridLayoutText(layout: GridLayout): string | null {
  const kept = Object.entries(layout).filter(([, value]) =>
    typeof value === 'number' ? value > 0 : value !== undefined && Object.keys(value).length > 0,
  );
  return kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept));
}

/** The columns shown, from left to right. A name that stands twice in the result is placed in the result's order. */
export function arrangedColumns<Column extends { readonly name: string }>(columns: readonly Column[], layout: GridLayout): Column[] {
  const hidden = new Set(layout.hidden);
  const shown = columns.filter((column) => !hidden.has(column.name));
  if (!layout.order?.length) return shown;
  const place = new Map(layout.order.map((name, at) => [name, at]));
  const at = (column: Column) => place.get(column.name) ?? Infinity;
  return shown.toSorted((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)));
}

/** The layout without the filters on one column: what its own list of values is chosen from. */
export function withoutFilterOn(layout: GridLayout, column: string): GridLayout {
  return { ...layout, filters: layout.filters?.filter((filter) => filter.column !== column) };
}

/**
 * The statement with the layout's filters and order around it; the same text when there are none. The statement itself is not changed.
 * Text is ordered as in a Vietnamese dictionary (macro `vi_sort_key`), nulls come last.
 * @param columns those of the statement's own result; a filter or order over a column that is not among them is left out
 */
export function laidOut(sql: string, layout: GridLayout, columns: readonly ResultColumn[]): string {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const conditions = (layout.filters ?? []).flatMap((filter) => {
    const column = byName.get(filter.column);
    return column ? [gridFilterSql(filter, column)] : [];
  });
  const keys = (layout.sort ?? []).flatMap(({ column: name, descending }) => {
    const column = byName.get(name);
    return column ? [`${sortKey(column)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`] : [];
  });
  if (conditions.length === 0 && keys.length === 0) return sql;
  const where = conditions.length > 0 ? `\nWHERE ${conditions.join('\n  AND ')}` : '';
  const order = keys.length > 0 ? `\nORDER BY ${keys.join(', ')}` : '';
  return `SELECT * FROM ${relationOf(sql)}${where}${order}`;
}

/** An ENUM would sort by the order of its declaration, which no reader sees. */
function sortKey({ name, type }: ResultColumn): string {
  return type === 'text' ? `vi_sort_key(CAST(${identifier(name)} AS VARCHAR))` : identifier(name);
}
