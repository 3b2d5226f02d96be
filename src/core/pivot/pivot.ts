import * as v from 'valibot';
import { languages } from '../language';

/**
 * A pivot table as it is kept in a query cell (`QueryCell.pivot`, JSON text): what stands in its rows, columns, values and filters.
 * pivot-sql.ts writes it as one SELECT. Every total is computed from the rows it covers, never from other cells, so ratios and means
 * in totals are right. Nothing observed stays null, and so does a ratio whose denominator is zero.
 *
 * ```ts
 * { source: 'mot_cua', labels: {}, language: 'vi', rows: [{ column: 'unit_id', step: 'region', label: null }], columns: [{ column: 'period_end', step: 'quarter', label: null }],
 *   measures: [{ kind: 'ratio', numerator: ['early', 'on_time'], denominator: ['resolved'], percent: true, label: 'Đúng hạn, %' }],
 *   filters: [], totals: { rows: true, columns: true, subtotals: true }, columnLimit: 60 }
 * ```
 */

/** What a column of unit ids is grouped by: names and regions come from table `unit`. */
export const unitSteps = ['region', 'name'] as const;
/** What a date or timestamp is grouped by. */
export const periodSteps = ['year', 'half', 'quarter', 'month'] as const;

const columnName = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const label = v.optional(v.nullable(v.pipe(v.string(), v.maxLength(200))), null);
const step = v.optional(v.nullable(v.picklist([...unitSteps, ...periodSteps])), null);

const DimensionSchema = v.strictObject({
  column: columnName,
  /** null = the column's own values. */
  step,
  /** Heading in the result; null = one made from column and step. */
  label,
});

/** Functions over one column. `count` counts values, or rows when `column` is null; `distinct` counts different values. */
export const aggregates = ['sum', 'mean', 'min', 'max', 'count', 'distinct'] as const;

const AggregateSchema = v.strictObject({ kind: v.picklist(aggregates), column: v.nullable(columnName), label });

const RatioSchema = v.strictObject({
  kind: v.literal('ratio'),
  /** Columns added up row by row. A row in which any column of numerator or denominator is empty takes no part in the ratio. */
  numerator: v.pipe(v.array(columnName), v.minLength(1), v.maxLength(20)),
  denominator: v.pipe(v.array(columnName), v.minLength(1), v.maxLength(20)),
  /** Times 100. */
  percent: v.boolean(),
  label,
});

/** What a figure is held against: a target of table `target`, or a goal the reader sets. */
const GoalSchema = v.union([
  v.strictObject({ target: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }),
  v.strictObject({ value: v.pipe(v.number(), v.finite()), comparator: v.picklist(['>=', '<=']) }),
]);

const MeasureSchema = v.variant('kind', [
  AggregateSchema,
  RatioSchema,
  /** The goal itself, the same in every row. */
  v.strictObject({ kind: v.literal('target'), goal: GoalSchema, label }),
  /** How far the figure is from the goal: above zero is better than asked for, below zero falls short, also where lower is better. */
  v.strictObject({ kind: v.literal('gap'), of: v.variant('kind', [AggregateSchema, RatioSchema]), goal: GoalSchema, label }),
]);

const plain = v.union([v.pipe(v.string(), v.maxLength(1_000)), v.number(), v.boolean(), v.null()]);

const FilterSchema = v.variant('kind', [
  /** Only rows whose value is among these, or with `except` only those whose value is not. No values: no filter. */
  v.strictObject({
    kind: v.literal('values'),
    column: columnName,
    step,
    values: v.pipe(v.array(plain), v.maxLength(1_000)),
    except: v.boolean(),
  }),
  /** From and to are inclusive; dates as 'YYYY-MM-DD'; null = open. Rows without a value are left out once one end is set. */
  v.strictObject({
    kind: v.literal('range'),
    column: columnName,
    from: v.nullable(v.union([v.string(), v.pipe(v.number(), v.finite())])),
    to: v.nullable(v.union([v.string(), v.pipe(v.number(), v.finite())])),
  }),
]);

const TotalsSchema = v.strictObject({
  /** A last row over all rows. */
  rows: v.boolean(),
  /** A last column over all columns. */
  columns: v.boolean(),
  /** After each group of an outer dimension, in rows and in columns. */
  subtotals: v.boolean(),
});

export const PivotSchema = v.strictObject({
  /** A table, or another cell's name. */
  source: columnName,
  /** Headings of columns of the source, where its files print some; else the column's name stands. */
  labels: v.optional(v.record(columnName, v.pipe(v.string(), v.maxLength(200))), {}),
  /** Of headings and of the names of units and periods. */
  language: v.optional(v.picklist(languages), 'vi'),
  rows: v.pipe(v.array(DimensionSchema), v.maxLength(8)),
  columns: v.pipe(v.array(DimensionSchema), v.maxLength(4)),
  measures: v.pipe(v.array(MeasureSchema), v.maxLength(20)),
  filters: v.pipe(v.array(FilterSchema), v.maxLength(20)),
  totals: TotalsSchema,
  /** Column keys shown; what lies beyond still counts in the totals. */
  columnLimit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)), 60),
});

export type Pivot = v.InferOutput<typeof PivotSchema>;
export type PivotDimension = v.InferOutput<typeof DimensionSchema>;
export type PivotStep = NonNullable<PivotDimension['step']>;
export type PivotMeasure = v.InferOutput<typeof MeasureSchema>;
export type PivotFigure = Extract<PivotMeasure, { kind: 'gap' }>['of'];
export type PivotRatio = v.InferOutput<typeof RatioSchema>;
export type PivotGoal = v.InferOutput<typeof GoalSchema>;
export type PivotFilter = v.InferOutput<typeof FilterSchema>;

/** The pivot a cell keeps, or null when there is none or it cannot be read any more. */
export function readPivot(json: string | null): Pivot | null {
  if (json === null) return null;
  try {
    const read = v.safeParse(PivotSchema, JSON.parse(json));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

export function isUnitStep(step: PivotStep | null): step is (typeof unitSteps)[number] {
  return step !== null && unitSteps.some((one) => one === step);
}

export function isPeriodStep(step: PivotStep | null): step is (typeof periodSteps)[number] {
  return step !== null && periodSteps.some((one) => one === step);
}

/** Columns that hold ids of table `unit`, by their name. */
export function holdsUnits(column: string): boolean {
  return /(^|_)unit_id$/.test(column);
}
