import type { Plain, ResultTable } from './result-table';

/** A column of figures, each as its difference from the one before it (the first from 0); null where there is none. */
type Differences = readonly (number | null)[];

/**
 * Observations written small: everything that repeats stands once in a list, and the columns hold places in those lists (0-based), the
 * line in the file, and the figures, column by column, as differences where neighbours are alike. A hundredth of the same table as CSV
 * once it is compressed.
 */
export interface SampleRows {
  readonly units: readonly string[];
  readonly indicators: readonly string[];
  readonly files: readonly { readonly file: string; readonly series: string }[];
  readonly periods: readonly { readonly start: string; readonly end: string; readonly kind: string }[];
  readonly unit: readonly number[];
  readonly indicator: readonly number[];
  readonly file: readonly number[];
  readonly period: readonly number[];
  readonly row: Differences;
  /** Null where numerator and denominator give it. */
  readonly value: readonly (number | null)[];
  readonly numerator: Differences;
  readonly denominator: Differences;
}

/** Columns that `packSampleRows` reads, in this order. */
export const sampleRowColumns = [
  'unit_id',
  'indicator_id',
  'file',
  'series',
  'period_start',
  'period_end',
  'period_kind',
  'row',
  'value',
  'numerator',
  'denominator',
] as const;

/** @param table observations with the columns `sampleRowColumns`; neighbours should be alike (ordered by indicator, unit, period) */
export function packSampleRows(table: ResultTable): SampleRows {
  const [units, indicators, files, periods] = [new Places(), new Places(), new Places(), new Places()];
  const rows = Array.from({ length: table.rowCount }, (_, at) => {
    const [unit, indicator, file, series, start, end, kind, row, value, numerator, denominator] = sampleRowColumns.map((_, column) =>
      table.cell(at, column),
    );
    return {
      unit: units.of([unit!]),
      indicator: indicators.of([indicator!]),
      file: files.of([file!, series!]),
      period: periods.of([start!, end!, kind!]),
      row: number(row),
      value: numerator !== null && denominator !== null ? null : number(value),
      numerator: number(numerator),
      denominator: number(denominator),
    };
  });
  const texts = (places: Places) => places.entries.map((entry) => entry.map(String));
  return {
    units: texts(units).map(([unit]) => unit!),
    indicators: texts(indicators).map(([indicator]) => indicator!),
    files: texts(files).map(([file, series]) => ({ file: file!, series: series! })),
    periods: texts(periods).map(([start, end, kind]) => ({ start: start!, end: end!, kind: kind! })),
    unit: rows.map((row) => row.unit),
    indicator: rows.map((row) => row.indicator),
    file: rows.map((row) => row.file),
    period: rows.map((row) => row.period),
    row: differences(rows.map((row) => row.row)),
    value: rows.map((row) => row.value),
    numerator: differences(rows.map((row) => row.numerator)),
    denominator: differences(rows.map((row) => row.denominator)),
  };
}

/** CSV without header: unit, indicator, file, period (places), row, value, numerator, denominator; null is empty. */
export function sampleRowsCsv(sample: SampleRows): string {
  const [row, numerator, denominator] = [sums(sample.row), sums(sample.numerator), sums(sample.denominator)];
  const { unit, indicator, file, period, value } = sample;
  let csv = '';
  for (let at = 0; at < unit.length; at++) {
    csv += `${unit[at]},${indicator[at]},${file[at]},${period[at]},${row[at]},${value[at] ?? ''},${numerator[at] ?? ''},${denominator[at] ?? ''}\n`;
  }
  return csv;
}

/** Six decimals are kept; no export prints more, and differences of binary fractions would drag on more digits than both figures have. */
const tidy = (value: number) => Math.round(value * 1e6) / 1e6;

function differences(values: readonly (number | null)[]): Differences {
  let before = 0;
  return values.map((value) => {
    if (value === null) return null;
    const difference = tidy(value - before);
    before = value;
    return difference;
  });
}

function sums(values: Differences): (number | null)[] {
  let sum = 0;
  return values.map((value) => (value === null ? null : (sum = tidy(sum + value))));
}

function number(value: Plain | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** Gives each different value its place in a list. */
class Places {
  readonly entries: Plain[][] = [];
  readonly #known = new Map<string, number>();

  of(value: Plain[]): number {
    const key = value.join('\n');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.entries.length);
    return this.entries.push(value) - 1;
  }
}
