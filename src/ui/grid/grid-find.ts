import { withoutAccents } from '../../core/grid/grid-filter';
import type { Language } from '../../core/language';
import type { ResultTable } from '../../core/result-table';
import type { GridColumn } from './grid-columns';
import type { GridPoint } from './grid-selection';

/** What has been found so far. `cells` are row × number of columns + position, in the order of the table. */
export interface Found {
  readonly cells: readonly number[];
  /** Matches, also those beyond the first 100 000, which `cells` leaves out. */
  readonly count: number;
  readonly searchedRows: number;
  readonly complete: boolean;
}

const maxKept = 100_000;
const sliceMs = 8;

/** Whether a cell says what is looked for. */
export type CellTest = (row: number, column: GridColumn) => boolean;

/**
 * Looks at cells as they are written, in any case, and without accents when none are typed. In columns of numbers the grouping may be left
 * out: both 12340 and 12.340 find 12.340. Undefined when nothing is looked for.
 */
export function cellTest(table: ResultTable, wanted: string, language: Language): CellTest | undefined {
  const plain = wanted.normalize('NFC').trim().toLowerCase();
  if (plain === '') return undefined;
  const bare = plain === withoutAccents(plain);
  const [group, decimal] = language === 'vi' ? ['.', ','] : [',', '.'];
  const digits = plain.replaceAll(group, '').replace(decimal, '.');
  const numeric = /^[-+]?[\d.]+$/.test(digits);
  return (row, column) => {
    const value = table.cell(row, column.index);
    if (value === null) return false;
    if (column.kind === 'number') return numeric && String(value).includes(digits);
    const text = column.write(value).normalize('NFC').toLowerCase();
    return (bare ? withoutAccents(text) : text).includes(plain);
  };
}

/**
 * Searches the whole table in slices of 8 ms, from `fromRow` to the end and then from the top, so that the next match after the reader's
 * place is found first. `onFound` is called after each slice, and a last time with `complete`.
 */
export async function findCells(
  table: ResultTable,
  columns: readonly GridColumn[],
  test: CellTest,
  fromRow: number,
  signal: AbortSignal,
  onFound: (found: Found) => void,
): Promise<void> {
  const [after, before]: [number[], number[]] = [[], []];
  let count = 0;
  let until = performance.now() + sliceMs;
  let told = 0;
  for (let step = 0; step < table.rowCount; step++) {
    const row = (fromRow + step) % table.rowCount;
    for (const [position, column] of columns.entries()) {
      if (!test(row, column)) continue;
      count++;
      if (after.length + before.length < maxKept) (row >= fromRow ? after : before).push(row * columns.length + position);
    }
    if (step % 64 === 0 && performance.now() > until) {
      if (performance.now() - told > 150) {
        told = performance.now();
        onFound({ cells: [...before, ...after], count, searchedRows: step + 1, complete: false });
      }
      await new Promise((resolve) => setTimeout(resolve));
      if (signal.aborted) return;
      until = performance.now() + sliceMs;
    }
  }
  onFound({ cells: [...before, ...after], count, searchedRows: table.rowCount, complete: true });
}

/** The match after (or with `back` before) a cell, around the end; undefined when there is none. `at` is its place among `cells`. */
export function nextFound(
  cells: readonly number[],
  from: GridPoint,
  columns: number,
  back: boolean,
): { point: GridPoint; at: number } | undefined {
  if (cells.length === 0) return undefined;
  const here = from.row * columns + from.column;
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle]! < here + (back ? 0 : 1)) low = middle + 1;
    else high = middle;
  }
  const at = (back ? low - 1 + cells.length : low) % cells.length;
  const cell = cells[at]!;
  return { point: { row: Math.floor(cell / columns), column: cell % columns }, at };
}
