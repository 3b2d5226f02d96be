import { readTabbed, writeTabbed, type TextBlock } from '../../core/sheet/sheet-block';

/** Puts a block on the clipboard as spreadsheets do: tab-separated text and a table. */
export function putBlock(clipboard: DataTransfer, block: TextBlock): void {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const rows = block.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`);
  clipboard.setData('text/plain', writeTabbed(block));
  clipboard.setData('text/html', `<table>${rows.join('')}</table>`);
}

/**
 * The block on the clipboard; null when there is nothing to paste. Text comes first, since spreadsheets write it exactly; a table of a web page or
 * a document, whose text has no tabs, is read from its HTML (which is parsed, never shown).
 */
export function takeBlock(clipboard: DataTransfer): TextBlock | null {
  const text = clipboard.getData('text/plain');
  const html = clipboard.getData('text/html');
  if (html.includes('<table') && !text.includes('\t')) {
    const block = tableBlock(html);
    if (block && block.length > 0) return block;
  }
  return text === '' ? null : readTabbed(text);
}

/** The first table of an HTML text; a cell that spans several places stands in the first of them. */
function tableBlock(html: string): string[][] | null {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (!table) return null;
  const rows: string[][] = [];
  const held = new Map<string, true>();
  [...table.rows].forEach((row, at) => {
    const cells: string[] = (rows[at] ??= []);
    let column = 0;
    for (const cell of row.cells) {
      while (held.has(`${at} ${column}`)) cells[column++] = '';
      for (let down = 0; down < Math.min(cell.rowSpan || 1, 1000); down++)
        for (let right = 0; right < Math.min(cell.colSpan, 100); right++) if (down > 0) held.set(`${at + down} ${column + right}`, true);
      cells[column] = textOf(cell);
      for (let right = 1; right < Math.min(cell.colSpan, 100); right++) cells[column + right] = '';
      column += Math.min(cell.colSpan, 100);
    }
    while (held.has(`${at} ${column}`)) cells[column++] = '';
  });
  return rows;
}

function textOf(cell: HTMLElement): string {
  for (const line of cell.querySelectorAll('br')) line.replaceWith('\n');
  return (cell.textContent ?? '')
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
