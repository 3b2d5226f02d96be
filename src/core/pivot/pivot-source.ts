import { holdsUnits, isPeriodStep, isUnitStep, type Pivot, type PivotDimension, type PivotFilter, type PivotStep } from './pivot';
import { periodWords } from './pivot-names';
import type { ColumnType, Plain, ResultColumn } from '../result-table';
import { dateLiteral, identifier, isIsoDate, numberLiteral, textLiteral } from '../sql/sql-literal';

type Grouped = Pick<PivotDimension, 'column' | 'step'>;

/** Where a pivot's rows come from; `s` is the source, or its rows already added up by `rawColumns`. */
export interface PivotSource {
  /** CTEs `unit_1` … with the names of units, one for each column of unit ids that is grouped by region or name. */
  readonly withs: readonly string[];
  /** `FROM … WHERE …` over the source itself, with the filters that need no names. */
  readonly rawFrom: string;
  /** The columns that dimensions and the other filters read, as `s."…"`; a timestamp only ever asked for its period is cut to its day. */
  readonly rawColumns: readonly string[];
  /** What joins the names to `s`, and the filters that need them. */
  readonly joins: string;
  readonly wheres: readonly string[];
  /** Value of a dimension in a row of `s`. */
  readonly value: (dimension: Grouped) => string;
  /** What kind of value that is, for literals and for sorting. */
  readonly typeOf: (dimension: Grouped) => ColumnType;
}

/**
 * @param columns of the source; a column that is not among them is written all the same, and the engine names it as missing
 */
export function pivotSource(pivot: Pivot, columns: readonly ResultColumn[]): PivotSource {
  const { language } = pivot;
  const filters = pivot.filters.filter(limits);
  const named = filters.filter((filter) => stepOf(filter) !== null);
  const read: Grouped[] = [...pivot.rows, ...pivot.columns, ...named.map((filter) => ({ column: filter.column, step: stepOf(filter) }))];
  const unitColumns = [...new Set(read.filter(({ step }) => isUnitStep(step)).map(({ column }) => column))];
  const unitName = (column: string) => `unit_${unitColumns.indexOf(column) + 1}`;
  const source = identifier(pivot.source);
  const sourceType = (column: string) => columns.find((one) => one.name === column)?.type ?? 'text';

  const typeOf: PivotSource['typeOf'] = ({ column, step }) => {
    const type = sourceType(column);
    return step !== null || type === 'other' || type === 'timestamp' ? 'text' : type;
  };
  const value: PivotSource['value'] = ({ column, step }) => {
    const cell = `s.${identifier(column)}`;
    const type = sourceType(column);
    if (step === 'region') return `${unitName(column)}.region`;
    if (step === 'name') return `coalesce(${unitName(column)}.name, ${cell})`;
    if (isPeriodStep(step)) return periodLabel(cell, step, language);
    return type === 'other' || type === 'timestamp' ? `CAST(${cell} AS VARCHAR)` : cell;
  };
  const where = (filter: PivotFilter) => {
    const dimension = { column: filter.column, step: stepOf(filter) };
    return filterSql(filter, value(dimension), typeOf(dimension));
  };
  const rawColumns = [...new Set(read.map(({ column }) => column))].map((column) => {
    const name = identifier(column);
    const days = sourceType(column) === 'timestamp' && read.every((one) => one.column !== column || isPeriodStep(one.step));
    return days ? `CAST(s.${name} AS DATE) AS ${name}` : `s.${name}`;
  });
  return {
    withs: unitColumns.map((column) => unitLabels(unitName(column), `SELECT ${identifier(column)} FROM ${source}`, language)),
    rawFrom: [`FROM ${source} AS s`, ...whereLines(filters.filter((filter) => stepOf(filter) === null).map(where))].join('\n  '),
    rawColumns,
    joins: unitColumns
      .map((column) => `\n  LEFT JOIN ${unitName(column)} ON ${unitName(column)}.unit_id = s.${identifier(column)}`)
      .join(''),
    wheres: named.map(where),
    value,
    typeOf,
  };
}

export function whereLines(conditions: readonly string[]): string[] {
  return conditions.length > 0 ? [`WHERE ${conditions.join('\n    AND ')}`] : [];
}

/** The condition that the expression has this value; null is a value like others here. */
export function equals(expression: string, value: Plain, type: ColumnType): string {
  return value === null ? `${expression} IS NULL` : `${expression} = ${literal(value, type)}`;
}

/**
 * Names and regions of the units in a column. Where the column mixes unit systems, each name says which it means: both systems have a
 * Cần Thơ, and they are not the same territory. A unit without a region (a ministry) has none here.
 */
function unitLabels(name: string, ids: string, language: 'vi' | 'en'): string {
  return `${name} AS (
  SELECT unit_id, name_${language} || unit_system_note AS name, region_${language} || unit_system_note AS region
  FROM (
    SELECT *, CASE WHEN min(unit_system) OVER () <> max(unit_system) OVER () THEN ' (' || unit_system || ')' ELSE '' END AS unit_system_note
    FROM unit WHERE unit_id IN (${ids})
  )
)`;
}

function periodLabel(cell: string, step: 'year' | 'half' | 'quarter' | 'month', language: 'vi' | 'en'): string {
  if (step === 'month') return `strftime(${cell}, '%Y-%m')`;
  const year = `strftime(${cell}, '%Y')`;
  if (step === 'year') return year;
  const number = step === 'quarter' ? `quarter(${cell})` : `CASE WHEN month(${cell}) <= 6 THEN 1 ELSE 2 END`;
  return `${year} || ${textLiteral(periodWords[step][language])} || ${number}`;
}

function stepOf(filter: PivotFilter): PivotStep | null {
  return filter.kind === 'values' ? filter.step : null;
}

function limits(filter: PivotFilter): boolean {
  return filter.kind === 'values' ? filter.values.length > 0 : filter.from !== null || filter.to !== null;
}

function filterSql(filter: PivotFilter, expression: string, type: ColumnType): string {
  if (filter.kind === 'range') {
    const ends = [
      filter.from === null ? [] : `${expression} >= ${literal(filter.from, type)}`,
      filter.to === null ? [] : `${expression} <= ${literal(filter.to, type)}`,
    ];
    return ends.flat().join(' AND ');
  }
  const known = filter.values.filter((value) => value !== null);
  const list = known.length > 0 ? `${expression} IN (${known.map((value) => literal(value, type)).join(', ')})` : 'FALSE';
  if (filter.except) return filter.values.includes(null) ? `NOT (${list})` : `(NOT (${list}) OR ${expression} IS NULL)`;
  return filter.values.includes(null) ? `(${list} OR ${expression} IS NULL)` : list;
}

/** A value as the column's type has it. Whole numbers beyond 2^53 come as text and are written as they are. */
function literal(value: NonNullable<Plain>, type: ColumnType): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return Number.isFinite(value) ? numberLiteral(value) : `CAST(${textLiteral(String(value))} AS DOUBLE)`;
  if (type === 'date' && isIsoDate(value)) return dateLiteral(value);
  if (type === 'integer' && /^-?\d+$/.test(value)) return value.startsWith('-') ? `(${value})` : value;
  return textLiteral(value);
}

/** The step a column is grouped by when it is first used. */
export function firstStep(column: ResultColumn): PivotStep | null {
  if (holdsUnits(column.name)) return 'name';
  return column.type === 'date' || column.type === 'timestamp' ? 'quarter' : null;
}
