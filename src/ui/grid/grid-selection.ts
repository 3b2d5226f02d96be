import type { ResultTable } from '../../core/result-table';
import type { GridColumn } from './grid-columns';

export interface GridPoint {
  readonly row: number;
  /** As shown, from the left, 0-based. */
  readonly column: number;
}

/** A rectangle of cells, bounds included. Columns are counted as shown. */
export interface GridRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function rangeOf(a: GridPoint, b: GridPoint): GridRange {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

export function cellCount(range: GridRange): number {
  return (range.bottom - range.top + 1) * (range.right - range.left + 1);
}

/** What the status line says about a selection. Without numbers `sum`, `mean`, `min` and `max` are null. */
export interface SelectionFigures {
  readonly cells: number;
  readonly numbers: number;
  readonly sum: number | null;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** The page gets its turn after this long, so that typing and scrolling go on. */
const sliceMs = 8;

/** Adds up the numbers of a range in slices of 8 ms, so that selecting ten million cells stops nothing; gives up when aborted. */
export async function selectionFigures(
  table: ResultTable,
  columns: readonly GridColumn[],
  range: GridRange,
  signal: AbortSignal,
): Promise<SelectionFigures | undefined> {
  let numbers = 0;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  let until = performance.now() + sliceMs;
  const bottom = Math.min(range.bottom, table.rowCount - 1);
  for (const { index, kind } of columns.slice(range.left, range.right + 1)) {
    if (kind !== 'number') continue;
    for (let row = range.top; row <= bottom; row++) {
      const value = table.cell(row, index);
      if (value !== null && value !== '' && Number.isFinite(Number(value))) {
        const number = Number(value);
        numbers++;
        sum += number;
        if (number < min) min = number;
        if (number > max) max = number;
      }
      if (row % 512 === 0 && performance.now() > until) {
        await new Promise((resolve) => setTimeout(resolve));
        if (signal.aborted) return undefined;
        until = performance.now() + sliceMs;
      }
    }
  }
  const cells = cellCount(range);
  if (numbers === 0) return { cells, numbers, sum: null, mean: null, min: null, max: null };
  return { cells, numbers, sum, mean: sum / numbers, min, max };
}
