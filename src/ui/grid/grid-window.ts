/** Chromium and Firefox lose pixels past some 17 to 33 million; a spacer of this height is exact everywhere. */
export const maxSpacerPx = 8_000_000;

export interface GridExtent {
  readonly rowCount: number;
  readonly rowHeightPx: number;
  /** Height that rows can be seen in: the viewport without its header. */
  readonly viewPx: number;
}

/**
 * Where a table stands in its viewport: `top` is the row at the upper edge, with its fraction. Up to 8 million pixels a scrolled pixel is a
 * pixel of rows. Beyond that the scrollbar shows the share of the table that has passed, and wheel, touch and keys move `top` itself.
 */
export interface GridWindow {
  readonly spacerPx: number;
  readonly capped: boolean;
  /** The largest `top`, at which the last row ends at the lower edge. */
  readonly maxTop: number;
}

export function gridWindow({ rowCount, rowHeightPx, viewPx }: GridExtent): GridWindow {
  const fullPx = rowCount * rowHeightPx;
  return { spacerPx: Math.min(fullPx, maxSpacerPx), capped: fullPx > maxSpacerPx, maxTop: Math.max(0, rowCount - viewPx / rowHeightPx) };
}

/** The row at the upper edge when the scrollbar stands at `scrollPx` of `maxScrollPx`. */
export function topAt(window: GridWindow, scrollPx: number, maxScrollPx: number, rowHeightPx: number): number {
  const top = window.capped ? (maxScrollPx > 0 ? (scrollPx / maxScrollPx) * window.maxTop : 0) : scrollPx / rowHeightPx;
  return clamp(top, 0, window.maxTop);
}

/** Where the scrollbar belongs when row `top` is at the upper edge. */
export function scrollAt(window: GridWindow, top: number, maxScrollPx: number, rowHeightPx: number): number {
  return window.capped ? (window.maxTop > 0 ? (top / window.maxTop) * maxScrollPx : 0) : top * rowHeightPx;
}

/** The nearest `top` at which `row` is fully visible. */
export function topShowing(window: GridWindow, top: number, row: number, rowsInView: number): number {
  if (row < top) return clamp(row, 0, window.maxTop);
  if (row + 1 > top + rowsInView) return clamp(row + 1 - rowsInView, 0, window.maxTop);
  return top;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
