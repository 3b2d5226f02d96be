import { channelsOf, chartChannels, columnsOf, type BuildChannel, type ChartBuild } from './chart-build';
import { chartFields, kindOf, measureChannel, type ChartField } from './chart-fields';
import type { ResultColumn } from '../result-table';
import { identifier, numberLiteral } from '../sql/sql-literal';

/** A chart of more marks than this is read by nobody; above it the engine bins or samples. */
export const maxMarks = 5000;

/** A specification written as text that sums up by itself gets so many rows; its marks are fewer. */
const maxSummedRows = 100_000;

/** How many rows of a result a specification gets as they are: one a mark, more where it puts them together itself. */
export const mostRows = (spec: unknown): number => (sumsUp(spec) ? maxSummedRows : maxMarks);

/** An aggregate, bins, or a mark or transform that stands for many rows. */
export function sumsUp(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(sumsUp);
  if (typeof node !== 'object' || node === null) return node === 'boxplot' || node === 'errorbar' || node === 'errorband';
  return Object.entries(node).some(
    ([key, value]) =>
      (/^(aggregate|bin|density|quantile|regression|loess)$/.test(key) && Boolean(value)) || (key !== 'usermeta' && sumsUp(value)),
  );
}

/** What stands between the rows of the result and the marks: summed up per category, binned along an axis, or a sample of the rows. */
export type ChartReduction = 'aggregated' | 'binned' | 'sampled' | null;

export interface ChartQuery {
  readonly sql: string;
  readonly reduced: ChartReduction;
}

/** How much a chart would draw, as `chartSizeSql` answers. Axes in numbers; of dates and times in seconds. */
export interface ChartSize {
  readonly marks: number;
  /** Combinations of what is not on a continuous axis. */
  readonly series: number;
  readonly x: readonly [low: number, high: number] | null;
  readonly y: readonly [low: number, high: number] | null;
}

/** Column of binned rows: how many rows of the result one mark stands for. */
export const rowsPerMark = 'rows_in_mark';
const rowNumber = 'row_of_result';

/** True when the rows of the result are not what is drawn. */
function isGrouped(build: ChartBuild): boolean {
  return channelsOf(build).some((channel) => channel.aggregate !== undefined);
}

/** Whether the chart can be drawn from the result as it is, without asking the engine. */
export function drawsResultItself(build: ChartBuild, columns: readonly ResultColumn[], rowCount: number, limit = maxMarks): boolean {
  const { fields } = chartFields(build, columns);
  return rowCount <= limit && !isGrouped(build) && fields.every(({ name, channel }) => !channel.step && name === channel.column);
}

/** Columns that a chart speaks of and the result does not have. */
export function missingColumns(build: ChartBuild, columns: readonly ResultColumn[]): string[] {
  return columnsOf(build).filter((name) => !columns.some((column) => column.name === name));
}

/**
 * A statement with one row: `marks`, `series`, and `x_low`, `x_high`, `y_low`, `y_high` where that axis is continuous.
 * Worth asking only when the result has more rows than may be drawn.
 */
export function chartSizeSql(sql: string, build: ChartBuild, columns: readonly ResultColumn[]): string {
  const plan = planOf(build, columns);
  const extents = plan.axes.flatMap(({ name, scale }) => [
    `min(${scale}) FILTER (WHERE isfinite(${scale})) AS ${name}_low`,
    `max(${scale}) FILTER (WHERE isfinite(${scale})) AS ${name}_high`,
  ]);
  const distinct = (expressions: readonly string[]) =>
    expressions.length === 0 ? '1' : `(SELECT count(*) FROM (SELECT DISTINCT ${expressions.join(', ')} FROM chart_rows))`;
  const marks = plan.grouped ? distinct(plan.dimensions.map(({ sql }) => sql)) : 'count(*)';
  const series = distinct(plan.dimensions.filter(({ axis }) => !axis).map(({ sql }) => sql));
  return `WITH chart_rows AS (\n${bare(sql)}\n)\nSELECT ${[`${marks} AS marks`, `${series} AS series`, ...extents].join(', ')}\nFROM chart_rows`;
}

/**
 * The statement whose rows a chart draws. Aggregation is done here, by the engine. With `size` given and more than `limit` marks in it,
 * continuous axes are binned (bars summed, lines and colours averaged, dots to the middle of the rows in each bin); where none is, bars are
 * summed per category; else rows are sampled in the order of a hash of their position, so that every run draws the same ones.
 * Columns: those of `chartFields`, then `rows_in_mark` when binned. @throws RangeError when a column of the chart is not in `columns`
 */
