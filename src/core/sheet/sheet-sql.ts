import type { SheetCell, SheetColumn } from '../notebook/notebook';
import { isBlank } from './sheet';
import { computedOrder, sameName } from './sheet-formula';
import { problemOf, type SheetType, type SheetValue } from './sheet-value';
import { emptyLookup } from './sheet-names';
import { identifier, textLiteral } from '../sql/sql-literal';

/** The engine's type for each type of column. */
const sqlTypeOf: Record<SheetType, string> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  integer: 'BIGINT',
  date: 'DATE',
  boolean: 'BOOLEAN',
  unit: 'VARCHAR',
  target: 'VARCHAR',
  indicator: 'VARCHAR',
};

/** The typed values as CSV without a header, for `typedRelation` to read. Blank rows are left out; so is what does not fit its column. */
export interface SheetRows {
  readonly csv: string;
  /** Row in the sheet of each row written. */
  readonly rows: readonly number[];
  /** Cells left out because they do not fit. Ids are not judged here. */
  readonly misfits: number;
}

export function sheetRows(sheet: SheetCell): SheetRows {
  const typed = typedColumns(sheet);
  const rows: number[] = [];
  const lines: string[] = [];
  let misfits = 0;
  sheet.rows.forEach((row, at) => {
    let written = writtenRows.get(row);
    if (written?.columns !== sheet.columns) {
      written = { columns: sheet.columns, ...writtenRow(row, typed) };
      writtenRows.set(row, written);
    }
    if (written.line === null) return;
    rows.push(at);
    lines.push(written.line);
    misfits += written.misfits;
  });
  return { csv: lines.join(''), rows, misfits };
}

interface WrittenRow {
  /** Null for a blank row. */
  readonly line: string | null;
  readonly misfits: number;
}

/** Rows as they were written before: an edit leaves all others what they are, and writing half a million cells again at each would be felt. */
const writtenRows = new WeakMap<SheetCell['rows'][number], WrittenRow & { readonly columns: SheetCell['columns'] }>();

function writtenRow(row: SheetCell['rows'][number], typed: ReturnType<typeof typedColumns>): WrittenRow {
  if (isBlank(row)) return { line: null, misfits: 0 };
  let misfits = 0;
  const fields = typed.map(({ column, at }) => {
    const value = row[at] ?? null;
    if (isId(column.type) || problemOf(value, column.type, emptyLookup) === null) return field(value);
    misfits++;
    return '';
  });
  return { line: `${fields.join(',')}\n`, misfits };
}

function field(value: SheetValue): string {
  // NUL ends a text in the engine's reader.
  return value === null || value === '' ? '' : `"${String(value).replaceAll('\0', '').replaceAll('"', '""')}"`;
}

function typedColumns(sheet: SheetCell): { readonly column: SheetColumn; readonly at: number }[] {
  return sheet.columns.flatMap((column, at) => (column.formula === null ? [{ column, at }] : []));
}

function isId(type: SheetType): type is 'unit' | 'target' | 'indicator' {
  return type === 'unit' || type === 'target' || type === 'indicator';
}

/** A SELECT of the typed columns, read from the CSV at `path`; null instead gives no rows, only the types. An id that the model does not know is NULL. */
function typedRelation(sheet: SheetCell, path: string | null): string {
  const typed = typedColumns(sheet);
  if (path === null) {
    const nulls = typed.map(({ column }) => `CAST(NULL AS ${sqlTypeOf[column.type]}) AS ${identifier(column.name)}`);
    return `SELECT ${[...nulls, `CAST(NULL AS BIGINT) AS ${rowName(sheet)}`].join(', ')} WHERE false`;
  }
  const fields = typed.map(({ column, at }) => {
    const name = identifier(column.name);
    if (isId(column.type)) return `CASE WHEN c${at} IN (SELECT ${column.type}_id FROM ${column.type}) THEN c${at} END AS ${name}`;
    return `TRY_CAST(c${at} AS ${sqlTypeOf[column.type]}) AS ${name}`;
  });
  const columns = typed.map(({ at }) => `'c${at}': 'VARCHAR'`).join(', ');
  return (
    `SELECT ${[...fields, `row_number() OVER () AS ${rowName(sheet)}`].join(', ')} FROM read_csv(${textLiteral(path)}, auto_detect = false, header = false, ` +
    `delim = ',', quote = '"', escape = '"', nullstr = '', new_line = '\\n', parallel = false, max_line_size = 33554432, columns = {${columns}})`
  );
}

/**
 * The sheet as one SELECT: typed columns, then computed ones, each over all that were worked out before it, in the order of the sheet.
 * @param computed places of the computed columns to work out, each after those it uses
 * @param path the CSV of `sheetRows`, or null for no rows
 */
export function sheetSelect(sheet: SheetCell, computed: readonly number[], path: string | null): string {
  const steps = [`s0 AS (${typedRelation(sheet, path)})`];
  computed.forEach((at, i) => {
    const { name, formula } = sheet.columns[at]!;
    steps.push(`s${i + 1} AS (SELECT *, (\n${formula}\n) AS ${identifier(name)} FROM s${i})`);
  });
  const names = sheet.columns.flatMap((column, at) => (column.formula === null || computed.includes(at) ? [identifier(column.name)] : []));
  return `WITH ${steps.join(',\n')}\nSELECT ${names.join(', ')} FROM s${computed.length} ORDER BY ${rowName(sheet)}`;
}

/** A name for the place of each row that no column has. */
function rowName(sheet: SheetCell): string {
  let name = '__row';
  while (sheet.columns.some((column) => sameName(column.name, name))) name += '_';
  return name;
}

/** The computed columns that `wanted` rests on and itself, in the order to work them out. */
export function chainTo(columns: readonly SheetColumn[], wanted: number): number[] {
  const { order, uses } = computedOrder(columns);
  const needed = new Set([wanted]);
  for (const at of [...order].reverse()) if (needed.has(at)) for (const used of uses.get(at) ?? []) needed.add(used);
  return order.filter((at) => needed.has(at));
}
