import { localeOf } from '../language';
import type { SheetCell, SheetColumn } from '../notebook/notebook';
import { renamedIn, sameName } from './sheet-formula';
import { editText, readValue, type SheetReader, type SheetType, type SheetValue } from './sheet-value';

/** Edits of a sheet. Each gives a new value; what did not change is shared with the old one. */

export const maxSheetRows = 5_000;
export const maxSheetColumns = 100;

/** A rectangle of cells, bounds included; 0-based. */
export interface SheetRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

type Row = SheetCell['rows'][number];

/** A sheet nobody has typed into yet. */
export function newSheet(id: string, name: string): SheetCell {
  const columns = ['A', 'B', 'C'].map((letter): SheetColumn => ({ name: letter, type: 'text', formula: null }));
  return { kind: 'sheet', id, collapsed: false, name, columns, rows: [] };
}

/** True when nothing stands in any cell and nothing is computed. */
export function isEmptySheet(sheet: SheetCell): boolean {
  return sheet.rows.every(isBlank) && sheet.columns.every((column) => column.formula === null);
}

export function isBlank(row: Row): boolean {
  return row.every((value) => value === null);
}

export function valueAt(sheet: SheetCell, row: number, column: number): SheetValue {
  return sheet.rows[row]?.[column] ?? null;
}

/** Writes values at their places; a place below the last row makes rows, one in a computed column is passed over. */
export function setCells(
  sheet: SheetCell,
  cells: readonly { readonly row: number; readonly column: number; readonly value: SheetValue }[],
): SheetCell {
  const rows = [...sheet.rows];
  const own = new Set<number>();
  for (const { row, column, value } of cells) {
    if (row >= maxSheetRows || !sheet.columns[column] || sheet.columns[column].formula !== null) continue;
    if (value === null && (rows[row]?.[column] ?? null) === null) continue;
    while (rows.length <= row) rows.push(blankRow(sheet));
    if (!own.has(row)) {
      rows[row] = fullRow(sheet, rows[row]!);
      own.add(row);
    }
    rows[row]![column] = value;
  }
  return own.size === 0 ? sheet : { ...sheet, rows };
}

/** Writes what was typed into one cell. */
export function typeInto(sheet: SheetCell, row: number, column: number, text: string, reader: SheetReader): SheetCell {
  const type = sheet.columns[column]?.type ?? 'text';
  const value = readValue(text, type, reader, groupsIn(sheet, column, reader));
  return valueAt(sheet, row, column) === value ? sheet : setCells(sheet, [{ row, column, value }]);
}

export function clearCells(sheet: SheetCell, range: SheetRange): SheetCell {
  return setCells(
    sheet,
    placesIn(range, sheet).map((place) => ({ ...place, value: null })),
  );
}

/** Unit systems (or other groups) of the ids that a column already holds: a name that several groups know is read in theirs. */
export function groupsIn(sheet: SheetCell, column: number, { lookup }: SheetReader): Set<string> {
  const type = sheet.columns[column]?.type;
  const groups = new Set<string>();
  if (type !== 'unit' && type !== 'target' && type !== 'indicator') return groups;
  for (const row of sheet.rows) {
    const value = row[column];
    const group = typeof value === 'string' ? lookup[type].groupOf(value) : null;
    if (group !== null) groups.add(group);
  }
  return groups;
}

/** Empty rows before row `at`; as many as there is room for. */
export function insertRows(sheet: SheetCell, at: number, count: number): SheetCell {
  const room = Math.max(0, Math.min(count, maxSheetRows - sheet.rows.length));
  if (room === 0 || at > sheet.rows.length) return sheet;
  return { ...sheet, rows: sheet.rows.toSpliced(at, 0, ...Array.from({ length: room }, () => blankRow(sheet))) };
}

export function deleteRows(sheet: SheetCell, at: number, count: number): SheetCell {
  return at >= sheet.rows.length ? sheet : { ...sheet, rows: sheet.rows.toSpliced(at, count) };
}

/** Columns of text before column `at`, named by the next free letters; as many as there is room for. */
export function insertColumns(sheet: SheetCell, at: number, count: number): SheetCell {
  const room = Math.max(0, Math.min(count, maxSheetColumns - sheet.columns.length));
  if (room === 0) return sheet;
  const columns = [...sheet.columns];
  for (let i = 0; i < room; i++) columns.splice(at + i, 0, { name: freeLetter(columns), type: 'text', formula: null });
  const blanks = Array.from({ length: room }, (): SheetValue => null);
  return { ...sheet, columns, rows: sheet.rows.map((row) => fullRow(sheet, row).toSpliced(at, 0, ...blanks)) };
}

/** The last column never goes: it becomes an empty one. */
export function deleteColumns(sheet: SheetCell, at: number, count: number): SheetCell {
  const columns = sheet.columns.toSpliced(at, count);
  if (columns.length === 0) return { ...sheet, columns: [{ name: 'A', type: 'text', formula: null }], rows: [] };
  return { ...sheet, columns, rows: sheet.rows.map((row) => fullRow(sheet, row).toSpliced(at, count)) };
}

/** Null when the name is free; else why not. */
export function columnNameProblem(sheet: SheetCell, column: number, name: string): 'empty' | 'taken' | 'long' | null {
  const wanted = name.trim();
  if (wanted === '' || wanted.includes('\0')) return 'empty';
  if (wanted.length > 200) return 'long';
  return sheet.columns.some((other, at) => at !== column && sameName(other.name, wanted)) ? 'taken' : null;
}

