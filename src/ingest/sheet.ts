import type { LegacyFont } from './book/legacy-font';

/** What a workbook says a cell is. Text files say nothing: their cells are texts until the whole column was looked at. */
export type CellKind = 'text' | 'number' | 'date' | 'bool' | 'error';

/** One row of a file; containers of every kind give these. */
export interface GridRow {
  /** 1-based: the physical line of a text file on which the row begins, or the row of a sheet. */
  readonly line: number;
  /**
   * The text of each cell, '' where there is none. From a workbook: a number in plain form with a decimal point (`407.673`, `1e21`, a percentage as
   * shown: `98.72%`), a date as `2020-06-30` or `2020-06-30 08:15:00`, a truth value as `true`, an error as `#N/A`, a formula as its last value.
   */
  readonly cells: readonly string[];
  /** Parallel to `cells`: what a workbook says each one is; null for an empty one. Such a number is exact and never ambiguous. */
  readonly kinds?: readonly (CellKind | null)[];
  /** Parallel to `cells`: the legacy font a workbook shows a text in. A hint for the repair of its letters and no proof. */
  readonly fonts?: readonly (LegacyFont | null)[];
  /** Text files: a quote opened and never closed, and the row was read again with its quotes as plain characters. */
  readonly unbalanced?: true;
}

/** A block of merged cells, both ends included; `row` is a `GridRow.line`, columns count from 0. Its text stands in the first cell. */
export interface Merge {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/** A grid of cells: a sheet of a workbook, a table of a clipboard, records of JSON or Parquet. */
export interface Sheet {
  /** As in the workbook; '' where the container names none. */
  readonly name: string;
  /** In order of `line`; rows without any cell may be left out. */
  readonly rows: readonly GridRow[];
  readonly merges?: readonly Merge[];
  /** The first row holds the names of the columns and every other row is data: nothing is left to find out (Parquet, Arrow, JSON). */
  readonly headed?: true;
}
