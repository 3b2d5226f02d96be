import type { Issue } from '../core/issue';
import { identifier } from '../core/sql/sql-literal';
import type { Plain } from '../core/result-table';
import { issueBase, mostExamples, type CheckedTable, type Rows } from './checked-table';

/**
 * A unit whose figures, all of them, stay the same for twelve months or more: the last report sent again and again. Figures that stand still for
 * nearly all units (a base year, a population) say nothing; neither do zeros, nor a single small count.
 */
export async function standstillIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  if (table.figures.length === 0) return [];
  const names = table.figures.map((figure) => identifier(figure.name));
  const size = names.map((name) => `abs(coalesce(${name}, 0))`).join(' + ');
  const periods = `${table.clean} WHERE unit_id IS NOT NULL AND period_start IS NOT NULL AND ${size} >= 30`;
  // Most tables have no such unit: a plain grouping tells, at a fraction of the windows below.
  const [any] = await rows(
    `SELECT 1 AS some FROM ${periods} GROUP BY unit_id, ${names.join(', ')} HAVING count(*) >= 4 AND date_diff('month', min(period_start), max(period_start)) >= 9 LIMIT 1`,
  );
  if (!any) return [];
  const found = await rows(
    `WITH figures AS (SELECT unit_id, unit_name, _row, period_start, [${names.map((name) => `${name}::DOUBLE`).join(', ')}] AS v, ${size} AS size FROM ${table.clean} WHERE unit_id IS NOT NULL AND period_start IS NOT NULL),
     ordered AS (SELECT *, row_number() OVER (PARTITION BY unit_id ORDER BY period_start) - row_number() OVER (PARTITION BY unit_id, v ORDER BY period_start) AS run FROM figures),
     runs AS (SELECT unit_id, unit_name, v, min(_row) AS row, count(*) AS n, any_value(size) AS size, date_diff('month', min(date_trunc('month', period_start)), max(date_trunc('month', period_start))) + 1 AS months FROM ordered GROUP BY unit_id, unit_name, v, run),
     still AS (SELECT * FROM runs WHERE months >= 12 - CASE WHEN n <= 5 THEN 2 ELSE 0 END AND n >= 4 AND size >= 30)
     SELECT unit_name AS name, row, array_to_string(v, ' · ') AS figures, n FROM still WHERE (SELECT count(DISTINCT unit_id) FROM still) * 10 <= (SELECT count(DISTINCT unit_id) FROM ordered) ORDER BY row`,
  );
  const examples = found.slice(0, mostExamples).map((one) => ({
    row: Number(one.row),
    before: `${String(one.name)}: ${String(one.figures).replaceAll('.0', '')} × ${String(one.n)}`,
  }));
  return found.length ? [{ ...issueBase(table, 'unchanged-12-months', 'warning', found.length), examples }] : [];
}

const notAdditive = new Set(['%', '‰', 'ngày', 'giờ', 'điểm', 'hạng', 'lần', 'năm']);

