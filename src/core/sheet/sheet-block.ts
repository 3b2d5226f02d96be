import type { SheetCell, SheetColumn } from '../notebook/notebook';
import {
  columnNameProblem,
  freeLetter,
  insertColumns,
  isEmptySheet,
  maxSheetColumns,
  maxSheetRows,
  readColumn,
  setCells,
  valueAt,
  groupsIn,
  type SheetRange,
} from './sheet';
import { editText, readDay, readNumber, type SheetReader, type SheetType, type SheetValue } from './sheet-value';

/** A rectangle of texts, as the clipboard holds it. Rows may differ in length. */
export type TextBlock = readonly (readonly string[])[];

/** What a paste did, so that it can be said. */
export interface Pasted {
  readonly sheet: SheetCell;
  /** Where the block went. */
  readonly range: SheetRange;
  /** The first row became the names of the columns. */
  readonly header: boolean;
  /** Cells that fell on computed columns and were left out. */
  readonly ignored: number;
}

/**
 * Tab-separated text as spreadsheets put it on the clipboard: a cell that begins with `"` may hold tabs, line ends and doubled quotes. A last
 * line end adds no row.
 */
export function readTabbed(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  for (;;) {
    let cell: string;
    const closing = text.charAt(at) === '"' ? endOfQuoted(text, at) : -1;
    if (closing >= 0) {
      cell = text.slice(at + 1, closing).replaceAll('""', '"');
      at = closing + 1;
    } else {
      const start = at;
      while (at < text.length && !/[\t\r\n]/.test(text.charAt(at))) at++;
      cell = text.slice(start, at);
    }
    row.push(cell);
    if (text.charAt(at) === '\t') {
      at++;
      continue;
    }
    rows.push(row);
    row = [];
    if (text.startsWith('\r\n', at)) at += 2;
    else at++;
    if (at >= text.length) return rows;
  }
}

/** Place of the quote that ends a quoted cell, or -1 when a tab, a line end or the end does not follow one: then it is an ordinary `"`. */
function endOfQuoted(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    at = text.indexOf('"', at);
    if (at < 0) return -1;
    if (text.charAt(at + 1) !== '"') return at + 1 === text.length || /[\t\r\n]/.test(text.charAt(at + 1)) ? at : -1;
    at += 2;
  }
}

