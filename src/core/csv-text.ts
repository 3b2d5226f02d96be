import type { Language } from './language';
import type { Plain, ResultTable } from './result-table';

/** How a CSV file is written for a reader's Excel. */
export interface CsvStyle {
  readonly delimiter: ',' | ';';
  readonly decimal: '.' | ',';
}

/** Vietnamese Excel splits at ';' and reads ',' as decimal mark; English Excel the other way round. */
export const csvStyleOf: Record<Language, CsvStyle> = {
  vi: { delimiter: ';', decimal: ',' },
  en: { delimiter: ',', decimal: '.' },
};

/**
 * The table as CSV text: RFC 4180 quoting, CRLF, ISO dates, null as empty. Without BOM; a file for Excel wants one in front.
 * Text that Excel would run as a formula (it begins with = + - @, tab or CR and is no number) gets a leading apostrophe, which the reader of files takes off
 * again. A number that could be read two ways (1.125, or 1,125 in Vietnamese) is written with one more zero.
 */
export function writeCsv(table: ResultTable, style: CsvStyle): string {
  const lines = [table.columns.map((column) => field(column.name, style)).join(style.delimiter)];
  for (let row = 0; row < table.rowCount; row++) {
    lines.push(table.columns.map((_, column) => field(table.cell(row, column), style)).join(style.delimiter));
  }
  return lines.join('\r\n') + '\r\n';
}

function field(value: Plain, style: CsvStyle): string {
  if (value === null) return '';
  if (typeof value === 'number') return numberText(value, style);
  const text = typeof value === 'string' && mustGuard(value) ? `'${value}` : String(value);
  return text === '' || /["\r\n]/.test(text) || text.includes(style.delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

function numberText(value: number, style: CsvStyle): string {
  const text = String(value);
  const clear = /^-?[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text;
  return style.decimal === '.' ? clear : clear.replace('.', ',');
}

/** Also what would look guarded although it is not, so that taking the apostrophe off again gives the text back. */
function mustGuard(text: string): boolean {
  return /^'*[=+\-@\t\r]/.test(text) && !/^[+-]?\d/.test(text);
}

/** A cell as `writeCsv` and other careful writers guard it against being run as a formula, without its guard. */
export function unguarded(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
