import type { Plain, ResultTable } from '../../src/core/result-table';

/**
 * A result as aligned plain text for goldens: first `limit` rows, numbers rounded to four decimals, NULL as '·', the row count last.
 * The same result always gives the same text.
 */
export function textTable(table: ResultTable, limit = 40): string {
  const shown = Math.min(table.rowCount, limit);
  const rows = [
    table.columns.map((column) => column.name),
    ...Array.from({ length: shown }, (_, row) => table.columns.map((_, column) => plainText(table.cell(row, column)))),
  ];
  const widths = table.columns.map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  const numeric = table.columns.map((column) => column.type === 'number' || column.type === 'integer');
  const lines = rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, numeric[column] ?? false))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n(${table.rowCount} rows${table.rowCount > shown ? `, first ${shown}` : ''})\n`;
}

function plainText(cell: Plain): string {
  if (cell === null) return '·';
  if (typeof cell === 'number') return String(Number(cell.toFixed(4)) + 0);
  const text = String(cell).replaceAll(/\s+/g, ' ');
  return [...text].length > 48 ? `${[...text].slice(0, 47).join('')}…` : text;
}

function pad(text: string, width: number, left: boolean): string {
  const blanks = ' '.repeat(width - [...text].length);
  return left ? blanks + text : text + blanks;
}
