import type { Pivot, PivotDimension, PivotFigure, PivotMeasure } from './pivot';
import { pivotFields, type PivotCellKeys, type PivotField, type PivotKey } from './pivot-fields';
import { pivotResultWords } from './pivot-names';
import { pivotFigures, type FigureSql } from './pivot-figures';
import { goalTables, scaleOf, type GoalOf } from './pivot-goals';
import { equals, pivotSource, whereLines, type PivotSource } from './pivot-source';
import type { ColumnType, ResultColumn } from '../result-table';
import { identifier, textLiteral } from '../sql/sql-literal';

/**
 * The pivot as one SELECT that runs in any DuckDB shell over the same tables.
 *
 * Rows come in Vietnamese order, periods in time order, each group before its subtotal, the grand total last. `level` says how many row
 * dimensions a row has: all of them, or fewer in totals; it is there when there are totals. See `pivotFields` for the columns.
 *
 * @param keys of the column dimensions, in order, asked for with `pivotKeysSql`: one column for each key and measure. null: the long form,
 *   one row for each key, as charts like it. Without column dimensions both are the same.
 */
export function pivotSql(pivot: Pivot, columns: readonly ResultColumn[], keys: readonly PivotKey[] | null): string {
  const source = pivotSource(pivot, columns);
  const fields = pivotFields(pivot, keys);
  const wide = keys !== null;
  const goals = goalTables(pivot);
  const figures = pivotFigures(pivot, columns);
  const inner = [...dimensionColumns(source, pivot.rows, 'row'), ...dimensionColumns(source, pivot.columns, 'column'), ...figures.names];
  const rowSets = groupings(pivot.rows.length, pivot.totals.rows, pivot.totals.subtotals, 'row');
  const columnSets = wide ? [[]] : groupings(pivot.columns.length, pivot.totals.columns, pivot.totals.subtotals, 'column');
  const sets = rowSets.flatMap((row) => columnSets.map((column) => [...row, ...column]));
  const dimensions = [
    ...pivot.rows.map((one, i) => ({ name: `row_${i + 1}`, type: source.typeOf(one) })),
    ...(wide ? [] : pivot.columns.map((one, i) => ({ name: `column_${i + 1}`, type: source.typeOf(one) }))),
  ];
  const totalled = (prefix: string) => fields.some((field) => field.kind === (prefix === 'row' ? 'level' : 'column-level'));
  const order = dimensions.flatMap(({ name, type }) => [
    ...(totalled(name.replace(/_\d+$/, '')) ? [`GROUPING(${name})`] : []),
    ...sortKeys(name, type),
  ]);
  const parts = [
    `parts AS (`,
    `  SELECT ${[...source.rawColumns, ...figures.parts].join(',\n    ') || '1 AS one'}`,
    `  ${source.rawFrom}`,
    `  GROUP BY ALL`,
    `)`,
  ].join('\n');
  const base = [
    `base AS (`,
    `  SELECT ${inner.join(',\n    ') || '1 AS one'}`,
    `  FROM parts AS s${source.joins}`,
    ...whereLines(source.wheres).map((line) => `  ${line}`),
    `)`,
  ].join('\n');
  const selected = fields.map(
    (field, i) => `${fieldSql(field, pivot, source, figures.figure, goals.of, totalled, fields.slice(0, i))} AS ${identifier(field.name)}`,
  );
  return [
    `WITH ${[...source.withs, ...goals.tables, parts, base].join(',\n')}`,
    `SELECT`,
    `  ${selected.join(',\n  ') || '1 AS one'}`,
    `FROM base`,
    grouping(sets),
    ...(order.length > 0 ? [`ORDER BY ${order.join(', ')}`] : []),
  ].join('\n');
}

/** The keys of the column dimensions in order, one more than are shown, so that the reader can be told there are more. null without column dimensions. */
export function pivotKeysSql(pivot: Pivot, columns: readonly ResultColumn[]): string | null {
  if (pivot.columns.length === 0) return null;
  return distinctSql(pivot, pivot.columns, columns, pivot.columnLimit + 1);
}

/** The values of one dimension among all rows of the source, filters apart, for choosing from; at most 1,000. */
export function pivotValuesSql(pivot: Pivot, dimension: Pick<PivotDimension, 'column' | 'step'>, columns: readonly ResultColumn[]): string {
  const whole: Pivot = { ...pivot, rows: [], filters: [], columns: [] };
  return distinctSql(whole, [{ ...dimension, label: null }], columns, 1_000);
}

/** The rows of the source behind one cell, as they are, those of files in the files' order; `keys` from `cellKeys`. */
export function drillSql(pivot: Pivot, columns: readonly ResultColumn[], keys: PivotCellKeys): string {
  const source = pivotSource(pivot, columns);
  const conditions = [
    ...keys.rows.map((value, i) => ({ dimension: pivot.rows[i], value })),
    ...keys.columns.map((value, i) => ({ dimension: pivot.columns[i], value })),
  ].flatMap(({ dimension, value }) => (dimension ? [equals(source.value(dimension), value, source.typeOf(dimension))] : []));
  const place = ['_file', '_row'].filter((name) => columns.some((column) => column.name === name)).map((name) => `s.${identifier(name)}`);
  const [from, ...raw] = source.rawFrom.split('\n  WHERE ');
  return [
    ...(source.withs.length > 0 ? [`WITH ${source.withs.join(',\n')}`] : []),
    `SELECT s.*`,
    `${from}${source.joins}`,
    ...whereLines([...raw, ...source.wheres, ...conditions]),
    ...(place.length > 0 ? [`ORDER BY ${place.join(', ')}`] : []),
  ].join('\n');
}