/** Renames a column, in the formulas that use it too; the sheet itself where the name cannot be had. */
export function renameColumn(sheet: SheetCell, column: number, name: string): SheetCell {
  const before = sheet.columns[column]?.name;
  const wanted = name.trim();
  if (before === undefined || before === wanted || columnNameProblem(sheet, column, wanted)) return sheet;
  const columns = sheet.columns.map((one, at) => ({
    ...one,
    name: at === column ? wanted : one.name,
    formula: one.formula === null ? null : renamedIn(one.formula, before, wanted),
  }));
  return { ...sheet, columns };
}

/** Gives a column another type and reads its cells again; what does not fit stays as it was typed. */
export function retypeColumn(sheet: SheetCell, column: number, type: SheetType, reader: SheetReader): SheetCell {
  const before = sheet.columns[column];
  if (!before || before.type === type) return sheet;
  const columns = sheet.columns.with(column, { ...before, type });
  if (before.formula !== null) return { ...sheet, columns };
  const texts = sheet.rows.map((row) => editText(row[column] ?? null, before.type, reader));
  const values = readColumn(texts, type, reader);
  return { ...sheet, columns, rows: sheet.rows.map((row, at) => fullRow(sheet, row).with(column, values[at]!)) };
}

/**
 * A column of texts read as one type. Names that mean several things are read in a second pass in the group of those that are sure, so that a
 * list of provinces is one unit system; where the sure ones are of several groups, they stay open.
 */
export function readColumn(
  texts: readonly string[],
  type: SheetType,
  reader: SheetReader,
  known: ReadonlySet<string> = new Set(),
): SheetValue[] {
  const first = texts.map((text) => readValue(text, type, reader));
  if (type !== 'unit' && type !== 'target' && type !== 'indicator') return first;
  const groups = new Set(known);
  for (const value of first) {
    const group = typeof value === 'string' ? reader.lookup[type].groupOf(value) : null;
    if (group !== null) groups.add(group);
  }
  return texts.map((text, at) => (first[at] === text ? readValue(text, type, reader, groups) : first[at]!));
}

/** Makes a column computed by a SQL expression over the others, or with null one to type into. Its typed values go. */
export function setFormula(sheet: SheetCell, column: number, formula: string | null): SheetCell {
  const before = sheet.columns[column];
  const wanted = formula?.trim() || null;
  if (!before || before.formula === wanted) return sheet;
  const columns = sheet.columns.with(column, { ...before, formula: wanted });
  return { ...sheet, columns, rows: wanted === null ? sheet.rows : sheet.rows.map((row) => fullRow(sheet, row).with(column, null)) };
}

/**
 * Rows ordered by a column: numbers and days by size, names and texts in Vietnamese dictionary order, empty cells last. Equal rows stay in their order.
 * @param keyOf what a row is ordered by; default: the column's own values, as shown
 */
export function sortRows(
  sheet: SheetCell,
  column: number,
  direction: 'asc' | 'desc',
  reader: SheetReader,
  keyOf: (row: number) => SheetValue = (row) => valueAt(sheet, row, column),
): SheetCell {
  const type = sheet.columns[column]?.type ?? 'text';
  const collator = new Intl.Collator(localeOf.vi, { numeric: true });
  const keys = sheet.rows.map((_, row) => keyOf(row));
  const sign = direction === 'asc' ? 1 : -1;
  const order = keys
    .map((key, row) => ({ key, row, text: typeof key === 'string' ? (type === 'date' ? key : editText(key, type, reader)) : '' }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null) || a.row - b.row;
      if (typeof a.key === 'string' || typeof b.key === 'string') {
        const kinds = Number(typeof a.key === 'string') - Number(typeof b.key === 'string');
        return sign * (kinds || collator.compare(a.text, b.text)) || a.row - b.row;
      }
      return sign * (Number(a.key) - Number(b.key)) || a.row - b.row;
    });
  return { ...sheet, rows: order.map(({ row }) => sheet.rows[row]!) };
}

/** The next letter, or pair of letters, that no column is called. */
export function freeLetter(columns: readonly SheetColumn[]): string {
  for (let n = 0; ; n++) {
    const name = letterOf(n);
    if (!columns.some((column) => sameName(column.name, name))) return name;
  }
}

/** 0 → 'A', 25 → 'Z', 26 → 'AA', as spreadsheets count. */
function letterOf(n: number): string {
  const last = String.fromCharCode(65 + (n % 26));
  return n < 26 ? last : letterOf(Math.floor(n / 26) - 1) + last;
}

/** Places of the range that can be typed into. */
function placesIn(range: SheetRange, sheet: SheetCell): { readonly row: number; readonly column: number }[] {
  const places: { row: number; column: number }[] = [];
  for (let row = range.top; row <= range.bottom; row++)
    for (let column = range.left; column <= range.right; column++) places.push({ row, column });
  return places.filter(({ column }) => sheet.columns[column]?.formula === null);
}

function blankRow(sheet: SheetCell): SheetValue[] {
  return sheet.columns.map(() => null);
}

/** A copy of a row with a place for every column. */
function fullRow(sheet: SheetCell, row: Row): SheetValue[] {
  return sheet.columns.map((_, at) => row[at] ?? null);
}
