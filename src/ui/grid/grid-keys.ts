import type { GridPoint } from './grid-selection';
import { clamp } from './grid-window';

export interface GridBounds {
  readonly rows: number;
  readonly columns: number;
  /** Rows that Page Up and Page Down pass. */
  readonly page: number;
  /** The first row the keyboard reaches: -1 where the header takes part, else 0. */
  readonly firstRow: -1 | 0;
}

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Where a key leads from a cell, by the grid pattern of WAI-ARIA; undefined when the key moves nothing. */
export function movedBy(press: KeyPress, from: GridPoint, bounds: GridBounds): GridPoint | undefined {
  const far = press.ctrlKey || press.metaKey;
  const lastRow = bounds.rows - 1;
  const lastColumn = bounds.columns - 1;
  const to = (row: number, column: number): GridPoint => ({
    row: clamp(row, bounds.firstRow, lastRow),
    column: clamp(column, 0, lastColumn),
  });
  switch (press.key) {
    case 'ArrowUp':
      return to(far ? Math.min(0, from.row) : from.row - 1, from.column);
    case 'ArrowDown':
      return to(far ? lastRow : from.row + 1, from.column);
    case 'ArrowLeft':
      return to(from.row, far ? 0 : from.column - 1);
    case 'ArrowRight':
      return to(from.row, far ? lastColumn : from.column + 1);
    case 'Home':
      return far ? to(0, 0) : to(from.row, 0);
    case 'End':
      return far ? to(lastRow, lastColumn) : to(from.row, lastColumn);
    case 'PageUp':
      return to(Math.max(0, from.row - bounds.page), from.column);
    case 'PageDown':
      return to(from.row + bounds.page, from.column);
    default:
      return undefined;
  }
}