function distinctSql(pivot: Pivot, dimensions: readonly PivotDimension[], columns: readonly ResultColumn[], limit: number): string {
  const source = pivotSource({ ...pivot, columns: [...dimensions] }, columns);
  const names = dimensions.map((_, i) => `column_${i + 1}`);
  const order = dimensions.flatMap((dimension, i) => sortKeys(names[i]!, source.typeOf(dimension)));
  return [
    ...(source.withs.length > 0 ? [`WITH ${source.withs.join(',\n')}`] : []),
    `SELECT * FROM (`,
    `  SELECT DISTINCT ${dimensionColumns(source, dimensions, 'column').join(', ')}`,
    `  FROM (SELECT DISTINCT ${source.rawColumns.join(', ')} ${source.rawFrom}) AS s${source.joins}`,
    ...whereLines(source.wheres).map((line) => `  ${line}`),
    `)`,
    `ORDER BY ${order.join(', ')}`,
    `LIMIT ${limit}`,
  ].join('\n');
}

function dimensionColumns(source: PivotSource, dimensions: readonly PivotDimension[], prefix: string): string[] {
  return dimensions.map((dimension, i) => `${source.value(dimension)} AS ${prefix}_${i + 1}`);
}

/** In dictionary order 'a' and 'A' are one; the name itself keeps groups whole. */
function sortKeys(name: string, type: ColumnType): string[] {
  return type === 'text' ? [`vi_sort_key(${name}) NULLS LAST`, name] : [`${name} NULLS LAST`];
}

/** Lists of columns to group by: all of them, then with subtotals each shorter list, with a total the empty one. */
function groupings(count: number, total: boolean, subtotals: boolean, prefix: string): string[][] {
  const all = Array.from({ length: count }, (_, i) => `${prefix}_${i + 1}`);
  const sets = [all];
  if (subtotals) for (let length = count - 1; length > 0; length--) sets.push(all.slice(0, length));
  if (total && count > 0) sets.push([]);
  return sets;
}

function grouping(sets: readonly (readonly string[])[]): string {
  const [only, ...more] = sets;
  if (more.length > 0) return `GROUP BY GROUPING SETS (${sets.map((set) => `(${set.join(', ')})`).join(', ')})`;
  return `GROUP BY ${only && only.length > 0 ? only.join(', ') : '()'}`;
}

function fieldSql(
  field: PivotField,
  pivot: Pivot,
  source: PivotSource,
  figure: FigureSql,
  goalOf: GoalOf,
  totalled: (prefix: string) => boolean,
  earlier: readonly PivotField[],
): string {
  const levelOf = (dimensions: readonly unknown[], prefix: string) =>
    [String(dimensions.length), ...dimensions.map((_, i) => `GROUPING(${prefix}_${i + 1})`)].join(' - ');
  if (field.kind === 'level') return levelOf(pivot.rows, 'row');
  if (field.kind === 'column-level') return levelOf(pivot.columns, 'column');
  if (field.kind !== 'measure') {
    const dimension = (field.kind === 'row' ? pivot.rows : pivot.columns)[field.index]!;
    return labelled(field.kind, field.index, source.typeOf(dimension) === 'text' && totalled(field.kind), pivot);
  }
  const measure = pivot.measures[field.measure]!;
  const filter = (field.key ?? []).map((value, i) => equals(`column_${i + 1}`, value, source.typeOf(pivot.columns[i]!))).join(' AND ');
  if (measure.kind === 'target') return `(SELECT goal FROM ${goalOf(measure.goal, 'any')})`;
  if (measure.kind !== 'gap') return figure(measure, filter);
  const goal = goalOf(measure.goal, scaleOf(measure.of));
  const shown = earlier.find(
    (one) =>
      one.kind === 'measure' &&
      sameFigure(pivot.measures[one.measure]!, measure.of) &&
      JSON.stringify(one.key) === JSON.stringify(field.key),
  );
  const actual = shown ? identifier(shown.name) : figure(measure.of, filter);
  return `round((SELECT direction FROM ${goal}) * (${actual} - (SELECT goal FROM ${goal})), 9)`;
}

function sameFigure(measure: PivotMeasure, of: PivotFigure): boolean {
  return JSON.stringify({ ...measure, label: null }) === JSON.stringify({ ...of, label: null });
}

/** The dimension; in total rows, where it has no value, the word for it. */
function labelled(prefix: 'row' | 'column', index: number, worded: boolean, pivot: Pivot): string {
  const name = `${prefix}_${index + 1}`;
  if (!worded) return name;
  const { grandTotal, subtotal } = pivotResultWords;
  if (index === 0) return `CASE WHEN GROUPING(${name}) = 0 THEN ${name} ELSE ${textLiteral(grandTotal[pivot.language])} END`;
  return `CASE WHEN GROUPING(${name}) = 0 THEN ${name} WHEN GROUPING(${prefix}_${index}) = 0 THEN ${textLiteral(subtotal[pivot.language])} END`;
}
