import type { Language } from '../../core/language';
import type { SheetRange } from '../../core/sheet/sheet';
import type { SheetCellState } from '../../state/sheet-cell.svelte';
import type { MenuItem } from '../parts/MenuList.svelte';
import { sheetWords } from './words';

/** Everything the menu of a sheet does to what is chosen. */
export function sheetActions(
  cell: SheetCellState,
  range: SheetRange,
  language: Language,
  clipboard: { readonly copy: () => void; readonly cut: () => void; readonly paste: () => void },
): MenuItem[] {
  const words = sheetWords[language];
  const rows = range.bottom - range.top + 1;
  const columns = range.right - range.left + 1;
  return [
    { label: words.cut, keys: 'Ctrl+X', run: clipboard.cut },
    { label: words.copy, keys: 'Ctrl+C', run: clipboard.copy },
    { label: words.paste, keys: 'Ctrl+V', run: clipboard.paste },
    { label: words.clear, keys: 'Delete', run: () => cell.clear(range) },
    { label: words.fillDown, keys: 'Ctrl+D', apart: true, disabled: rows < 2, run: () => cell.fillDown(range, language) },
    { label: words.fillRight, keys: 'Ctrl+R', disabled: columns < 2, run: () => cell.fillRight(range, language) },
    { label: words.fillSeries, disabled: rows < 2, run: () => cell.fillSeries(range, language) },
    { label: words.insertAbove, apart: true, run: () => cell.insertRows(range.top, rows) },
    { label: words.insertBelow, run: () => cell.insertRows(Math.min(range.bottom + 1, cell.rows.length), rows) },
    { label: words.deleteRows(rows), disabled: range.top >= cell.rows.length, run: () => cell.deleteRows(range.top, rows) },
    { label: words.insertLeft, apart: true, run: () => cell.insertColumns(range.left, columns) },
    { label: words.insertRight, run: () => cell.insertColumns(range.right + 1, columns) },
    { label: words.deleteColumns(columns), run: () => cell.deleteColumns(range.left, columns) },
  ];
}
