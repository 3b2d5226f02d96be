import { readCsv } from '../csv';
import { Draw } from './seeded';
import type { Fact, Told } from './report-fact';

/** A unit as the truth knows it. */
export interface PlanUnit {
  /** `system:code`. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
}

/** Where and how one row's cell of a column is written. */
export interface PlanColumn {
  readonly head: string;
  /** Printed over several heads. */
  readonly group?: string;
  readonly english?: string;
  /** What the cell says; undefined: the column is no fact (running number, remarks in passing). */
  readonly value: (row: number) => Fact['value'] | undefined;
  readonly text: (row: number) => string;
  readonly kind: 'number' | 'date' | 'text';
}

/** A report before it is written: what it says, and every habit of the office that writes it. Faults are changes to one. */
export interface Plan {
  readonly seed: number;
  readonly units: readonly PlanUnit[];
  readonly unitHead: string;
  readonly unitText: (unit: PlanUnit, row: number) => string;
  /** Periods in the order of rows, one for each unit and row; null: the table has none. */
  readonly periods: { readonly head: string; readonly of: (row: number) => { text: string; key: string } } | null;
  readonly columns: readonly PlanColumn[];
  readonly titles: readonly string[];
  readonly unitNote: string | null;
  readonly ordinal: string | null;
  readonly codeRow: boolean;
  readonly groups: 'none' | 'one row' | 'group rows';
  readonly sections: boolean;
  readonly regions: boolean;
  readonly totals: 'none' | 'above' | 'below';
  readonly notes: readonly string[];
  readonly pageHeads: boolean;
  readonly blanks: 'none' | 'rows' | 'column';
  readonly arrangement: 'rows' | 'transposed' | 'side by side' | 'paired' | 'stacked';
  readonly english: boolean;
  /** Changes the text of the whole file before its bytes are made. */
  readonly letters: (text: string) => string;
  readonly bytes: (text: string) => Uint8Array;
  readonly delimiter: string;
  readonly end: string;
  readonly told: readonly Told[];
  /** Rows whose unit is not to be matched: their facts are nobody's. */
  readonly unmatched: ReadonlySet<number>;
}

const list = readCsv('sample-data/reference/unit.csv').rows;

/** Units of one system in the list's order. */
export function unitsOf(system: string): PlanUnit[] {
  return list
    .filter((row) => row.unit_system === system && row.kind !== 'country')
    .map((row) => ({ id: `${system}:${row.code}`, name: row.name_vi ?? '', region: row.region_vi ?? '' }));
}

/** Numbers of one unit's row. `done` is at most `total`, `rate` is a percentage with two decimals, `money` has one. */
export interface PlanFigures {
  readonly total: number;
  readonly done: number;
  readonly rate: number;
  readonly money: number;
  readonly day: string;
}

export function figuresOf(seed: number, count: number): PlanFigures[] {
  const draw = new Draw(seed);
  return Array.from({ length: count }, () => {
    const total = 1200 + draw.below(98_000);
    const done = Math.floor(total * (0.6 + draw.below(3900) / 10_000));
    const day = new Date(Date.UTC(2020, 5, 1 + draw.below(60))).toISOString().slice(0, 10);
    return { total, done, rate: Math.round((10_000 * done) / total) / 100, money: (1100 + draw.below(90_000)) / 10 + 0.1, day };
  }).map((one) => ({ ...one, money: Math.round(one.money * 10) / 10 }));
}

/** How numbers are written: marks for decimals and thousands. */
export function written(value: number, decimal: string, group: string, digits?: number): string {
  const [whole = '', fraction] = (digits === undefined ? String(value) : value.toFixed(digits)).split('.');
  const grouped = group === '' ? whole : whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, group);
  return fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
}

/** Day, month and year of an ISO date, written with a mark between. */
export function writtenDay(day: string, mark = '/'): string {
  return day.split('-').reverse().join(mark);
}

/** Rewrites one column. */
export function withColumn(plan: Plan, head: string, change: (column: PlanColumn) => PlanColumn): Plan {
  if (!plan.columns.some((column) => column.head === head)) throw new Error(`no column ${head}`);
  return { ...plan, columns: plan.columns.map((column) => (column.head === head ? change(column) : column)) };
}

export const heads = {
  total: 'Tổng số hồ sơ tiếp nhận',
  done: 'Giải quyết đúng hạn',
  rate: 'Tỷ lệ đúng hạn (%)',
  money: 'Kinh phí (triệu đồng)',
  day: 'Ngày báo cáo',
  note: 'Ghi chú',
};

/** A sound report: heads in the first row, decimal point, ISO-like day-first dates, 24 units of the 63. */
export function soundPlan(seed: number): Plan {
  const draw = new Draw(seed + 1);
  const from = draw.below(39);
  const units = unitsOf('63').slice(from, from + 24);
  const figures = figuresOf(seed, 70);
  const number = (head: string, of: (one: PlanFigures) => number, more: Partial<PlanColumn> = {}): PlanColumn => ({
    head,
    kind: 'number',
    value: (row) => of(figures[row]!),
    text: (row) => String(of(figures[row]!)),
    ...more,
  });
  return {
    seed,
    units,
    unitHead: 'Đơn vị',
    unitText: (unit) => unit.name,
    periods: null,
    columns: [
      number(heads.total, (one) => one.total, { group: 'Hồ sơ', english: 'Dossiers received' }),
      number(heads.done, (one) => one.done, { group: 'Hồ sơ', english: 'Settled on time' }),
      number(heads.rate, (one) => one.rate, { group: 'Hồ sơ', english: 'On-time rate (%)' }),
      number(heads.money, (one) => one.money, { english: 'Funds (million dong)' }),
      {
        head: heads.day,
        kind: 'date',
        english: 'Reported on',
        value: (row) => figures[row]!.day,
        text: (row) => writtenDay(figures[row]!.day),
      },
      {
        head: heads.note,
        kind: 'text',
        english: 'Remarks',
        value: () => undefined,
        text: (row) => (row % 7 === 3 ? 'Đã đối chiếu, có biên bản' : ''),
      },
    ],
    titles: [],
    unitNote: null,
    ordinal: 'STT',
    codeRow: false,
    groups: 'none',
    sections: false,
    regions: false,
    totals: 'none',
    notes: [],
    pageHeads: false,
    blanks: 'none',
    arrangement: 'rows',
    english: false,
    letters: (text) => text,
    bytes: (text) => new TextEncoder().encode(text),
    delimiter: ',',
    end: '\r\n',
    told: [],
    unmatched: new Set(),
  };
}
