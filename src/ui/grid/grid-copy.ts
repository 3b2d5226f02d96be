import type { Language } from '../../core/language';
import type { Plain, ResultTable } from '../../core/result-table';
import { isVerdict } from '../../core/verdict';
import { formatDate, formatTimestamp, yesNo } from '../parts/format-value';
import { verdictShapes } from '../parts/verdict-words';
import type { GridColumn } from './grid-columns';
import type { GridRange } from './grid-selection';

/** More cells than this are not put on the clipboard. */
const maxCopiedCells = 500_000;

export interface Copied {
  /** Tab-separated, lines end with CR LF. */
  readonly text: string;
  /** A table that a spreadsheet reads cell by cell: numbers in full, days as days, text as text. */
  readonly html: string;
  readonly rows: number;
  /** Rows that were selected but not copied. */
  readonly leftOut: number;
}

/**
 * A range as a spreadsheet in the reader's language reads it: no grouping, every digit, decimal comma and dd/mm/yyyy in Vietnamese,
 * decimal point and yyyy-mm-dd in English. Null is an empty cell. In the HTML, which spreadsheets prefer, a number also stands in a form that
 * no locale can misread, and text is marked as text, so that the code 01 keeps its zero. At most 500 000 cells.
 */
export function copyRange(
  table: ResultTable,
  columns: readonly GridColumn[],
  range: GridRange,
  language: Language,
  withHeader: boolean,
): Copied {
  const copied = columns.slice(range.left, range.right + 1);
  const selected = range.bottom - range.top + 1;
  const rows = Math.min(selected, Math.max(1, Math.floor(maxCopiedCells / Math.max(1, copied.length))));
  const lines: string[] = [];
  const markup: string[] = [];
  if (withHeader) {
    lines.push(copied.map((column) => quoted(column.heading)).join('\t'));
    markup.push(copied.map((column) => `<th>${escaped(column.heading)}</th>`).join(''));
  }
  for (let row = range.top; row < range.top + rows; row++) {
    let line = '';
    let cells = '';
    for (const [at, column] of copied.entries()) {
      const value = table.cell(row, column.index);
      const text = cellText(value, column, language);
      line += at === 0 ? quotedIfNeeded(text, column) : `\t${quotedIfNeeded(text, column)}`;
      cells += cellMarkup(value, text, column, language);
    }
    lines.push(line);
    markup.push(cells);
  }
  const dayFormat = language === 'vi' ? 'dd\\/mm\\/yyyy' : 'yyyy\\-mm\\-dd';
  return {
    text: lines.join('\r\n'),
    html: `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"><style>.t{mso-number-format:"\\@";white-space:pre-wrap}.d{mso-number-format:"${dayFormat}"}</style></head><body><table><tr>${markup.join('</tr>\n<tr>')}</tr></table></body></html>`,
    rows,
    leftOut: selected - rows,
  };
}

function cellText(value: Plain, { type, kind }: GridColumn, language: Language): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return yesNo[language][value ? 1 : 0];
  if (type === 'number' || type === 'integer') return language === 'vi' ? String(value).replace('.', ',') : String(value);
  const text = String(value);
  if (kind === 'verdict' && isVerdict(text)) return verdictShapes[text].word[language];
  if (language === 'vi' && type === 'date') return formatDate(text, 'vi');
  if (language === 'vi' && type === 'timestamp') return formatTimestamp(text, 'vi');
  return text;
}

function quotedIfNeeded(text: string, { type }: GridColumn): string {
  return type === 'text' || type === 'other' ? quoted(text) : text;
}

/** Tabs, line ends and a leading quote mark would break the table apart; spreadsheets take a quoted cell. */
function quoted(text: string): string {
  return /[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function cellMarkup(value: Plain, text: string, { type }: GridColumn, language: Language): string {
  if (value === null) return '<td></td>';
  if (typeof value === 'number') return `<td x:num="${value}" sdval="${value}" sdnum="${language === 'vi' ? 1066 : 1033}">${text}</td>`;
  if (type === 'date' && typeof value === 'string' && /^\d{4}-/.test(value)) return `<td class=d>${text}</td>`;
  return `<td class=t>${escaped(text)}</td>`;
}

function escaped(text: string): string {
  return /[&<>\r\n]/.test(text)
    ? text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/\r\n?|\n/g, '<br style="mso-data-placement:same-cell">')
    : text;
}
