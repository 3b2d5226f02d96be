import type { Language } from '../../core/language';
import type { Plain, ResultTable } from '../../core/result-table';
import { isVerdict } from '../../core/verdict';
import { formatDate, formatTimestamp, yesNo } from './format-value';
import { verdictShapes } from './verdict-words';

export interface GridPoint {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells, bounds included. */
export interface GridRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function rangeOf(a: GridPoint, b: GridPoint): GridRange {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

export function cellCount(range: GridRange): number {
  return (range.bottom - range.top + 1) * (range.right - range.left + 1);
}

/** What the status line says about a selection. `sum` and `mean` are over its numbers, null when it has none. */
export interface SelectionFigures {
  readonly cells: number;
  readonly numbers: number;
  readonly sum: number | null;
  readonly mean: number | null;
}

/** Adds up the numbers of a range in slices of 20 000 cells, so that selecting ten million cells stops nothing; gives up when aborted. */
export async function selectionFigures(table: ResultTable, range: GridRange, signal: AbortSignal): Promise<SelectionFigures | undefined> {
  let numbers = 0;
  let sum = 0;
  let sinceYield = 0;
  const right = Math.min(range.right, table.columns.length - 1);
  const bottom = Math.min(range.bottom, table.rowCount - 1);
  for (let column = range.left; column <= right; column++) {
    const type = table.columns[column]?.type;
    if (type !== 'number' && type !== 'integer') continue;
    for (let row = range.top; row <= bottom; row++) {
      const value = table.cell(row, column);
      if (value !== null && value !== '' && Number.isFinite(Number(value))) {
        numbers++;
        sum += Number(value);
      }
      if (++sinceYield >= 20_000) {
        sinceYield = 0;
        await new Promise((resolve) => setTimeout(resolve));
        if (signal.aborted) return undefined;
      }
    }
  }
  return { cells: cellCount(range), numbers, sum: numbers ? sum : null, mean: numbers ? sum / numbers : null };
}

/** More cells than this are not put on the clipboard. */
export const maxCopiedCells = 500_000;

export interface CopiedText {
  readonly text: string;
  readonly rows: number;
  /** Rows that were selected but not copied. */
  readonly leftOut: number;
}

/**
 * A range as tab-separated text that a spreadsheet in the reader's language reads as numbers and dates: no grouping, every digit, decimal
 * comma and dd/mm/yyyy in Vietnamese, decimal point and yyyy-mm-dd in English. Null is an empty cell. At most 500 000 cells.
 * `header` holds the headings of all columns, when they shall come first.
 */
export function rangeText(table: ResultTable, range: GridRange, language: Language, header?: readonly string[]): CopiedText {
  const width = range.right - range.left + 1;
  const selected = range.bottom - range.top + 1;
  const rows = Math.min(selected, Math.max(1, Math.floor(maxCopiedCells / width)));
  const lines: string[] = [];
  if (header)
    lines.push(
      header
        .slice(range.left, range.right + 1)
        .map(quoted)
        .join('	'),
    );
  for (let row = range.top; row < range.top + rows; row++) {
    const cells: string[] = [];
    for (let column = range.left; column <= range.right; column++) cells.push(cellText(table, row, column, language));
    lines.push(cells.join('\t'));
  }
  return { text: lines.join('\r\n'), rows, leftOut: selected - rows };
}

function cellText(table: ResultTable, row: number, column: number, language: Language): string {
  const value: Plain = table.cell(row, column);
  const { type, name } = table.columns[column]!;
  if (value === null) return '';
  if (typeof value === 'boolean') return yesNo[language][value ? 1 : 0];
  if (type === 'number' || type === 'integer') return language === 'vi' ? String(value).replace('.', ',') : String(value);
  const text = String(value);
  if (name === 'verdict' && isVerdict(text)) return verdictShapes[text].word[language];
  if (language === 'vi' && type === 'date') return formatDate(text, 'vi');
  if (language === 'vi' && type === 'timestamp') return formatTimestamp(text, 'vi');
  return quoted(text);
}

/** Tabs, line ends and a leading quote mark would break the table apart; spreadsheets take a quoted cell. */
function quoted(text: string): string {
  return /[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
