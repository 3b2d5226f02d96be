import type { Plain, ResultTable } from './result-table';

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

/** What a line of packed sample rows holds; 1-based as in SQL lists. Lists first, then columns, all of one length. */
export const packedLine = {
  units: 1,
  indicators: 2,
  files: 3,
  series: 4,
  periodStarts: 5,
  periodEnds: 6,
  periodKinds: 7,
  unit: 8,
  indicator: 9,
  file: 10,
  period: 11,
  row: 12,
  value: 13,
  numerator: 14,
  denominator: 15,
} as const;

/**
 * Observations written small, one line a list and one a column, fields parted by tabs: everything that repeats stands once in a list;
 * the columns hold places in those lists (1-based), the line in the file, and the figures; row, numerator and denominator as the
 * difference from the one before (the first from 0), because neighbours are alike; empty where there is none, and where numerator and
 * denominator give the value. A hundredth of the same table as CSV once it is compressed, and the engine unpacks it by itself.
 * @param table observations with the columns `sampleRowColumns`; neighbours should be alike (ordered by indicator, unit, period)
 */
export function packSampleRows(table: ResultTable): Uint8Array<ArrayBuffer> {
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
  const lines: Record<keyof typeof packedLine, readonly Plain[]> = {
    units: units.part(0),
    indicators: indicators.part(0),
    files: files.part(0),
    series: files.part(1),
    periodStarts: periods.part(0),
    periodEnds: periods.part(1),
    periodKinds: periods.part(2),
    unit: rows.map((row) => row.unit),
    indicator: rows.map((row) => row.indicator),
    file: rows.map((row) => row.file),
    period: rows.map((row) => row.period),
    row: differences(rows.map((row) => row.row)),
    value: rows.map((row) => row.value),
    numerator: differences(rows.map((row) => row.numerator)),
    denominator: differences(rows.map((row) => row.denominator)),
  };
  const text = Object.values(lines)
    .map((line) => line.map((field) => field ?? '').join('\t'))
    .join('\n');
  return new TextEncoder().encode(text);
}

/** Names of the files that packed rows come from. */
export function packedFiles(packed: Uint8Array): string[] {
  return new TextDecoder().decode(packed).split('\n', packedLine.files)[packedLine.files - 1]!.split('\t');
}

/** Six decimals are kept; no export prints more, and differences of binary fractions would drag on more digits than both figures have. */
const tidy = (value: number) => Math.round(value * 1e6) / 1e6;

function differences(values: readonly (number | null)[]): (number | null)[] {
  let before = 0;
  return values.map((value) => {
    if (value === null) return null;
    const difference = tidy(value - before);
    before = value;
    return difference;
  });
}

function number(value: Plain | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** Gives each different value its place in a list, from 1. */
class Places {
  readonly #entries: Plain[][] = [];
  readonly #known = new Map<string, number>();

  of(value: Plain[]): number {
    const key = value.join('\n');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const place = this.#entries.push(value);
    this.#known.set(key, place);
    return place;
  }

  part(at: number): Plain[] {
    return this.#entries.map((entry) => entry[at]!);
  }
}
