import type { Language } from '../language';
import type { ColumnType, Plain, ResultTable } from '../result-table';

/** Formats of the cells; each is the index of its entry in the workbook's cellXfs, see report-xlsx-parts.ts. */
export const cellStyles = {
  plain: 0,
  head: 1,
  title: 2,
  label: 3,
  link: 4,
  wrapped: 5,
  mark: 6,
  /** Text that a formula could be mistaken for: stays text also when somebody edits the cell. */
  quoted: 7,
  whole: 8,
  ungrouped: 9,
  oneDecimal: 10,
  twoDecimals: 11,
  fourDecimals: 12,
  date: 13,
  dateTime: 14,
  day: 15,
} as const;

/** The same format on the ground of a mark: a figure that was corrected. */
export function correctedStyle(style: number): number {
  return style >= cellStyles.whole && style <= cellStyles.dateTime ? style - cellStyles.whole + cellStyles.day + 1 : cellStyles.mark;
}

/** Longest text Excel keeps in a cell, in UTF-16 units. */
const maxCellText = 32_767;

/** What an Excel file does with a column: the format of its cells and its width in characters. */
export interface SheetColumn {
  readonly type: ColumnType;
  readonly style: number;
  readonly width: number;
}

/** Decides formats and widths from the first rows; the values themselves are never rounded. */
export function sheetColumns(table: ResultTable, headings: readonly string[], looked = 500): SheetColumn[] {
  const rows = Math.min(table.rowCount, looked);
  return table.columns.map(({ name, type, sqlType }, column) => {
    let longest = headLength(headings[column] ?? name);
    const numbers: number[] = [];
    for (let row = 0; row < rows; row++) {
      const value = table.cell(row, column);
      if (typeof value === 'number') numbers.push(value);
      else if (value !== null) longest = Math.max(longest, type === 'date' ? 10 : type === 'timestamp' ? 16 : String(value).length);
    }
    const style = styleOf(name, type, sqlType, numbers);
    for (const value of numbers) longest = Math.max(longest, numberLength(value, style));
    return { type, style, width: Math.min(60, Math.max(7, longest + 2)) };
  });
}

/** A head may stand on two lines, so half of it, or its longest word, is enough; the filter's arrow takes room too. */
function headLength(heading: string): number {
  return Math.max(Math.ceil(heading.length / 2), ...heading.split(/\s+/).map((word) => word.length)) + 3;
}

function styleOf(name: string, type: ColumnType, sqlType: string, numbers: readonly number[]): number {
  if (type === 'date') return cellStyles.date;
  if (type === 'timestamp') return cellStyles.dateTime;
  if (type !== 'number' && type !== 'integer') return cellStyles.plain;
  // A year or a line number is a name rather than an amount.
  if (/(^|_)(year|nam|năm|row|code|ma|mã)(_|$)/i.test(name) && numbers.every(Number.isInteger)) return cellStyles.ungrouped;
  const scale = Number(/^DECIMAL\(\d+,(\d+)\)$/.exec(sqlType)?.[1] ?? NaN);
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (numbers.every(Number.isInteger) && !(scale > 0)) return cellStyles.whole;
  if (scale === 1 || numbers.every((value) => Number.isInteger(Math.round(value * 1e9) / 1e8))) return cellStyles.oneDecimal;
  return largest < 0.1 ? cellStyles.fourDecimals : cellStyles.twoDecimals;
}

function numberLength(value: number, style: number): number {
  const digits = String(Math.trunc(Math.abs(value))).length;
  const decimals = style === cellStyles.oneDecimal ? 2 : style === cellStyles.twoDecimals ? 3 : style === cellStyles.fourDecimals ? 5 : 0;
  return digits + Math.floor((digits - 1) / 3) + decimals + (value < 0 ? 1 : 0);
}

/**
 * One cell as SpreadsheetML: numbers, dates and booleans as values, everything else as text; null gives ''.
 * What a double cannot hold (long integers, days before March 1900) stays text with every digit.
 * @param ref such as 'B7'
 */
export function cellXml(ref: string, value: Plain, column: Pick<SheetColumn, 'type' | 'style'>): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return `<c r="${ref}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'number')
    return Number.isFinite(value) ? `<c r="${ref}" s="${column.style}"><v>${value}</v></c>` : textCell(ref, String(value), 0);
  if (column.type === 'date' || column.type === 'timestamp') {
    const serial = serialDay(value);
    if (serial !== null) return `<c r="${ref}" s="${column.style}"><v>${serial}</v></c>`;
  }
  return textCell(ref, value, /^[=+\-@\t\r]/.test(value) ? cellStyles.quoted : cellStyles.plain);
}

/** A text cell in a style; too long a text is cut, which `textFits` tells beforehand. */
export function textCell(ref: string, text: string, style: number): string {
  const cut = textFits(text) ? text : `${text.slice(0, maxCellText - 1).replace(/[\ud800-\udbff]$/, '')}…`;
  return `<c r="${ref}"${style === 0 ? '' : ` s="${style}"`} t="inlineStr"><is><t xml:space="preserve">${xmlText(cut)}</t></is></c>`;
}

export function textFits(text: string): boolean {
  return text.length <= maxCellText;
}

/** Days since 30 December 1899, the time of day as its fraction; null for what Excel's calendar cannot say. */
export function serialDay(iso: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d(?:\.\d{1,3})?)\d*)?(?:Z|[+-]00:?00)?)?$/.exec(iso);
  if (!parts) return null;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = parts;
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  if (Number(year) < 1900) return null;
  const dayMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const days = (dayMs - Date.UTC(1899, 11, 30)) / 86_400_000;
  // Excel counts a 29 February 1900 that never was; before it, its days are off by one.
  if (days < 61) return null;
  return days + (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) / 86_400;
}

/** 'A' for 0, 'AA' for 26. */
export function columnLetters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : columnLetters(Math.floor(column / 26) - 1) + columnLetters(column % 26);
}

/** Text for an element or an attribute in double quotes. What XML 1.0 cannot hold is written the way Excel writes it, as `_x0007_`. */
export function xmlText(text: string): string {
  return text
    .replace(/_(?=x[\dA-F]{4}_)/gi, '_x005F_')
    .replace(/(?![\t\n])[\p{Cc}\ufffe\uffff]/gu, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);
}

/** Number formats of dates as a reader of the language writes them; Excel itself translates the separators of numbers. */
export const dateFormats: Record<Language, { readonly date: string; readonly dateTime: string }> = {
  vi: { date: 'dd/mm/yyyy', dateTime: 'dd/mm/yyyy hh:mm' },
  en: { date: 'd mmm yyyy', dateTime: 'd mmm yyyy hh:mm' },
};