/** A range as tab-separated text that a spreadsheet in the reader's language reads: no grouping, decimal comma and dd/mm/yyyy in Vietnamese. */
export function writeTabbed(block: TextBlock): string {
  const quoted = (cell: string) => (/[\t\r\n]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return block.map((row) => row.map(quoted).join('\t')).join('\r\n');
}

/** The texts of a range; `computed` gives those of computed columns. */
export function blockOf(
  sheet: SheetCell,
  range: SheetRange,
  reader: SheetReader,
  computed: (row: number, column: number) => string = () => '',
): string[][] {
  const rows: string[][] = [];
  for (let row = range.top; row <= range.bottom; row++) {
    const cells: string[] = [];
    for (let column = range.left; column <= range.right; column++) {
      const { type, formula } = sheet.columns[column]!;
      cells.push(formula === null ? editText(valueAt(sheet, row, column), type, reader) : computed(row, column));
    }
    rows.push(cells);
  }
  return rows;
}

/**
 * Puts a block at the upper left of `target`. The sheet grows as needed. A single cell fills the whole target; a target that is a multiple of the
 * block in both directions is filled with it. Into an empty sheet the block brings its columns' types, and names where its first row is a header.
 * @returns null when the sheet would be larger than 5 000 rows or 100 columns
 */
export function pasteBlock(sheet: SheetCell, target: SheetRange, block: TextBlock, reader: SheetReader): Pasted | null {
  const width = Math.max(0, ...block.map((row) => row.length));
  if (width === 0) return { sheet, range: target, header: false, ignored: 0 };
  if (isEmptySheet(sheet) && (width > 1 || block.length > 1)) return pasteWhole(sheet, block, width, reader);
  const tall = target.bottom - target.top + 1;
  const wide = target.right - target.left + 1;
  const tiles = tall % block.length === 0 && wide % width === 0;
  const range = {
    top: target.top,
    left: target.left,
    bottom: target.top + (tiles ? tall : block.length) - 1,
    right: target.left + (tiles ? wide : width) - 1,
  };
  if (range.bottom >= maxSheetRows || range.right >= maxSheetColumns) return null;
  const missing = range.right + 1 - sheet.columns.length;
  const wider = missing > 0 ? insertColumns(sheet, sheet.columns.length, missing) : sheet;
  let ignored = 0;
  const cells: { row: number; column: number; value: SheetValue }[] = [];
  for (let column = range.left; column <= range.right; column++) {
    const { type, formula } = wider.columns[column]!;
    const texts = Array.from(
      { length: range.bottom - range.top + 1 },
      (_, i) => block[i % block.length]![(column - range.left) % width] ?? '',
    );
    if (formula !== null) ignored += texts.filter((text) => text !== '').length;
    else
      readColumn(texts, type, reader, groupsIn(wider, column, reader)).forEach((value, i) =>
        cells.push({ row: range.top + i, column, value }),
      );
  }
  return { sheet: setCells(wider, cells), range, header: false, ignored };
}

function pasteWhole(sheet: SheetCell, block: TextBlock, width: number, reader: SheetReader): Pasted | null {
  const header = hasHeader(block, width, reader);
  const body = header ? block.slice(1) : block;
  if (body.length > maxSheetRows || width > maxSheetColumns) return null;
  const columns: SheetColumn[] = [];
  const values: SheetValue[][] = [];
  for (let column = 0; column < width; column++) {
    const texts = body.map((row) => row[column] ?? '');
    const type = typeOf(texts, reader);
    const wanted = (header ? (block[0]![column] ?? '') : '').replace(/\s+/g, ' ').trim();
    const name = wanted !== '' && !columnNameProblem({ ...sheet, columns }, -1, wanted) ? wanted : freeName(columns, wanted);
    columns.push({ name, type, formula: null });
    values.push(readColumn(texts, type, reader));
  }
  const rows = body.map((_, row) => values.map((column) => column[row]!));
  const range = { top: 0, left: 0, bottom: Math.max(0, body.length - 1), right: width - 1 };
  return { sheet: { ...sheet, columns, rows }, range, header, ignored: 0 };
}

/** A name that is taken gets a number, one that is missing a letter. */
function freeName(columns: readonly SheetColumn[], wanted: string): string {
  if (wanted === '') return freeLetter(columns);
  for (let n = 2; ; n++) {
    const name = `${wanted.slice(0, 190)} ${n}`;
    if (!columns.some((column) => column.name.toLowerCase() === name.toLowerCase())) return name;
  }
}

/** The first row names the columns when it is full of texts, and a column below holds something that is no text, or no name. */
function hasHeader(block: TextBlock, width: number, reader: SheetReader): boolean {
  const [first = [], ...rest] = block;
  if (rest.length === 0 || first.length < width) return false;
  const names = first.map((cell) => cell.trim().toLowerCase());
  if (names.some((name) => name === '' || isFigure(name, reader))) return false;
  const all = Array.from({ length: width }, (_, column) => rest.map((row) => row[column] ?? ''));
  if (all.some((texts, column) => typeOf(texts, reader) === 'unit' && reader.lookup.unit.idsOf(first[column]!).length === 0)) return true;
  return all.some((texts) => texts.some((text) => isFigure(text, reader))) || names.some((name) => headerWords.test(name));
}

const headerWords =
  /^(stt|tt|tên|ten|đơn vị|don vi|tỉnh|mã|ngày|tháng|năm|kỳ|chỉ tiêu|chỉ số|giá trị|ghi chú|name|unit|date|value|note|id|code)\b/;

function isFigure(text: string, reader: SheetReader): boolean {
  const said = text.trim();
  return said !== '' && (readNumber(said, reader.language) !== null || readDay(said) !== null);
}

/** The narrowest type that every cell of a column fits; text where nothing says otherwise. Numbers with leading zeros are codes. */
function typeOf(texts: readonly string[], reader: SheetReader): SheetType {
  const said = texts.map((text) => text.trim()).filter((text) => text !== '');
  if (said.length === 0) return 'text';
  const numbers = said.map((text) => readNumber(text, reader.language));
  if (numbers.every((value) => value !== null) && !said.some((text) => /^[-+]?0\d/.test(text)))
    return numbers.every((value) => Number.isSafeInteger(value)) && !said.some((text) => text.includes('%')) ? 'integer' : 'number';
  if (said.every((text) => readDay(text) !== null)) return 'date';
  if (said.every((text) => reader.lookup.unit.idsOf(text).length > 0)) return 'unit';
  return said.every((text) => /^(có|không|yes|no|true|false|đúng|sai)$/i.test(text)) ? 'boolean' : 'text';
}
