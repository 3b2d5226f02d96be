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
 * Text that Excel would run as a formula (it begins with = + - @, tab or CR and is no number) gets a leading apostrophe.
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
  if (typeof value === 'number') return style.decimal === '.' ? String(value) : String(value).replace('.', ',');
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) && !/^[+-]?\d/.test(value) ? `'${value}` : String(value);
  return text === '' || /["\r\n]/.test(text) || text.includes(style.delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}