/** Total rows against the sum of the accepted rows of the same period (of all rows, where the total names no period). Rounding is allowed for. */
export async function totalIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  const known = table.systemId !== null;
  const figures = table.figures.filter(
    (figure) => !(figure.unit && notAdditive.has(figure.unit)) && !/%|tỷ lệ|tỉ lệ|trung vị|bình quân/i.test(figure.header),
  );
  if (figures.length === 0) return [];
  // In an unknown table a total between the least and the largest part is an average, and rounding is wider.
  const spread = figures
    .map((figure, i) => `min(${identifier(figure.name)}) AS l${i}, max(${identifier(figure.name)}) AS h${i}`)
    .join(', ');
  const tolerance = known ? 'greatest(0.5, abs(x.s) * 1e-9)' : 'greatest(1, abs(x.s) * 0.005)';
  const averages = known ? '' : ' AND NOT (x.t BETWEEN x.l AND x.h)';
  const sums = figures.map((figure, i) => `sum(${identifier(figure.name)}) AS s${i}`).join(', ');
  const totals = figures.map((figure, i) => `${identifier(figure.name)} AS t${i}`).join(', ');
  const period = table.hasPeriod ? ', period_start, period_end' : '';
  const parts = table.hasPeriod
    ? `SELECT period_start, period_end, ${sums}, ${spread} FROM ${table.clean} GROUP BY GROUPING SETS ((period_start, period_end), ())`
    : `SELECT ${sums}, ${spread} FROM ${table.clean}`;
  const join = table.hasPeriod
    ? 'a.period_start IS NOT DISTINCT FROM b.period_start AND a.period_end IS NOT DISTINCT FROM b.period_end'
    : 'true';
  const unpivoted = figures
    .map((_, i) => `{'i': ${i}, 't': t${i}::DOUBLE, 's': s${i}::DOUBLE, 'l': l${i}::DOUBLE, 'h': h${i}::DOUBLE}`)
    .join(', ');
  const found = await rows(
    `WITH a AS (SELECT _row AS row, ${totals}${period} FROM ${table.judged} WHERE _kind = 'total'), b AS (${parts}), c AS (SELECT row, unnest([${unpivoted}]) AS x FROM a JOIN b ON ${join})
     SELECT row, x.i AS i, x.t::TEXT AS said, x.s::TEXT AS summed FROM c WHERE x.t IS NOT NULL AND x.s IS NOT NULL AND abs(x.t - x.s) > ${tolerance}${averages} ORDER BY row`,
  );
  return figures.flatMap((figure, i) => {
    const wrong = found.filter((one) => Number(one.i) === i);
    const examples = wrong
      .slice(0, mostExamples)
      .map((one) => ({ row: Number(one.row), before: plainNumber(one.said), after: plainNumber(one.summed) }));
    return wrong.length ? [{ ...issueBase(table, 'total-mismatch', 'warning', wrong.length), column: figure.header, examples }] : [];
  });
}

/**
 * The formulas printed with the column codes (`3=1+2`) against the figures of every row: within 1 or 0.5 %; a ratio may also be meant in percent. One
 * issue for each formula, whether it holds or not.
 */
export async function formulaIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  const issues: Issue[] = [];
  for (const { column, text, sql, ratio } of table.formulas) {
    const said = `${identifier(column)}::DOUBLE`;
    const off = (wanted: string) => `abs(${said} - (${wanted})) > greatest(${ratio ? '0.05' : '1'}, abs(${wanted}) * 0.005)`;
    const differs = ratio ? `${off(sql)} AND ${off(`(${sql}) * 100`)}` : off(sql);
    const asked = `_kept AND _reason IS NULL AND ${identifier(column)} IS NOT NULL AND isfinite(${sql})`;
    const [counted] = await rows(
      `SELECT count(*) FILTER (${asked}) AS asked, count(*) FILTER (${asked} AND ${differs}) AS wrong FROM ${table.judged}`,
    );
    const [all, wrong] = [Number(counted?.asked ?? 0), Number(counted?.wrong ?? 0)];
    if (all === 0) continue;
    const detail = { formula: text };
    if (wrong === 0) {
      issues.push({ ...issueBase(table, 'formula-holds', 'repair', all), column, detail });
      continue;
    }
    const found = await rows(
      `SELECT _row AS row, ${said}::TEXT AS said, (${sql})::TEXT AS wanted FROM ${table.judged} WHERE ${asked} AND ${differs} ORDER BY _row LIMIT ${mostExamples}`,
    );
    const examples = found.map((one) => ({ row: Number(one.row), before: plainNumber(one.said), after: plainNumber(one.wanted) }));
    issues.push({ ...issueBase(table, 'formula-mismatch', 'warning', wrong), column, detail, examples });
  }
  return issues;
}

function plainNumber(value: Plain | undefined): string {
  return String(value ?? '').replace(/\.0$/, '');
}
