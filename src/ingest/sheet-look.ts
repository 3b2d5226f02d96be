import type { GridRow } from './sheet';

/** What a sheet seems to hold, by its first rows: two rows of two cells make a table. */
export type SheetLook = 'table' | 'notes' | 'empty';

export function lookOf(rows: readonly GridRow[]): SheetLook {
  let filled = 0;
  let wide = 0;
  for (const { cells } of rows) {
    const count = cells.reduce((sum, cell) => sum + (cell.trim() === '' ? 0 : 1), 0);
    if (count > 0) filled++;
    if (count >= 2) wide++;
  }
  if (filled === 0) return 'empty';
  // A cover page has a few labels beside their values among much free text.
  return wide >= 2 && wide * 3 >= filled ? 'table' : 'notes';
}
