import type { ResultColumn } from '../result-table';
import type { Plain } from '../result-table';
import { dateLiteral, isIsoDate, numberLiteral, textLiteral } from './sql-literal';
import { isSymbol, isWord, nameIn, sqlPieces, closingOf } from './sql-pieces';
import { sqlName } from './sql-name';
import { wordsOf } from './sql-words';

/**
 * A query from a click: each function takes a statement and gives a new one that a reader can follow and go on writing. The statement
 * itself stays as it is, inside `WITH result AS (…)`; a second filter joins the first instead of wrapping once more.
 * Parameters stay parameters. Nothing here runs anything.
 */

/** `contains` looks for a part of a text without regard to case; `empty` and `not-empty` take no value. */
export type FilterComparison = '=' | '<>' | '>' | '>=' | '<' | '<=' | 'contains' | 'empty' | 'not-empty';

/** What is computed for each group. */
export const groupMeasures = ['sum', 'avg', 'median', 'min', 'max', 'count'] as const;
export type GroupMeasure = (typeof groupMeasures)[number];

/** Only the rows in which the column compares so with the value. @throws RangeError when the value cannot be one of the column's */
export function filtered(sql: string, column: ResultColumn, comparison: FilterComparison, value: Plain): string {
  const condition = conditionOf(column, comparison, value);
  const tail = ownTail(sql);
  if (tail !== null) return `${sql.trimEnd().replace(/;$/, '').trimEnd()}\n  ${tail ? 'AND' : 'WHERE'} ${condition}`;
  return wrapped(sql, (name) => `SELECT *\nFROM ${name}\nWHERE ${condition}`);
}

/**
 * One row for each value of the column, with how many rows it has and a measure of other columns, most rows first.
 * Where the statement has both a numerator and a denominator, their ratio is computed anew from the sums; a ratio is never averaged.
 */
export function grouped(
  sql: string,
  column: string,
  measures: readonly { readonly column: string; readonly measure: GroupMeasure }[] = [],
  ratio: { readonly numerator: string; readonly denominator: string; readonly scale: number } | null = null,
): string {
  const key = sqlName(column);
  const parts = [
    key,
    'count(*) AS row_count',
    ...measures.map((one) => `${one.measure}(${sqlName(one.column)}) AS ${sqlName(`${one.measure}_${one.column}`)}`),
    ...(ratio
      ? [
          `${ratio.scale === 1 ? '1.0' : `${ratio.scale}.0`} * sum(${sqlName(ratio.numerator)}) / nullif(sum(${sqlName(ratio.denominator)}), 0) AS ratio`,
        ]
      : []),
  ];
  return wrapped(sql, (name) => `SELECT\n  ${parts.join(',\n  ')}\nFROM ${name}\nGROUP BY ${key}\nORDER BY row_count DESC, ${key}`);
}

/** The `n` rows with the greatest (or, with `lowest`, the smallest) values; rows without a value come last. */
export function topN(sql: string, column: string, n: number, lowest = false): string {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`top n; ${n} is not a number of rows`);
  return wrapped(sql, (name) => `SELECT *\nFROM ${name}\nORDER BY ${sqlName(column)} ${lowest ? 'ASC' : 'DESC'} NULLS LAST\nLIMIT ${n}`);
}

/** What a comparison with a target reads. */
export interface TargetColumns {
  /** The column to hold against the goal, in the indicator's unit; null takes the target's own verdict for each unit. */
  readonly value: string | null;
  /** The column with unit ids; needed where `value` is null. */
  readonly unit: string | null;
  /** The day of the verdict as a SQL expression, such as `$as_of` or `DATE '2020-12-31'`. */
  readonly asOf?: string;
}

/**
 * Holds each row against a target. With a value column: the goal, whether the value meets it and the gap, in the indicator's unit.
 * Without one: the verdict that the observations give for the row's unit; units to which the target does not apply get none.
 */
export function comparedWithTarget(sql: string, targetId: string, columns: TargetColumns): string {
  const id = textLiteral(targetId);
  if (columns.value !== null) {
    const value = sqlName(columns.value);
    return wrapped(
      sql,
      (name) => `SELECT
  ${name}.*,
  demand.comparator,
  demand.goal,
  demand.measured_in,
  compare_value(${name}.${value}, demand.comparator, demand.goal) AS meets_goal,
  gap_to_goal(${name}.${value}, demand.comparator, demand.goal, smallest_step(demand.indicator_kind, NULL, NULL)) AS gap_to_goal
FROM ${name}
LEFT JOIN demand ON demand.target_id = ${id}`,
    );
  }
  if (columns.unit === null) throw new RangeError('target; neither a value nor a unit column');
  const unit = sqlName(columns.unit);
  return wrapped(
    sql,
    (name) => `SELECT
  ${name}.*,
  judged.verdict AS target_verdict,
  judged.actual AS target_actual,
  judged.comparator AS target_comparator,
  judged.goal AS target_goal,
  judged.gap AS target_gap,
  judged.origin AS target_origin
FROM ${name}
LEFT JOIN verdict(${columns.asOf ?? '$as_of'}, target_ids := [${id}]) AS judged ON judged.unit_id = ${name}.${unit}`,
  );
}

/** What a statement has to give so that it can be restated: figures of units, indicators and periods. */
export const restatable: readonly string[] = ['unit_id', 'indicator_id', 'period_start', 'period_end', 'period_kind', 'value'];
const observed: readonly string[] = [
  ...restatable,
  'series',
  'bound',
  'numerator',
  'denominator',
  'origin',
  'document_id',
  'file',
  'sheet',
  'row',
  'note',
];

/**
 * The statement's figures on the units of another system: counts added, ratios computed anew, and what cannot be restated with its reason.
 * @param columns names of the statement's columns; those in `restatable` are needed
 * @param basis a unit system such as '34'
 */
