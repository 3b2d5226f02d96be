import type { Plain, ResultColumn, ResultTable } from '../result-table';
import { identifier } from '../sql/sql-literal';
import { relationOf } from '../sql/sql-relation';

/** One bar: the values from `from` to below `to` (the last bar includes its end), or the one value that both are. */
export interface ProfileBar {
  readonly from: Plain;
  readonly to: Plain;
  readonly rows: number;
}

/** What one column of a result holds. */
export interface ColumnProfile {
  readonly column: string;
  readonly rows: number;
  readonly nulls: number;
  /** Exact up to 10,000; beyond that an estimate within some percent. */
  readonly distinct: number;
  readonly distinctExact: boolean;
  /** Over what is not null; infinities and NaN are left out of `min`, `max`, `mean` and the bars, and counted in `notFinite`. */
  readonly min: Plain;
  readonly max: Plain;
  readonly mean: number | null;
  readonly notFinite: number;
  /** `ranges`: up to 20 of equal width. `values`: the most frequent ones, up to 8, most frequent first. */
  readonly kind: 'ranges' | 'values';
  readonly bars: readonly ProfileBar[];
  /** Rows with values that have no bar. */
  readonly otherRows: number;
}

const profileBars = 20;
const profileValues = 8;
const exactDistinct = 10_000;

/** How a column is measured along a line, as a DOUBLE expression over `x`; null for what is only counted by value. */
function measureOf({ type }: ResultColumn): string | null {
  if (type === 'number' || type === 'integer') return 'CAST(x AS DOUBLE)';
  if (type === 'date' || type === 'timestamp') return 'epoch(CAST(x AS TIMESTAMP))';
  return null;
}

/**
 * One statement that reads the reader's statement once and gives everything a profile shows: columns `part`, `position`, `low`, `high`
 * and `rows`. Part 'facts' holds each figure in a row of its own.
 */
export function profileSql(sql: string, column: ResultColumn): string {
  const measure = measureOf(column);
  const shown = column.type === 'text' || column.type === 'other' ? 'CAST(x AS VARCHAR)' : 'x';
  const finite = column.type === 'number' || column.type === 'date' || column.type === 'timestamp' ? 'isfinite(x)' : 'true';
  const cells = `cells AS MATERIALIZED (SELECT ${identifier(column.name)} AS x FROM ${relationOf(sql)}),
known AS (SELECT ${shown} AS x FROM cells WHERE x IS NOT NULL),
whole AS (SELECT count(*) AS rows, count(x) AS filled, approx_count_distinct(x) AS kinds FROM cells),
few AS (SELECT 1 FROM whole WHERE kinds <= ${exactDistinct}),
exact AS (SELECT count(DISTINCT x) AS kinds FROM known, few)`;
  const facts = (measured: string) => `SELECT 'facts' AS part, rows AS position, CAST(low AS VARCHAR) AS low, CAST(high AS VARCHAR) AS high,
    filled AS rows, CASE WHEN whole.kinds <= ${exactDistinct} THEN exact.kinds ELSE whole.kinds END AS kinds, whole.kinds <= ${exactDistinct} AS exactly, mean, finite
  FROM whole, exact, ${measured}`;
  if (measure === null)
    return `WITH ${cells},
ends AS (SELECT min(x) AS low, max(x) AS high, CAST(NULL AS DOUBLE) AS mean, count(*) AS finite FROM known),
top AS (SELECT x, count(*) AS rows FROM known GROUP BY x ORDER BY rows DESC, x LIMIT ${profileValues})
${facts('ends')}
UNION ALL SELECT 'bar', row_number() OVER (ORDER BY rows DESC, x), CAST(x AS VARCHAR), CAST(x AS VARCHAR), rows, NULL, NULL, NULL, NULL FROM top
ORDER BY part DESC, position`;
  const step = column.type === 'integer' ? 1 : column.type === 'date' ? 86_400 : 0;
  return `WITH ${cells},
measured AS (SELECT x, ${measure} AS spot FROM known WHERE ${finite}),
ends AS (SELECT min(x) AS low, max(x) AS high, ${column.type === 'date' || column.type === 'timestamp' ? 'CAST(NULL AS DOUBLE)' : 'avg(spot)'} AS mean, count(*) AS finite,
  min(spot) AS start, max(spot) AS stop FROM measured),
scale AS (SELECT start, stop, ${
    step === 0
      ? `CASE WHEN stop > start THEN ${profileBars} ELSE 1 END AS bars, stop - start AS span`
      : `least(${profileBars}, greatest(1, CAST(least((stop - start) / ${step} + 1, 1e9) AS INTEGER))) AS bars, stop - start + ${step} AS span`
  } FROM ends),
bins AS (SELECT CASE WHEN span > 0 THEN least(bars - 1, CAST(floor((spot - start) / span * bars) AS INTEGER)) ELSE 0 END AS bin, count(*) AS rows
  FROM measured, scale GROUP BY bin)
${facts('ends')}
UNION ALL SELECT 'bar', bin, CAST(start + span * bin / bars AS VARCHAR), CAST(start + span * (bin + 1) / bars AS VARCHAR), rows, NULL, NULL, NULL, NULL FROM bins, scale
ORDER BY part DESC, position`;
}

/** Reads what `profileSql` gave. */
export function profileIn(result: ResultTable, column: ResultColumn): ColumnProfile {
  const [rows, filled, kinds, finite] = [1, 4, 5, 8].map((at) => Number(result.cell(0, at) ?? 0)) as [number, number, number, number];
  const kind = measureOf(column) === null ? 'values' : 'ranges';
  const bars: ProfileBar[] = [];
  for (let row = 1; row < result.rowCount; row++) {
    const [from, to] = [result.cell(row, 2), result.cell(row, 3)];
    bars.push({ from: boundOf(from, column), to: boundOf(to, column), rows: Number(result.cell(row, 4)) });
  }
  const mean = result.cell(0, 7);
  return {
    column: column.name,
    rows,
    nulls: rows - filled,
    distinct: kinds,
    distinctExact: result.cell(0, 6) === true,
    min: extremeOf(result.cell(0, 2), column),
    max: extremeOf(result.cell(0, 3), column),
    mean: mean === null ? null : Number(mean),
    notFinite: filled - finite,
    kind,
    bars,
    otherRows: kind === 'values' ? filled - bars.reduce((sum, bar) => sum + bar.rows, 0) : 0,
  };
}

/** The engine's text of a bar's end: a number, or for days and times seconds since 1970 as ISO text. */
function boundOf(value: Plain, { type }: ResultColumn): Plain {
  if (value === null || type === 'text' || type === 'other') return value;
  if (type === 'boolean') return value === 'true';
  if (type === 'number' || type === 'integer') return Number(value);
  const iso = new Date(Number(value) * 1000).toISOString().replace(/\.000Z$|Z$/, '');
  return type === 'date' ? iso.slice(0, 10) : iso;
}

function extremeOf(value: Plain, { type }: ResultColumn): Plain {
  if (value === null) return null;
  if (type === 'boolean') return value === 'true';
  if (type === 'timestamp') return String(value).replace(' ', 'T');
  if (type !== 'number' && type !== 'integer') return value;
  return Number.isSafeInteger(Number(value)) || type === 'number' ? Number(value) : value;
}
