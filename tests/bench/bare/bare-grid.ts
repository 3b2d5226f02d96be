import type { Table } from 'apache-arrow';

const rowHeightPx = 24;
/** Browsers stop near 33 million pixels; far below that a pixel stands for several rows. */
const spacerLimitPx = 8e6;

/** The least a windowed table can be: the rows in view, rewritten on every scroll, read from Arrow by row and column. */
export function showRows(holder: HTMLElement, table: Table): void {
  const spacer = document.createElement('div');
  const body = document.createElement('table');
  const heightPx = Math.min(table.numRows * rowHeightPx, spacerLimitPx);
  spacer.style.height = `${heightPx}px`;
  body.style.cssText = 'position: sticky; top: 0; width: 100%; table-layout: fixed';
  const inView = Math.ceil(holder.clientHeight / rowHeightPx);
  for (let row = 0; row < inView; row++) {
    const line = body.insertRow();
    line.style.height = `${rowHeightPx}px`;
    for (let column = 0; column < table.numCols; column++) line.insertCell();
  }
  spacer.append(body);
  holder.replaceChildren(spacer);
  const columns = Array.from({ length: table.numCols }, (_, column) => table.getChildAt(column));
  const write = (): void => {
    const share = holder.scrollTop / Math.max(1, heightPx - holder.clientHeight);
    const first = Math.round(share * Math.max(0, table.numRows - inView));
    for (let row = 0; row < inView; row++) {
      for (const [column, values] of columns.entries()) body.rows[row]!.cells[column]!.textContent = String(values?.get(first + row) ?? '');
    }
  };
  holder.addEventListener('scroll', write);
  write();
}