export function restatedOn(sql: string, columns: readonly string[], basis: string): string {
  const missing = restatable.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new RangeError(`restate; no column ${missing.join(', ')}`);
  const kept = observed.filter((name) => columns.includes(name)).join(', ');
  const on = textLiteral(basis);
  return wrapped(
    sql,
    (name) => `SELECT
  restated_figure.*,
  unit.name_vi AS unit_name
FROM restated(${on}, observations := '${name}_observed') AS restated_figure
JOIN unit USING (unit_id)
ORDER BY unit.sort_order, restated_figure.indicator_id, restated_figure.period_end`,
    (name) => `${name}_observed AS (\n  FROM observation WHERE FALSE\n  UNION ALL BY NAME\n  SELECT ${kept} FROM ${name}\n)`,
  );
}

/** `WITH result AS (sql) …` with a name that the statement does not use itself; a WITH that it begins with comes first. */
function wrapped(sql: string, main: (name: string) => string, more?: (name: string) => string): string {
  const used = new Set(wordsOf(sql).map((word) => word.toLowerCase()));
  let name = 'result';
  for (let n = 2; used.has(name); n++) name = `result_${n}`;
  const text = bare(sql);
  const named = namedList(text);
  const before = named ? `${text.slice(0, named.end)},\n${name}` : `WITH ${name}`;
  const after = more ? `,\n${more(name)}` : '';
  return `${before} AS (\n${(named ? text.slice(named.end) : text).trim()}\n)${after}\n${main(name)}`;
}

/** Without the semicolon in the end, so that it can stand in brackets. */
function bare(sql: string): string {
  const last = sqlPieces(sql).findLast((piece) => piece.kind !== 'comment');
  if (!last || !isSymbol(last, ';')) return sql.trim();
  return `${sql.slice(0, last.start)}${sql.slice(last.end)}`.trim();
}

/** The list of queries that WITH names in the beginning: where it ends and what the last one is called; null when there is none. */
function namedList(sql: string): { readonly end: number; readonly last: string } | null {
  const pieces = sqlPieces(sql).filter((piece) => piece.kind !== 'comment');
  if (!isWord(pieces[0], 'with')) return null;
  let at = isWord(pieces[1], 'recursive') ? 2 : 1;
  for (;;) {
    const name = pieces[at];
    at = isSymbol(pieces[at + 1], '(') ? closingOf(pieces, at + 1) + 1 : at + 1;
    if (!isWord(pieces[at], 'as')) return null;
    at += 1;
    while (isWord(pieces[at], 'not', 'materialized')) at += 1;
    if (!name || !isSymbol(pieces[at], '(')) return null;
    const close = pieces[closingOf(pieces, at)]!;
    at = pieces.indexOf(close) + 1;
    if (!isSymbol(pieces[at], ',')) return isSymbol(close, ')') ? { end: close.end, last: nameIn(name) } : null;
    at += 1;
  }
}

/** The condition that a filter of ours ends in; '' when there is a place for one but none yet; null when the statement ends in another way. */
function ownTail(sql: string): string | null {
  const named = namedList(sql);
  if (!named) return null;
  const pieces = sqlPieces(sql.slice(named.end));
  const main = isSymbol(pieces.at(-1), ';') ? pieces.slice(0, -1) : pieces;
  const [select, star, from, table, where, ...condition] = main;
  if (!isWord(select, 'select') || !isSymbol(star, '*') || !isWord(from, 'from') || !table || nameIn(table) !== named.last) return null;
  if (!where) return '';
  // A comment or a second clause would change what an AND in the end means.
  const simple = isWord(where, 'where') && !main.some((piece) => piece.kind === 'comment' || isWord(piece, ...closing));
  return simple && condition.length > 0 ? condition.map((piece) => piece.text).join(' ') : null;
}

const closing = [
  'or',
  'group',
  'order',
  'limit',
  'having',
  'qualify',
  'window',
  'union',
  'except',
  'intersect',
  'offset',
  'join',
  'between',
];

function conditionOf(column: ResultColumn, comparison: FilterComparison, value: Plain): string {
  const name = sqlName(column.name);
  if (comparison === 'empty') return `${name} IS NULL`;
  if (comparison === 'not-empty') return `${name} IS NOT NULL`;
  if (comparison === 'contains') {
    const text = column.type === 'text' ? name : `CAST(${name} AS VARCHAR)`;
    return `contains(lower(${text}), ${textLiteral(String(value ?? '').toLowerCase())})`;
  }
  if (value === null) return comparison === '<>' ? `${name} IS NOT NULL` : `${name} IS NULL`;
  return `${name} ${comparison} ${literalFor(column, value)}`;
}

function literalFor(column: ResultColumn, value: Plain): string {
  const refuse = (): never => {
    throw new RangeError(`filter; ${String(value)} is no value of a column of type ${column.sqlType}`);
  };
  switch (column.type) {
    case 'number':
    case 'integer': {
      if (typeof value === 'string' && /^-?\d+$/.test(value)) return value;
      const number = typeof value === 'number' ? value : Number.NaN;
      return Number.isFinite(number) ? numberLiteral(number) : refuse();
    }
    case 'boolean':
      return typeof value === 'boolean' ? String(value).toUpperCase() : refuse();
    case 'date':
      return typeof value === 'string' && isIsoDate(value) ? dateLiteral(value) : refuse();
    case 'timestamp':
      return typeof value === 'string' ? `CAST(${textLiteral(value)} AS ${column.sqlType})` : refuse();
    case 'text':
      return textLiteral(String(value));
    case 'other':
      return `CAST(${textLiteral(String(value))} AS ${column.sqlType})`;
  }
}
