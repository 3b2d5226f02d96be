import { nameKey } from '../name-key';
import { additiveColumns } from './pivot-suggest';
import { pivotResultWords } from './pivot-names';
import type { Language } from '../language';
import type { ResultColumn } from '../result-table';
import { identifier, textLiteral } from '../sql/sql-literal';

/** How the total of a column was made. */
export type GroupedColumn =
  | { readonly name: string; readonly total: 'group' | 'sum' | 'same' }
  /** From the sums of these columns, provided that the rows bear it out. */
  | { readonly name: string; readonly total: 'ratio'; readonly numerator: string; readonly denominator: string }
  /** Left empty: adding it up would mean nothing (a rank, an index, a ratio whose parts are not in the result). */
  | { readonly name: string; readonly total: 'none' };

export interface GroupedResult {
  /** The rows as they were, with a total after each group and one over all. Columns: `level` (0 = all, then groups, highest = a row), `row_count`, then those of the statement. */
  readonly sql: string;
  readonly levelColumn: string;
  readonly countColumn: string;
  /** One for each column of the statement, in order. */
  readonly columns: readonly GroupedColumn[];
}

/**
 * Groups any result by one or more of its columns, with subtotals and a grand total. Counts and amounts are added up. A ratio is computed anew
 * from numerator and denominator when both are columns of the result and the ratio really is the one over the other in every row (tested in
 * the statement itself, × 100 or not, to what was rounded away); otherwise its totals stay empty. Other columns show the value that all rows
 * of the group share, or nothing.
 *
 * @param by names of columns of the result, outermost first
 * @param options.details false: the totals only, for results too long to be put in another order whole
 */
export function groupedSql(
  sql: string,
  by: readonly string[],
  columns: readonly ResultColumn[],
  { language = 'vi', details = true }: { readonly language?: Language; readonly details?: boolean } = {},
): GroupedResult {
  const shown = columns.filter((column, i) => columns.findIndex((one) => one.name === column.name) === i);
  const groups = by.filter((name) => shown.some((column) => column.name === name));
  const rules = shown.map((column) => ruleOf(column, groups, shown));
  const free = (wanted: string) => freeName(wanted, shown);
  const [level, count, place] = [free('level'), free('row_count'), free('row_place')];
  const keys = groups.map((name, i) => ({
    cell: `rows_of.${identifier(name)}`,
    isText: shown.find((column) => column.name === name)?.type === 'text',
    name: free(`group_${i + 1}`),
    total: free(`total_${i + 1}`),
    order: `order_${i + 1}`,
  }));
  const ratios = rules.flatMap((rule) => (rule.total === 'ratio' ? [rule] : []));
  const checks = ratios.flatMap((rule, i) => [`${boundsOut(rule, 100)} AS percent_${i + 1}`, `${boundsOut(rule, 1)} AS plain_${i + 1}`]);
  const totals = shown.map((column, i) => {
    const rule = rules[i]!;
    const check = ratios.findIndex((ratio) => ratio === rule) + 1;
    return `${totalOf(rule, check, column.name === groups[0] && column.type === 'text', language)} AS ${identifier(column.name)}`;
  });
  const sets = keys.map((_, i) => keys.slice(0, keys.length - i).map(({ cell }) => cell)).concat([[]]);
  const together = [
    ...keys.flatMap((key) => [`${key.cell} AS ${key.name}`, `GROUPING(${key.cell}) AS ${key.total}`]),
    `${[String(keys.length), ...keys.map(({ cell }) => `GROUPING(${cell})`)].join(' - ')} AS ${level}`,
    `count(*) AS ${count}`,
    `0 AS ${place}`,
    ...totals,
  ];
  const single = [
    ...keys.flatMap((key) => [`${key.cell} AS ${key.name}`, `0 AS ${key.total}`]),
    `${keys.length + 1} AS ${level}`,
    `row_number() OVER () AS ${place}`,
    ...shown.map((column) => `rows_of.${identifier(column.name)}`),
  ];
  // Dictionary keys are made once for each group, not for each row.
  const ordered = keys.filter(({ isText }) => isText);
  const orders = ordered.map(
    ({ cell, order }) =>
      `${order} AS (SELECT value, row_number() OVER (ORDER BY vi_sort_key(value) NULLS LAST, value) AS place FROM (SELECT DISTINCT ${cell} AS value FROM rows_of)),`,
  );
  const joins = ordered.map(({ name, order }) => `LEFT JOIN ${order} ON ${order}.value IS NOT DISTINCT FROM together.${name}`);
  const sorted = keys.flatMap(({ isText, name, total, order }) => [total, isText ? `${order}.place` : `${name} NULLS LAST`]);
  return {
    levelColumn: level,
    countColumn: count,
    columns: rules,
    sql: [
      `WITH rows_of AS (\n${sql.replace(/;\s*$/, '')}\n),`,
      ...(checks.length > 0 ? [`checked AS (SELECT ${checks.join(', ')} FROM rows_of),`] : []),
      ...orders,
      `together AS (`,
      `  SELECT\n    ${together.join(',\n    ')}`,
      `  FROM rows_of`,
      `  GROUP BY GROUPING SETS (${sets.map((set) => `(${set.join(', ')})`).join(', ')})`,
      ...(details ? [`  UNION ALL BY NAME`, `  SELECT ${single.join(', ')}`, `  FROM rows_of`] : []),
      `)`,
      `SELECT ${[level, count, ...shown.map((column) => column.name)].map((name) => `together.${identifier(name)}`).join(', ')}`,
      [`FROM together`, ...joins].join('\n  '),
      `ORDER BY ${[...sorted, `${level} DESC`, place].join(', ')}`,
    ].join('\n'),
  };
}

