import type { SheetCell } from '../../core/notebook/notebook';
import { valueAt, type SheetRange } from '../../core/sheet/sheet';
import { shownText, type SheetReader } from '../../core/sheet/sheet-value';

export interface SheetPlace {
  readonly row: number;
  readonly column: number;
}

export const rowHeightPx = 28;
export const headHeightPx = 44;
export const minColumnPx = 64;
export const maxColumnPx = 480;

/** Widths that suit the heads and the first 30 rows, in CSS pixels. */
export function columnWidths(sheet: SheetCell, reader: SheetReader): number[] {
  return sheet.columns.map(({ name, type, formula }, column) => {
    let longest = Math.max(name.length + 3, Math.min(20, formula?.length ?? 0));
    for (let row = 0; row < Math.min(30, sheet.rows.length); row++)
      longest = Math.max(longest, shownText(valueAt(sheet, row, column), type, reader).length);
    return Math.min(320, Math.max(type === 'text' || type === 'unit' ? 120 : 96, longest * 7.6 + 24));
  });
}

/** Left edges, and the right edge of the last. */
export function edgesOf(widths: readonly number[]): number[] {
  const edges = [0];
  for (const width of widths) edges.push(edges.at(-1)! + width);
  return edges;
}

export function placeAt(edges: readonly number[], px: number): number {
  let at = 0;
  while (at < edges.length - 2 && edges[at + 1]! <= px) at++;
  return at;
}

export function rangeBetween(a: SheetPlace, b: SheetPlace): SheetRange {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

/** Where the fill handle of `range` leads when it is dragged to `place`: the range grown in one direction, or itself. */
export function fillTarget(range: SheetRange, place: SheetPlace): SheetRange {
  const down = place.row > range.bottom ? place.row - range.bottom : place.row < range.top ? place.row - range.top : 0;
  const right = place.column > range.right ? place.column - range.right : place.column < range.left ? place.column - range.left : 0;
  if (Math.abs(down) >= Math.abs(right))
    return { ...range, top: Math.min(range.top, range.top + down), bottom: Math.max(range.bottom, range.bottom + down) };
  return { ...range, left: Math.min(range.left, range.left + right), right: Math.max(range.right, range.right + right) };
}

/** Where a key leads, as in Excel: Ctrl with an arrow goes to the end of what is filled, or to the next filled cell. Null when it leads nowhere. */
export function placeByKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  from: SheetPlace,
  size: {
    readonly rows: number;
    readonly columns: number;
    readonly page: number;
    /** Row of the last value. */ readonly lastFilled: number;
  },
  filled: (row: number, column: number) => boolean,
): SheetPlace | null {
  const far = event.ctrlKey || event.metaKey;
  const inside = (row: number, column: number): SheetPlace => ({
    row: Math.min(Math.max(row, 0), size.rows - 1),
    column: Math.min(Math.max(column, 0), size.columns - 1),
  });
  const jump = (down: number, right: number): SheetPlace => {
    let { row, column } = inside(from.row + down, from.column + right);
    if (!far) return { row, column };
    const last = (r: number, c: number) => r + down < 0 || r + down >= size.rows || c + right < 0 || c + right >= size.columns;
    const run = filled(from.row, from.column) && filled(row, column);
    while (!last(row, column) && (run ? filled(row + down, column + right) : !filled(row, column))) {
      row += down;
      column += right;
    }
    return { row, column };
  };
  switch (event.key) {
    case 'ArrowUp':
      return jump(-1, 0);
    case 'ArrowDown':
      return jump(1, 0);
    case 'ArrowLeft':
      return jump(0, -1);
    case 'ArrowRight':
      return jump(0, 1);
    case 'Home':
      return inside(far ? 0 : from.row, 0);
    case 'End':
      return inside(far ? size.lastFilled : from.row, size.columns - 1);
    case 'PageUp':
      return inside(from.row - size.page, from.column);
    case 'PageDown':
      return inside(from.row + size.page, from.column);
    default:
      return null;
  }
}
