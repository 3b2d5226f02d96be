import type { ExportReference, FileSpec, SystemColumn, Value, YesStyle } from './model.ts';
import { numberText, percentText } from './number-text.ts';
import { periodText } from './periods.ts';
import type { DataRow, Mark } from './rows.ts';

export type LineKind = 'title' | 'unit' | 'header' | 'data' | 'total' | 'region' | 'note' | 'blank';

/** One line of the file before it is joined. Unpadded title and note lines have one cell. */
export interface Line {
  readonly kind: LineKind;
  readonly cells: string[];
  readonly row?: DataRow;
  readonly marks: Mark[];
}

/** A printed column: its field, its header in this file, what it holds. */
export interface PrintedColumn {
  readonly field: string;
  readonly role: string;
  readonly header: string;
}

/** Percent columns are never stored: each is printed from two other fields. */
const percentOf: Record<string, (value: (field: string) => number) => [number, number]> = {
  ontime_pct: (v) => [v('files_early') + v('files_ontime'), v('files_resolved')],
  integrated_pct: (v) => [v('services_integrated'), v('services_online')],
  signed_pct: (v) => [v('docs_signed'), v('docs_out')],
  disbursed_pct: (v) => [v('disbursed_cum'), v('plan_assigned')],
};

/** The file's percent column, printed from other fields. */
export function percentField(spec: FileSpec): string | undefined {
  return spec.columns.map((text) => text.split('=')[0] ?? '').find((field) => field in percentOf);
}

const decimalsOf: Record<string, number> = { median_issue_days: 1, cost_base: 1, cost_cut: 1, waste_tonnes_day: 1, sorted_tonnes_day: 1 };

const yesTexts: Record<YesStyle, readonly [string, string]> = {
  'Có/Không': ['Có', 'Không'],
  'x/': ['x', ''],
  'Đã hoàn thành/Chưa': ['Đã hoàn thành', 'Chưa'],
  'Đã ban hành/Chưa ban hành': ['Đã ban hành', 'Chưa ban hành'],
};

/** The columns of a file with the headers it prints. Throws on a field its system does not have. */
export function printedColumns(spec: FileSpec, reference: ExportReference): PrintedColumn[] {
  return spec.columns.map((text) => {
    const [field = '', choice] = text.split('=');
    const column = reference.columns.find((each: SystemColumn) => each.systemId === spec.systemId && each.field === field);
    if (column === undefined) throw new Error(`${spec.systemId} has no column ${field}`);
    const header = choice === undefined ? column.header : column.aliases[Number(choice) - 1];
    if (header === undefined) throw new Error(`${spec.systemId}.${field} has no alias ${choice}`);
    return { field, role: column.role, header };
  });
}

/** The cells of one data row, `ordinal` in the STT column. */
export function dataCells(spec: FileSpec, columns: readonly PrintedColumn[], row: DataRow, ordinal: number): string[] {
  const cells = columns.map((column) => {
    const override = row.overrides[column.field];
    if (override !== undefined) return override;
    switch (column.role) {
      case 'ordinal':
        return String(ordinal);
      case 'unit':
        return row.name;
      case 'unit_code':
        return row.unit.code;
      case 'period':
        return periodText(row.moment, spec.period);
      default:
        return figureText(spec, column.field, row.figures[column.field] ?? null, (field) => Number(row.figures[field]));
    }
  });
  if (row.shape === 'short') cells.pop();
  if (row.shape === 'long') cells.push('đã rà soát');
  return cells;
}

/** A total line over rows: counts added, percentages computed again, everything else left empty. */
export function totalCells(
  spec: FileSpec,
  columns: readonly PrintedColumn[],
  rows: readonly DataRow[],
  label: string,
  period: string,
  wrong: { readonly field: string; readonly add: number } | undefined,
): string[] {
  const sum = (field: string): number => {
    let total = 0;
    for (const row of rows) if (!row.rejected) total += printedNumber(row, field);
    return total + (wrong?.field === field ? wrong.add : 0);
  };
  return columns.map((column) => {
    if (column.role === 'unit') return label;
    if (column.role === 'period') return period;
    if (column.role !== 'number' || column.field === 'median_issue_days') return '';
    return figureText(spec, column.field, percentOf[column.field] === undefined ? sum(column.field) : null, sum);
  });
}

/** The number a row shows in a column as a reader will understand it; cells without a number add nothing. */
function printedNumber(row: DataRow, field: string): number {
  const override = row.overrides[field];
  if (override === undefined) return Number(row.figures[field] ?? 0);
  return /^-?\d+$/.test(override) ? Number(override) : 0;
}

function figureText(spec: FileSpec, field: string, value: Value, number: (field: string) => number): string {
  const parts = percentOf[field];
  if (parts !== undefined) return percentText(...parts(number));
  if (typeof value === 'number') return numberText(value, decimalsOf[field] ?? 0, spec.grouped === true);
  if (typeof value === 'boolean') return yesTexts[spec.yes ?? 'Có/Không'][value ? 0 : 1];
  return value ?? '';
}
