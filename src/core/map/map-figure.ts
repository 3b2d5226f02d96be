import type { Language } from '../language';
import { columnIndex, type Plain, type ResultTable } from '../result-table';
import { isVerdict, type Verdict } from '../verdict';
import type { ProvinceSystem } from './map-layout';

/** What a map tells of a unit. */
export interface MapFigure {
  readonly unitId: string;
  readonly name: string;
  readonly value: number | null;
  /** The other value of a map of two. */
  readonly second: number | null;
  /** Change of the value between two days. */
  readonly change: number | null;
  readonly verdict: Verdict | null;
  readonly goal: number | null;
  readonly gap: number | null;
  readonly gapWork: number | null;
  readonly rank: number | null;
  readonly status: string | null;
  readonly partsTotal: number | null;
  readonly partsPresent: number | null;
  readonly periodEnd: string | null;
  readonly origin: string | null;
  readonly file: string | null;
  readonly row: number | null;
  readonly documentId: string | null;
}

/** Columns that are no value to draw, though they are numbers. */
const notValues = new Set([
  'rank',
  'tied_with',
  'rank_low',
  'rank_high',
  'ranked',
  'row',
  'unit_code',
  'code',
  'sort_order',
  'unit_order',
  'place',
  'age_days',
  'parts_total',
  'parts_present',
  'period_start',
  'period_end',
  'tile_row',
  'tile_col',
  'lon',
  'lat',
]);

/** Columns of a result that a map can colour by: numbers, those that are meant as the figure first. */
export function valueColumns(table: ResultTable): string[] {
  const numbers = table.columns
    .filter(({ type, name }) => (type === 'number' || type === 'integer') && !notValues.has(name))
    .map(({ name }) => name);
  const first = ['value', 'actual'].filter((name) => numbers.includes(name));
  return [...first, ...numbers.filter((name) => !first.includes(name))];
}

/** Systems of provinces that a result speaks of, the one with more rows first. */
export function systemsIn(table: ResultTable): ProvinceSystem[] {
  const unit = columnIndex(table, 'unit_id');
  const count = { '63': 0, '34': 0 };
  if (unit < 0) return [];
  for (let row = 0; row < table.rowCount; row++) {
    const system = /^(63|34):/.exec(String(table.cell(row, unit)))?.[1];
    if (system === '63' || system === '34') count[system]++;
  }
  return (['34', '63'] as const).filter((system) => count[system] > 0).sort((a, b) => count[b] - count[a]);
}

/** One figure for each unit of a result: of several rows of a unit the last one speaks. Columns are read where they are there. */
export function figuresOf(
  table: ResultTable,
  language: Language,
  columns: { readonly value: string; readonly second?: string | undefined },
): Map<string, MapFigure> {
  const reader = (name: string | undefined) => {
    const at = name === undefined ? -1 : columnIndex(table, name);
    return (row: number): Plain => (at < 0 ? null : table.cell(row, at));
  };
  const unit = reader('unit_id');
  const name = reader(language === 'en' && columnIndex(table, 'unit_name_en') >= 0 ? 'unit_name_en' : 'unit_name');
  const [value, second, change, verdict] = [reader(columns.value), reader(columns.second), reader('change'), reader('verdict')];
  const [goal, gap, work, rank] = [reader('goal'), reader('gap'), reader('gap_work'), reader('rank')];
  const status = columnIndex(table, 'status') >= 0 ? reader('status') : reader('status_to');
  const [total, present] = [reader('parts_total'), reader('parts_present')];
  const end = columnIndex(table, 'period_end') >= 0 ? reader('period_end') : reader('day_to');
  const [origin, file, line, document] = [reader('origin'), reader('file'), reader('row'), reader('document_id')];
  const figures = new Map<string, MapFigure>();
  for (let row = 0; row < table.rowCount; row++) {
    const id = String(unit(row));
    const judged = verdict(row);
    figures.set(id, {
      unitId: id,
      name: String(name(row) ?? id),
      value: number(value(row)),
      second: number(second(row)),
      change: number(change(row)),
      verdict: isVerdict(judged) ? judged : null,
      goal: number(goal(row)),
      gap: number(gap(row)),
      gapWork: number(work(row)),
      rank: number(rank(row)),
      status: text(status(row)),
      partsTotal: number(total(row)),
      partsPresent: number(present(row)),
      periodEnd: text(end(row)),
      origin: text(origin(row)),
      file: text(file(row)),
      row: number(line(row)),
      documentId: text(document(row)),
    });
  }
  return figures;
}

/** Two indicators of a result in long form, as the two values of a unit. */
export function pairedFigures(
  table: ResultTable,
  language: Language,
  indicators: readonly [first: string, second: string],
): Map<string, MapFigure> {
  const indicator = columnIndex(table, 'indicator_id');
  const rowsOf = (id: string): ResultTable => {
    const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => table.cell(row, indicator) === id);
    return { columns: table.columns, rowCount: rows.length, cell: (row, column) => table.cell(rows[row]!, column) };
  };
  const first = figuresOf(rowsOf(indicators[0]), language, { value: 'value' });
  const second = figuresOf(rowsOf(indicators[1]), language, { value: 'value' });
  const ids = new Set([...first.keys(), ...second.keys()]);
  return new Map(
    [...ids].map((id) => {
      const one = first.get(id);
      const other = second.get(id);
      return [id, { ...(one ?? other)!, value: one?.value ?? null, second: other?.value ?? null }];
    }),
  );
}

const number = (value: Plain) =>
  typeof value === 'number' ? value : typeof value === 'string' && value !== '' && Number.isFinite(Number(value)) ? Number(value) : null;
const text = (value: Plain) => (value === null ? null : String(value));