export function chartSql(
  sql: string,
  build: ChartBuild,
  columns: readonly ResultColumn[],
  size: ChartSize | null = null,
  limit = maxMarks,
): ChartQuery {
  const missing = missingColumns(build, columns);
  if (missing.length > 0) throw new RangeError(`chart; no column ${missing.join(', ')}`);
  const plan = planOf(build, columns);
  const many = size !== null && size.marks > limit;
  const bins = many && size ? binsOf(plan, size, limit) : null;
  if (bins) return { sql: groupedSql(sql, plan, bins), reduced: 'binned' };
  const perCategory = many && !plan.grouped && build.mark === 'bar' && plan.axes.length === 0;
  if (perCategory && size.series <= limit) return { sql: groupedSql(sql, plan), reduced: 'aggregated' };
  const whole = plan.grouped || perCategory ? groupedSql(sql, plan) : plainSql(sql, plan);
  return many
    ? { sql: sampled(whole, plan.fields, limit, freeName(plan.columns)), reduced: 'sampled' }
    : { sql: whole, reduced: plan.grouped ? 'aggregated' : null };
}

/** Rows of the result itself, for a specification written as text that cannot take them all: the same sample each time. */
export function sampleSql(sql: string, columns: readonly ResultColumn[], limit: number): string {
  return sampled(bare(sql), columns, limit, freeName(columns));
}

interface Dimension {
  readonly field: ChartField;
  readonly sql: string;
  /** The continuous axis it lies on. */
  readonly axis?: 'x' | 'y';
}

interface Plan {
  readonly grouped: boolean;
  readonly columns: readonly ResultColumn[];
  readonly fields: readonly ChartField[];
  readonly dimensions: readonly Dimension[];
  /** Continuous axes; `scale` is their value as DOUBLE. */
  readonly axes: readonly { readonly name: 'x' | 'y'; readonly scale: string; readonly time: boolean; readonly field: ChartField }[];
  /** What a field becomes when rows are combined. */
  readonly combined: (field: ChartField) => string;
}

function planOf(build: ChartBuild, columns: readonly ResultColumn[]): Plan {
  const { fields, of } = chartFields(build, columns);
  const grouped = isGrouped(build);
  const measure = measureChannel(build, columns);
  const implicit = !grouped && measure && build[measure] && kindOf(build[measure], columns) === 'quantitative' ? of(build[measure]) : null;
  const dimensions: Dimension[] = [];
  const axes: Plan['axes'][number][] = [];
  for (const name of chartChannels) {
    const channel = build[name];
    if (!channel || channel.aggregate) continue;
    const field = of(channel);
    if (field === implicit || dimensions.some((one) => one.field === field)) continue;
    const kind = kindOf(channel, columns);
    const continuous =
      (name === 'x' || name === 'y') && !channel.step && build.mark !== 'heat' && (kind === 'quantitative' || kind === 'temporal');
    if (!continuous && kind === 'quantitative' && !grouped && (name === 'size' || name === 'color')) continue;
    const sql = valueSql(channel);
    dimensions.push(continuous ? { field, sql, axis: name } : { field, sql });
    if (!continuous) continue;
    const time = kind === 'temporal';
    axes.push({
      name,
      field,
      time,
      scale: time ? `epoch(${identifier(channel.column ?? '')})` : `CAST(${identifier(channel.column ?? '')} AS DOUBLE)`,
    });
  }
  const combined = (field: ChartField) => {
    const { channel } = field;
    if (channel.aggregate) return aggregateSql(channel, columns);
    if (field === implicit) return `${build.mark === 'bar' ? 'sum' : 'avg'}(${number(channel, columns)})`;
    const onSize =
      [build.size, build.color].some((one) => one && !one.aggregate && of(one) === field) && kindOf(channel, columns) === 'quantitative';
    if (onSize) return `avg(${number(channel, columns)})`;
    const value = valueSql(channel);
    // Said only where all rows behind the mark agree.
    return `CASE WHEN count(DISTINCT ${value}) = 1 THEN any_value(${value}) END`;
  };
  return { grouped, columns, fields, dimensions, axes, combined };
}

/** Bins of each continuous axis: as many as the limit leaves for each series. Null when binning would not help. */
function binsOf(plan: Plan, size: ChartSize, limit: number): ReadonlyMap<ChartField, string> | null {
  const axes = plan.axes.flatMap((axis) => {
    const extent = size[axis.name];
    return extent && extent[1] > extent[0] ? [{ ...axis, extent }] : [];
  });
  const each = Math.floor((limit / Math.max(1, size.series)) ** (1 / Math.max(1, axes.length)));
  if (axes.length === 0 || each < 10) return null;
  // One bin more than asked for takes what has no place on the axis (null, infinite).
  const count = Math.min(each - 1, 1000);
  return new Map(
    axes.map(({ field, scale, extent: [low, high] }) => {
      const at = `floor((${scale} - ${numberLiteral(low)}) / ${numberLiteral((high - low) / count)})`;
      return [field, `CASE WHEN isfinite(${scale}) THEN least(${at}, ${count - 1}) END`];
    }),
  );
}

