import type { Language } from '../../core/language';
import type { ColumnType, Plain, ResultTable } from '../../core/result-table';
import { isVerdict } from '../../core/verdict';
import { formatNumber, formatValue, formatYear } from '../parts/format-value';
import { verdictShapes } from '../parts/verdict-words';

/** How one column of a result is laid out and written. */
export interface GridColumn {
  /** Position in the table. */
  readonly index: number;
  readonly name: string;
  /** What the header says; the name itself where there is nothing better. */
  readonly heading: string;
  readonly kind: 'number' | 'verdict' | 'text';
  readonly type: ColumnType;
  /** Width in CSS pixels that suits the header and the sample, within `minWidth` and `maxWidth`. */
  readonly width: number;
  readonly write: (value: Plain) => string;
}

export const minWidth = 56;
export const maxWidth = 340;
const sampleRows = 60;
const cellPadding = 25;
const headerExtra = 30;
/** A long heading is cut with an ellipsis rather than stretching a column of short values. */
const maxHeading = 150;

/** Columns of a table, judged by their header and the first 60 rows. `headings` stand in the head; default: the columns' names. */
export function gridColumns(table: ResultTable, language: Language, headings: readonly string[] = []): GridColumn[] {
  const count = Math.min(table.rowCount, sampleRows);
  return table.columns.map((column, index) => {
    const sample: Plain[] = [];
    for (let row = 0; row < count; row++) sample.push(table.cell(row, index));
    const heading = headings[index] ?? column.name;
    const numeric = column.type === 'number' || column.type === 'integer';
    const kind = column.name === 'verdict' ? 'verdict' : numeric ? 'number' : 'text';
    const write =
      kind === 'verdict' ? (value: Plain) => verdictText(value, language) : numeric ? numberWriter(sample, language) : textWriter();
    const longest = sample.reduce<number>((most, value) => Math.max(most, textWidth(write(value))), 0);
    const width = Math.round(Math.min(maxWidth, Math.max(minWidth, wantedWidth(heading, longest, kind))));
    return { index, name: column.name, heading, kind, type: column.type, width, write };

    function textWriter() {
      return (value: Plain) => formatValue(value, column.type, language);
    }
  });
}

function verdictText(value: Plain, language: Language): string {
  return isVerdict(value) ? verdictShapes[value].word[language] : formatValue(value, 'text', language);
}

/**
 * Writes every number of a column with the same decimals, so that the commas stand under each other: as many as the sample has, at most 4;
 * more than 4 come from a division and are shown as 2. Whole numbers that are all between 1900 and 2100 are taken for years and not grouped.
 */
function numberWriter(sample: readonly Plain[], language: Language): (value: Plain) => string {
  const numbers = sample.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  const decimals = numbers.reduce((most, value) => Math.max(most, decimalsOf(value)), 0);
  const fraction = decimals > 4 ? 2 : decimals;
  const years = numbers.length > 0 && numbers.every((value) => Number.isInteger(value) && value >= 1900 && value <= 2100);
  return (value) => {
    if (typeof value !== 'number') return formatValue(value, 'number', language);
    return years ? formatYear(value, language) : formatNumber(value, language, Math.max(fraction, 2), fraction);
  };
}

function decimalsOf(value: number): number {
  const text = String(value);
  const exponent = /e-(\d+)$/.exec(text);
  if (exponent) return Number(exponent[1]);
  const dot = text.indexOf('.');
  return dot < 0 ? 0 : text.length - dot - 1;
}

/** A column where it stands: `position` counts those shown from 0, which is what selections and aria-colindex speak of. */
export interface PlacedColumn extends GridColumn {
  readonly position: number;
  readonly widthPx: number;
  /** Distance of a frozen column from the left edge of the view, null for one that scrolls. */
  readonly frozenPx: number | null;
}

/** Frozen columns never take more than this share of the view, so that the others can be seen. */
const mostFrozen = 0.6;

/** Columns side by side. `edges` as of `columnEdges`; fewer than `wanted` are frozen where the view is narrow. */
export function placedColumns(
  columns: readonly GridColumn[],
  edges: readonly number[],
  wanted: number,
  gutterPx: number,
  viewPx: number,
): PlacedColumn[] {
  let frozen = Math.min(wanted, columns.length);
  while (frozen > 0 && gutterPx + edges[frozen]! > viewPx * mostFrozen) frozen--;
  return columns.map((column, position) => ({
    ...column,
    position,
    widthPx: edges[position + 1]! - edges[position]!,
    frozenPx: position < frozen ? gutterPx + edges[position]! : null,
  }));
}

/** Left edges of columns laid side by side, and the right edge of the last: one entry more than `widths`. */
export function columnEdges(widths: readonly number[]): number[] {
  const edges = [0];
  for (const width of widths) edges.push(edges[edges.length - 1]! + width);
  return edges;
}

/** Index of the column over `px`; the nearest one beyond either end. Binary search, since there may be thousands. */
export function columnAt(edges: readonly number[], px: number): number {
  let low = 0;
  let high = Math.max(0, edges.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle]! <= px) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Width that shows a column whole in the given rows, at most twice `maxWidth`. */
export function fittedWidth(table: ResultTable, column: GridColumn, rows: readonly number[]): number {
  const longest = rows.reduce((most, row) => Math.max(most, textWidth(column.write(table.cell(row, column.index)))), 0);
  return Math.round(Math.min(2 * maxWidth, Math.max(minWidth, wantedWidth(column.heading, longest, column.kind))));
}

function wantedWidth(heading: string, longest: number, kind: GridColumn['kind']): number {
  return Math.max(longest + (kind === 'verdict' ? 26 : 0), Math.min(textWidth(heading) * 1.04, maxHeading) + headerExtra) + cellPadding;
}

/** Pixels that a text takes at 13 px in the grid's font, a little too many rather than too few; asking the browser would cost a layout. */
function textWidth(text: string): number {
  let width = 0;
  for (const char of text)
    width +=
      char >= '0' && char <= '9'
        ? 8.9
        : " .,:;|ilj'".includes(char)
          ? 4
          : 'mw%@—…'.includes(char)
            ? 11.7
            : char !== char.toLowerCase()
              ? 9.6
              : 7.6;
  return Math.min(width, 2000);
}