function ruleOf(column: ResultColumn, groups: readonly string[], columns: readonly ResultColumn[]): GroupedColumn {
  const { name } = column;
  if (groups.includes(name)) return { name, total: 'group' };
  if (column.type !== 'integer' && column.type !== 'number') return { name, total: 'same' };
  const parts = ratioParts(name, columns);
  if (parts) return { name, total: 'ratio', ...parts };
  return { name, total: isAdditive(column) ? 'sum' : 'none' };
}

/** Figures that mean nothing added up: positions, scores, distances to a goal, values of unknown kind, middles, ages. */
const notAdded =
  /^(actual|goal|value|level|row|sort_order|lat|lon|bound)$|rank|index|score|gap|pace|change|median|average|mean|age_|days|projected|tied|ranked/;
const notAddedVi = /hang$|chiso|diem|trungbinh|trungvi|khoangcach|thaydoi/;

function isAdditive(column: ResultColumn): boolean {
  if (/^gap_work$/.test(column.name)) return true;
  return additiveColumns([column]).length > 0 && !notAdded.test(column.name) && !notAddedVi.test(nameKey(column.name));
}

/** Ratio columns of the saved questions and of exports, with the columns they are computed from, by name. */
const knownParts: readonly (readonly [RegExp, string, string])[] = [
  [/^(value|actual|.*_rate|.*_pct|.*_share|.*_ratio)$/, 'numerator', 'denominator'],
  [/^ontime_rate$/, 'on_time', 'dossiers'],
  [/^disbursed_rate$/, 'disbursed', 'plan'],
  [/^met_share$/, 'met_units', 'observed_units'],
  [/^coverage$/, 'observed_units', 'expected_units'],
  [/^coverage$/, 'units_with_data', 'expected_units'],
  [/^dung han|tyle|tile/, 'tử số', 'mẫu số'],
];

function ratioParts(name: string, columns: readonly ResultColumn[]): { numerator: string; denominator: string } | null {
  const has = (wanted: string) => columns.find((column) => column.name.toLowerCase() === wanted && column.name !== name)?.name;
  for (const [pattern, top, bottom] of knownParts) {
    const numerator = has(top);
    const denominator = has(bottom);
    if ((pattern.test(name) || pattern.test(nameKey(name))) && numerator && denominator) return { numerator, denominator };
  }
  return null;
}

/** True when the ratio is scale × numerator / denominator in every row that has all three, up to rounding to two decimals (one part in 2,000 beyond). */
function boundsOut(rule: Extract<GroupedColumn, { total: 'ratio' }>, scale: 1 | 100): string {
  const [ratio, numerator, denominator] = [rule.name, rule.numerator, rule.denominator].map(identifier);
  return `coalesce(bool_and(abs(${ratio} - ${scale} * ${numerator} / nullif(${denominator}, 0)) <= 0.0051 + abs(${ratio}) / 2000), FALSE)`;
}

function totalOf(rule: GroupedColumn, check: number, worded: boolean, language: Language): string {
  const name = `rows_of.${identifier(rule.name)}`;
  switch (rule.total) {
    case 'sum':
      return `sum(${name})`;
    case 'same':
      return `CASE WHEN count(*) = count(${name}) AND min(${name}) = max(${name}) THEN min(${name}) END`;
    case 'none':
      return 'NULL';
    case 'ratio': {
      const [ratio, numerator, denominator] = [rule.name, rule.numerator, rule.denominator].map((one) => `rows_of.${identifier(one)}`);
      const known = `FILTER (WHERE ${ratio} IS NOT NULL AND ${numerator} IS NOT NULL AND ${denominator} IS NOT NULL)`;
      const again = `sum(${numerator}) ${known} / nullif(sum(${denominator}) ${known}, 0)`;
      return `CASE WHEN (SELECT percent_${check} FROM checked) THEN 100 * ${again} WHEN (SELECT plain_${check} FROM checked) THEN ${again} END`;
    }
    case 'group':
      return worded ? `CASE WHEN GROUPING(${name}) = 0 THEN ${name} ELSE ${textLiteral(pivotResultWords.grandTotal[language])} END` : name;
  }
}

/** A name that no column of the result has, whatever its case. */
function freeName(wanted: string, columns: readonly ResultColumn[]): string {
  const used = new Set(columns.map((column) => column.name.toLowerCase()));
  let name = wanted;
  for (let n = 2; used.has(name); n++) name = `${wanted}_${n}`;
  return name;
}