function plainSql(sql: string, plan: Plan): string {
  const list = plan.fields.map(({ name, channel }) => `${valueSql(channel)} AS ${identifier(name)}`);
  return `SELECT ${list.join(', ') || '1 AS "1"'}\nFROM (\n${bare(sql)}\n)`;
}

/** One row for each combination of the dimensions (of their bins, where given), in the order in which they first appear. */
function groupedSql(sql: string, plan: Plan, bins: ReadonlyMap<ChartField, string> = new Map()): string {
  const keys = plan.dimensions.map(({ field, sql: value }) => bins.get(field) ?? value);
  const list = plan.fields.map((field) => {
    const dimension = plan.dimensions.find((one) => one.field === field);
    const axis = plan.axes.find((one) => one.field === field);
    const value = !dimension ? plan.combined(field) : bins.has(field) ? `${axis?.time ? 'min' : 'avg'}(${dimension.sql})` : dimension.sql;
    return `${value} AS ${identifier(field.name)}`;
  });
  if (bins.size > 0) list.push(`count(*) AS ${rowsPerMark}`);
  const from = `FROM (SELECT *, row_number() OVER () AS ${freeName(plan.columns)} FROM (\n${bare(sql)}\n))`;
  const group = keys.length > 0 ? `\nGROUP BY ${keys.join(', ')}` : '';
  return `SELECT ${list.join(', ')}\n${from}${group}\nORDER BY min(${freeName(plan.columns)})`;
}

function sampled(sql: string, fields: readonly { readonly name: string }[], limit: number, placeName: string): string {
  const list = fields.map(({ name }) => identifier(name)).join(', ');
  const place = identifier(placeName);
  const numbered = `SELECT *, row_number() OVER () AS ${place} FROM (\n${sql}\n)`;
  return `SELECT ${list}\nFROM (SELECT * FROM (${numbered}) ORDER BY hash(${place}), ${place} LIMIT ${limit})\nORDER BY ${place}`;
}

/** A name for the row's position that no column has. */
function freeName(columns: readonly { readonly name: string }[]): string {
  let name = rowNumber;
  while (columns.some((column) => column.name.toLowerCase() === name)) name += '_';
  return name;
}

/** A column's value as it is drawn when rows are not combined. */
function valueSql({ column, step }: BuildChannel): string {
  if (column === null) return '1';
  const name = identifier(column);
  return step ? `CAST(date_trunc('${step}', TRY_CAST(CAST(${name} AS VARCHAR) AS TIMESTAMP)) AS DATE)` : name;
}

function number({ column }: BuildChannel, columns: readonly ResultColumn[]): string {
  const name = identifier(column ?? '');
  const type = columns.find((one) => one.name === column)?.type;
  return type === 'number' || type === 'integer' ? `CAST(${name} AS DOUBLE)` : `TRY_CAST(CAST(${name} AS VARCHAR) AS DOUBLE)`;
}

function aggregateSql(channel: BuildChannel, columns: readonly ResultColumn[]): string {
  const value = () => number(channel, columns);
  switch (channel.aggregate) {
    case undefined:
    case 'count':
      return 'count(*)';
    case 'distinct':
      return `count(DISTINCT ${identifier(channel.column ?? '')})`;
    case 'ratio': {
      const under = number({ column: channel.over ?? '' }, columns);
      // A rate counts only rows that have both parts; nothing to divide by is no rate, and not zero.
      const both = `${value()} IS NOT NULL AND ${under} IS NOT NULL`;
      return `100 * sum(${value()}) FILTER (WHERE ${both}) / nullif(sum(${under}) FILTER (WHERE ${both}), 0)`;
    }
    case 'min':
    case 'max':
      return kindOf(channel, columns) === 'temporal'
        ? `${channel.aggregate}(${identifier(channel.column ?? '')})`
        : `${channel.aggregate}(${value()})`;
    case 'mean':
      return `avg(${value()})`;
    default:
      return `${channel.aggregate}(${value()})`;
  }
}

/** A statement that may stand in brackets. */
function bare(sql: string): string {
  return sql.replace(/;\s*$/, '');
}
