import { emptyBuild, type BuildChannel, type ChartBuild } from './chart-build';
import { isCode, ratioOf } from './chart-fields';
import { columnLanguage } from '../column-label';
import type { Language } from '../language';
import type { ResultColumn, ResultTable } from '../result-table';

/** What a look at the first rows tells; by column name. */
export interface ColumnFacts {
  /** Rows looked at. */
  readonly rows: number;
  /** Different values among them, null not counted. */
  readonly distinct: Readonly<Record<string, number>>;
}

const looks = 2000;

/** Counts different values in at most 2 000 rows. */
export function columnFacts(table: ResultTable): ColumnFacts {
  const rows = Math.min(table.rowCount, looks);
  const distinct = table.columns.map(({ name }, column) => {
    const seen = new Set<unknown>();
    for (let row = 0; row < rows; row++) {
      const value = table.cell(row, column);
      if (value !== null) seen.add(value);
    }
    return [name, seen.size] as const;
  });
  return { rows, distinct: Object.fromEntries(distinct) };
}

const timeNames = /^(period_end|period_start|period|month|quarter|year|ky|thang|quy|nam|ngay)|period|(^|_)(month|ky|thang|ngay|date)(_|$)/i;
const rateNames =
  /rate|share|pct|percent|ratio|coverage|index|score|mean|median|median|ty_?le|ti_?le|tỷ lệ|tỉ lệ|%|chi_?so|diem|^(actual|value|gap|goal)$/i;
const unitNames =
  /^(unit_name|unit|province|name|name_vi|name_en|from_name|to_name)$|don_?vi|đơn vị|tinh|tỉnh|dia_phuong|địa phương|so_nganh|bo_nganh/i;
const groupNames =
  /^(region|region_vi|region_en|area|indicator_vi|indicator_en|indicator|target_vi|target_en)$|vung|vùng|linh_vuc|lĩnh vực|khu_vuc/i;
const goalNames = /^(goal|target_value|muc_tieu|chi_tieu|ke_hoach)$|mục tiêu|chỉ tiêu/i;
const notMeasures =
  /^(rank|tied_with|row|dong|stt|age_days|days_left|sort_order|bound|numerator|denominator|goal)$|_rank$|(^|_)(id|code|ma)$/i;

/** A rate or an index: adding it up means nothing. */
export const isRate = (name: string) => rateNames.test(name);

/** How a column is combined when several rows fall on one mark. */
export function combining(column: ResultColumn, columns: readonly ResultColumn[], facts?: ColumnFacts): BuildChannel {
  if (column.type !== 'number' && column.type !== 'integer') return { column: column.name, aggregate: 'distinct' };
  const parts = ratioOf(column.name, columns);
  if (parts && (facts?.distinct[parts.over] ?? 1) > 0) return { ...parts, aggregate: 'ratio' };
  return { column: column.name, aggregate: isRate(column.name) ? 'mean' : 'sum' };
}

/**
 * A first chart from what the columns are and are called; null when there is nothing to draw.
 * - verdicts: stacked counts
 * - a period and a measure: a line, in colours when the rows belong to up to twelve different units
 * - names and a measure: bars, the longest first, with the goal marked
 * - two measures: dots
 * - names alone: counts
 */
export function suggestChart(columns: readonly ResultColumn[], facts?: ColumnFacts, language: Language = 'vi'): ChartBuild | null {
  const names = columns.map(({ name }) => name);
  const shown = columns.filter(({ name }) => (columnLanguage(name, names) ?? language) === language);
  const many = (column: ResultColumn) => (facts?.distinct[column.name] ?? 2) > 1;
  const texts = shown.filter(
    ({ type, name }) => type === 'text' && !/(^|_)(id|file|sheet|note|detail|code)$/.test(name) && name !== 'verdict',
  );
  const measures = shown
    .filter((column) => (column.type === 'number' || column.type === 'integer') && !notMeasures.test(column.name) && !isCode(column))
    .toSorted((a, b) => Number(isRate(b.name)) - Number(isRate(a.name)));
  const times = shown.filter(
    ({ type, name }) => (type === 'date' || type === 'timestamp') && !/deadline|^as_of$|effective|valid_/.test(name),
  );
  const time = times.find(({ name }) => timeNames.test(name)) ?? times[0];
  const unit = texts.find((column) => unitNames.test(column.name) && many(column)) ?? texts.find(many) ?? texts[0];
  const group = texts.find((column) => groupNames.test(column.name) && many(column) && column !== unit);
  const [measure, second] = measures;
  const goal = shown.find(({ name, type }) => goalNames.test(name) && (type === 'number' || type === 'integer'));
  const alone = (column: ResultColumn) => facts !== undefined && facts.distinct[column.name] === facts.rows;
  const targets: ChartBuild['targets'] = goal && goal !== measure ? [{ kind: 'column', column: goal.name, label: '' }] : [];

  if (names.includes('verdict')) {
    const by = group ?? unit;
    return {
      ...emptyBuild,
      x: { column: null, aggregate: 'count' },
      ...(by && { y: { column: by.name, sort: 'value-down' } }),
      color: { column: 'verdict' },
    };
  }
  if (time && measure && many(time)) {
    const series = [unit, group].find((column) => column && many(column) && (facts?.distinct[column.name] ?? 13) <= 12);
    const single = facts !== undefined && alone(time);
    const y: BuildChannel =
      single || (series && facts && rowsArePairs(facts, time, series)) ? { column: measure.name } : combining(measure, columns, facts);
    return { ...emptyBuild, mark: 'line', x: { column: time.name }, y, ...(series && { color: { column: series.name } }), targets };
  }
  if (unit && measure) {
    const x = alone(unit) ? { column: measure.name } : combining(measure, columns, facts);
    return { ...emptyBuild, x, y: { column: unit.name, sort: 'value-down' }, targets };
  }
  if (measure && second)
    return {
      ...emptyBuild,
      mark: 'point',
      x: { column: measure.name },
      y: { column: second.name },
      tooltip: unit ? [{ column: unit.name }] : [],
    };
  const category = unit ?? shown.find(({ type }) => type === 'boolean' || type === 'integer') ?? time;
  if (!category) return measure ? { ...emptyBuild, mark: 'point', x: { column: measure.name } } : null;
  return {
    ...emptyBuild,
    x: { column: null, aggregate: 'count' },
    y: { column: category.name, sort: 'value-down', ...(category.type === 'integer' && { as: 'category' }) },
  };
}

/** Whether each pair of the two columns can be a row of its own. */
function rowsArePairs({ rows, distinct }: ColumnFacts, a: ResultColumn, b: ResultColumn): boolean {
  return rows <= (distinct[a.name] ?? 0) * (distinct[b.name] ?? 0);
}
