import type { Pivot } from './pivot';
import { dimensionName, measureName, pivotResultWords } from './pivot-names';
import { columnIndex, type Plain, type ResultTable } from '../result-table';

/** Values of the column dimensions, outermost first. Shorter than the dimensions: a subtotal; empty: the total over all columns. */
export type PivotKey = readonly Plain[];

/** What a column of a pivot's result holds. */
export type PivotField =
  | { readonly kind: 'row'; readonly name: string; readonly index: number }
  /** Number of row dimensions that stand in the row: all of them in ordinary rows, 0 in the grand total. */
  | { readonly kind: 'level'; readonly name: string }
  /** A column dimension and its level; in the long form only. */
  | { readonly kind: 'column'; readonly name: string; readonly index: number }
  | { readonly kind: 'column-level'; readonly name: string }
  /** `key` null: the long form, or a goal, which is the same in every column. */
  | { readonly kind: 'measure'; readonly name: string; readonly measure: number; readonly key: PivotKey | null };

/** Names within the statement, which no heading may take. */
const inner = /^(row|column|numerator|denominator|sum|count|min|max|value)_\d+$/i;

/**
 * The columns of the result in order. The one place that names them: the statement, the chart and drilling all read it.
 *
 * @param keys wide form: keys of the column dimensions in order; null: long form, one row for each key
 */
export function pivotFields(pivot: Pivot, keys: readonly PivotKey[] | null): PivotField[] {
  const { rows, columns, measures, totals } = pivot;
  const free = freeNames();
  const fields: PivotField[] = rows.map((row, index) => ({ kind: 'row', name: free(dimensionName(row, pivot)), index }));
  const wide = keys !== null && columns.length > 0;
  if (!wide) columns.forEach((column, index) => fields.push({ kind: 'column', name: free(dimensionName(column, pivot)), index }));
  if (rows.length > 0 && (totals.rows || (totals.subtotals && rows.length > 1))) fields.push({ kind: 'level', name: free('level') });
  if (!wide && columns.length > 0 && (totals.columns || (totals.subtotals && columns.length > 1)))
    fields.push({ kind: 'column-level', name: free('column_level') });
  const add = (measure: number, name: string, key: PivotKey | null) => fields.push({ kind: 'measure', name: free(name), measure, key });
  const names = measures.map((measure) => measureName(measure, pivot));
  const perKey = measures.flatMap((measure, i) => (measure.kind === 'target' ? [] : [i]));
  const goals = measures.flatMap((measure, i) => (measure.kind === 'target' ? [i] : []));
  if (!wide) names.forEach((name, i) => add(i, name, null));
  else {
    for (const key of withSubtotals(pivot, keys)) {
      const words = keyName(pivot, key);
      for (const i of perKey) add(i, perKey.length === 1 ? words : `${words} · ${names[i]}`, key);
    }
    for (const i of goals) add(i, names[i]!, null);
  }
  return fields;
}

/** Each key, after the last of a group its subtotal where wanted, and the total over all columns. */
function withSubtotals(pivot: Pivot, keys: readonly PivotKey[]): PivotKey[] {
  const shown = keys.slice(0, pivot.columnLimit);
  const all: PivotKey[] = [];
  for (const [i, key] of shown.entries()) {
    all.push(key);
    if (!pivot.totals.subtotals) continue;
    for (let length = key.length - 1; length > 0; length--) {
      const group = key.slice(0, length);
      const next = shown[i + 1]?.slice(0, length);
      if (JSON.stringify(next) !== JSON.stringify(group)) all.push(group);
    }
  }
  if (pivot.totals.columns) all.push([]);
  return all;
}

function keyName(pivot: Pivot, key: PivotKey): string {
  const { language } = pivot;
  if (key.length === 0) return pivotResultWords.grandTotal[language];
  const parts = key.map((value) => (value === null || value === '' ? pivotResultWords.blank[language] : String(value)));
  // '2025 quý 3' says its year already.
  const words = parts.filter((part, i) => !parts[i + 1]?.startsWith(`${part} `) && !parts[i + 1]?.startsWith(`${part}-`)).join(' · ');
  return key.length < pivot.columns.length ? `${words} · ${pivotResultWords.subtotal[language]}` : words;
}

/** Names in a result are told apart without regard to case, as the engine does; the second 'A' becomes 'a (2)'. */
function freeNames(): (wanted: string) => string {
  const used = new Set<string>();
  return (wanted) => {
    const base = wanted.replaceAll('\0', '\ufffd') || pivotResultWords.blank.en;
    let name = base;
    for (let n = 2; used.has(name.toLowerCase()) || inner.test(name); n++) name = `${base} (${n})`;
    used.add(name.toLowerCase());
    return name;
  };
}

/** The part of the data behind one cell: values of the first row and of the first column dimensions; fewer than there are in totals. */
export interface PivotCellKeys {
  readonly rows: readonly Plain[];
  readonly columns: readonly Plain[];
}

/** What `drillSql` needs for a cell of a pivot's result, or null when the fields are not those of this result. */
export function cellKeys(fields: readonly PivotField[], table: ResultTable, row: number, column: string): PivotCellKeys | null {
  const field = fields.find((one) => one.name === column);
  const read = (name: string) => {
    const at = columnIndex(table, name);
    return at < 0 ? undefined : table.cell(row, at);
  };
  const side = (kind: 'row' | 'column', levelKind: 'level' | 'column-level') => {
    const dimensions = fields.filter((one) => one.kind === kind);
    const level = fields.find((one) => one.kind === levelKind);
    const length = level ? read(level.name) : dimensions.length;
    const values = dimensions.slice(0, typeof length === 'number' ? length : 0).map((one) => read(one.name));
    return typeof length !== 'number' || values.includes(undefined) ? null : values.map((value) => value ?? null);
  };
  const rows = side('row', 'level');
  const columns = field?.kind === 'measure' && field.key ? field.key : side('column', 'column-level');
  return field && rows && columns ? { rows, columns } : null;
}

/** The keys that `pivotKeysSql` asked for, one a row. */
export function keysOf(table: ResultTable): PivotKey[] {
  return Array.from({ length: table.rowCount }, (_, row) => table.columns.map((_column, column) => table.cell(row, column)));
}
