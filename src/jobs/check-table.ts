import type { Engine, RunOptions } from '../core/engine';
import type { Issue, IssueExample } from '../core/issue';
import type { IssueCode } from '../core/issue-catalogue';
import { recordsOf, type Plain } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql-literal';
import type { CompiledRecipe } from '../core/recipe-sql';
import type { Knowledge } from '../ingest/knowledge';
import { UnitMatcher } from '../ingest/unit-match';
import type { Measure } from './insert-observations';

/** A clean table about to take its name, with what is known of its columns. */
export interface CheckedTable {
  /** Name used in issues. */
  readonly name: string;
  /** Qualified, quoted: the judged rows (with `_reason`, `_lost_i`) and the clean rows. */
  readonly judged: string;
  readonly clean: string;
  readonly compiled: CompiledRecipe;
  /** Figure columns of the clean table. */
  readonly figures: readonly FigureColumn[];
  readonly systemId: string | null;
  readonly unitSystems: readonly string[];
  readonly hasUnit: boolean;
  readonly hasPeriod: boolean;
  readonly hasTotals: boolean;
  readonly measures: readonly Measure[];
  readonly unitColumn: string | null;
  readonly periodColumn: string | null;
}

export interface FigureColumn {
  /** Clean name and header in the file. */
  readonly name: string;
  readonly header: string;
  /** Unit of measure, or null when unknown. */
  readonly unit: string | null;
}

const mostExamples = 5;

/** Everything the figures themselves give away, as issues; SQL over the loaded rows, so the size of the table does not matter. */
export async function checkTable(engine: Engine, table: CheckedTable, knowledge: Knowledge, options: RunOptions = {}): Promise<Issue[]> {
  const rows = async (sql: string) => recordsOf(await engine.query(sql, options));
  const issues: Issue[] = [...(await rejectedIssues(table, knowledge, rows)), ...(await lostIssues(table, rows))];
  if (table.hasUnit) issues.push(...(await aliasIssues(table, rows)));
  if (table.systemId === null) return issues;
  issues.push(...(await plausibilityIssues(table, rows)));
  if (table.hasUnit) issues.push(...(await absenceIssues(table, rows)));
  if (table.hasUnit && table.hasPeriod) issues.push(...(await standstillIssues(table, rows)));
  if (table.hasTotals) issues.push(...(await totalIssues(table, rows)));
  return issues;
}

type Rows = (sql: string) => Promise<Record<string, Plain>[]>;

/** Rows put aside, by reason. A unit that nearly matches one known unit becomes a question of its own, with the proposal. */
async function rejectedIssues(table: CheckedTable, knowledge: Knowledge, rows: Rows): Promise<Issue[]> {
  const found = await rows(`SELECT _reason, count(*) AS n, list({'row': _row, 'text': coalesce(_unit_text, ''), 'period': coalesce(_period_text, '')} ORDER BY _row)[1:200] AS examples FROM ${table.judged} WHERE _reason IS NOT NULL GROUP BY _reason ORDER BY _reason`);
  const issues: Issue[] = [];
  const matcher = new UnitMatcher(knowledge, table.unitSystems);
  for (const row of found) {
    const code = String(row._reason) as IssueCode;
    const samples = examplesOf(row.examples);
    const count = Number(row.n);
    if (code !== 'unit-unknown') {
      const period = code === 'period-invalid';
      const column = period ? table.periodColumn : null;
      issues.push({ ...base(table, code, code === 'duplicate-conflict' ? 'question' : 'rejection', count), ...(column ? { column } : {}), examples: samples.slice(0, mostExamples).map(({ row: line, text, period: when }) => ({ row: line, before: period ? when : [text, when].filter(Boolean).join(' · ') })) });
      continue;
    }
    const proposed = samples.map((sample) => ({ ...sample, match: matcher.match(sample.text) }));
    const near = proposed.filter(({ match }) => match.how === 'near');
    const unknown = proposed.filter(({ match }) => match.how !== 'near');
    const column = table.unitColumn ?? '';
    if (near.length) issues.push({ ...base(table, 'unit-near', 'question', near.length), column, examples: near.slice(0, mostExamples).map(({ row: line, text, match }) => ({ row: line, before: text, after: match.how === 'near' ? unitName(knowledge, match.unitId) : '' })) });
    if (count > near.length) issues.push({ ...base(table, 'unit-unknown', 'rejection', count - near.length), column, examples: unknown.slice(0, mostExamples).map(({ row: line, text }) => ({ row: line, before: text })) });
  }
  return issues;
}

function unitName(knowledge: Knowledge, unitId: string): string {
  return knowledge.units.find((unit) => unit.unitId === unitId)?.nameVi ?? unitId;
}

/** Cells that said something their column's type cannot hold. */
async function lostIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  const { parsed } = table.compiled;
  if (parsed.length === 0) return [];
  const counts = parsed.map(({ lost }) => `count(${identifier(lost)}) AS ${identifier(lost)}`);
  const [sums] = await rows(`SELECT ${counts.join(', ')} FROM ${table.judged} WHERE _reason IS NULL`);
  const issues: Issue[] = [];
  for (const { lost, raw, code } of parsed) {
    const count = Number(sums?.[lost] ?? 0);
    if (count === 0) continue;
    const found = await rows(`SELECT _row AS row, ${identifier(lost)} AS text FROM ${table.judged} WHERE _reason IS NULL AND ${identifier(lost)} IS NOT NULL ORDER BY _row LIMIT ${mostExamples}`);
    issues.push({ ...base(table, code, 'warning', count), column: raw, examples: found.map((one) => ({ row: Number(one.row), before: String(one.text) })) });
  }
  return issues;
}

/** Units written otherwise than in the register. Counted, with one example for each of the first few spellings. */
async function aliasIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  const other = `FROM ${table.judged} WHERE unit_id IS NOT NULL AND _unit_text IS NOT NULL AND _unit_text <> unit_name`;
  const [sum] = await rows(`SELECT count(*) AS n ${other}`);
  if (!sum || Number(sum.n) === 0) return [];
  const found = await rows(`SELECT min(_row) AS row, _unit_text AS before, min(unit_name) AS after ${other} GROUP BY _unit_text ORDER BY row LIMIT ${mostExamples}`);
  return [{ ...base(table, 'unit-alias', 'repair', Number(sum.n)), ...(table.unitColumn ? { column: table.unitColumn } : {}), examples: found.map((one) => ({ row: Number(one.row), before: String(one.before), after: String(one.after) })) }];
}

/** Percentages above 100, counts below zero, numerators above their denominators. */
async function plausibilityIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  const tests: { code: IssueCode; column?: string; when: string; shown: string; detail?: Issue['detail'] }[] = [];
  for (const figure of table.figures) {
    const name = identifier(figure.name);
    const percent = figure.unit === '%' || /%|tỷ lệ|tỉ lệ/i.test(figure.header);
    if (percent) tests.push({ code: 'over-100', column: figure.header, when: `${name} > 100`, shown: name });
    tests.push({ code: 'negative-count', column: figure.header, when: `${name} < 0`, shown: name });
  }
  for (const measure of table.measures) {
    const { numeratorSql, denominatorSql } = measure;
    if (!measure.percent || numeratorSql === null || denominatorSql === null) continue;
    tests.push({ code: 'numerator-exceeds-denominator', when: `(${numeratorSql}) > (${denominatorSql})`, shown: `(${numeratorSql})::TEXT || ' > ' || (${denominatorSql})::TEXT`, detail: { indicator: measure.nameVi } });
  }
  if (tests.length === 0) return [];
  const [counts] = await rows(`SELECT ${tests.map(({ when }, i) => `count(*) FILTER (${when}) AS t${i}`).join(', ')} FROM ${table.clean}`);
  const issues: Issue[] = [];
  for (const [i, { code, column, when, shown, detail }] of tests.entries()) {
    const count = Number(counts?.[`t${i}`] ?? 0);
    if (count === 0) continue;
    const found = await rows(`SELECT _row AS row, (${shown})::TEXT AS before FROM ${table.clean} WHERE ${when} ORDER BY _row LIMIT ${mostExamples}`);
    issues.push({ ...base(table, code, 'warning', count), ...(column === undefined ? {} : { column }), ...(detail ? { detail } : {}), examples: found.map((one) => ({ row: Number(one.row), before: String(one.before) })) });
  }
  return issues;
}

/**
 * Units of the decided systems without any row, and periods that units with other periods lack. Kinds of unit that the file leaves out
 * altogether (say, all agencies attached to the Government) are not expected of it. Rows put aside for another reason count as sent.
 */
async function absenceIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  const issues: Issue[] = [];
  const systems = table.unitSystems.map(textLiteral).join(', ');
  const gone = await rows(`SELECT u.name_vi AS name FROM unit AS u WHERE u.unit_system IN (${systems}) AND u.kind IN (SELECT DISTINCT kind FROM unit WHERE unit_id IN (SELECT unit_id FROM ${table.judged})) AND u.unit_id NOT IN (SELECT unit_id FROM ${table.judged} WHERE unit_id IS NOT NULL) ORDER BY u.unit_system, u.sort_order`);
  if (gone.length) issues.push({ ...base(table, 'unit-missing', 'warning', gone.length), examples: gone.slice(0, mostExamples).map((one) => ({ row: 0, before: String(one.name) })) });
  if (!table.hasPeriod) return issues;
  const sent = `SELECT DISTINCT unit_id, unit_name, period_start, period_end FROM ${table.judged} WHERE unit_id IS NOT NULL AND period_start IS NOT NULL`;
  const gaps = await rows(`WITH sent AS (${sent}), units AS (SELECT DISTINCT unit_id, unit_name FROM sent), periods AS (SELECT period_start, period_end FROM sent GROUP BY ALL HAVING count(*) * 2 > (SELECT count(*) FROM units)) SELECT unit_name AS name, strftime(period_start, '%Y-%m-%d') AS first, strftime(period_end, '%Y-%m-%d') AS last FROM units CROSS JOIN periods WHERE NOT EXISTS (SELECT 1 FROM sent AS s WHERE s.unit_id = units.unit_id AND s.period_start = periods.period_start AND s.period_end = periods.period_end) ORDER BY first, name`);
  if (gaps.length) issues.push({ ...base(table, 'period-missing', 'warning', gaps.length), examples: gaps.slice(0, mostExamples).map((one) => ({ row: 0, before: `${String(one.name)} · ${one.first === one.last ? String(one.first) : `${String(one.first)} – ${String(one.last)}`}` })) });
  return issues;
}

/**
 * A unit whose figure stays the same, and not zero, for twelve months or more, in a column that moves for nearly all others:
 * a base figure that stands still everywhere is no finding.
 */
async function standstillIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  const issues: Issue[] = [];
  for (const figure of table.figures) {
    const name = identifier(figure.name);
    const found = await rows(
      `WITH ordered AS (SELECT unit_id, unit_name, _row, period_end, ${name} AS v, row_number() OVER (PARTITION BY unit_id ORDER BY period_end) - row_number() OVER (PARTITION BY unit_id, ${name} ORDER BY period_end) AS run FROM ${table.clean} WHERE unit_id IS NOT NULL AND period_start IS NOT NULL AND ${name} IS NOT NULL),
       runs AS (SELECT unit_id, unit_name, v, min(_row) AS row, date_diff('month', min(date_trunc('month', period_end)), max(date_trunc('month', period_end))) + 1 AS months, count(*) AS n FROM ordered GROUP BY unit_id, unit_name, v, run),
       still AS (SELECT * FROM runs WHERE months >= 12 AND n >= 4 AND v <> 0)
       SELECT unit_name AS name, row, v::TEXT AS value, months FROM still WHERE (SELECT count(DISTINCT unit_id) FROM still) * 10 <= (SELECT count(DISTINCT unit_id) FROM ordered) ORDER BY row`,
    );
    if (found.length) issues.push({ ...base(table, 'unchanged-12-months', 'warning', found.length), column: figure.header, examples: found.slice(0, mostExamples).map((one) => ({ row: Number(one.row), before: `${String(one.name)}: ${String(one.value)} × ${String(one.months)}` })) });
  }
  return issues;
}

const notAdditive = new Set(['%', '‰', 'ngày', 'giờ', 'điểm', 'hạng', 'lần', 'năm']);

/** Total rows against the sum of the accepted rows of the same period (of all rows, where the total names no period). Rounding is allowed for. */
async function totalIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  const figures = table.figures.filter((figure) => !(figure.unit && notAdditive.has(figure.unit)) && !/%|tỷ lệ|tỉ lệ|trung vị|bình quân/i.test(figure.header));
  if (figures.length === 0) return [];
  const sums = figures.map((figure, i) => `sum(${identifier(figure.name)}) AS s${i}`).join(', ');
  const totals = figures.map((figure, i) => `${identifier(figure.name)} AS t${i}`).join(', ');
  const period = table.hasPeriod ? ', period_start, period_end' : '';
  const parts = table.hasPeriod
    ? `SELECT period_start, period_end, ${sums} FROM ${table.clean} GROUP BY GROUPING SETS ((period_start, period_end), ())`
    : `SELECT ${sums} FROM ${table.clean}`;
  const join = table.hasPeriod ? 'a.period_start IS NOT DISTINCT FROM b.period_start AND a.period_end IS NOT DISTINCT FROM b.period_end' : 'true';
  const unpivoted = figures.map((_, i) => `{'i': ${i}, 't': t${i}::DOUBLE, 's': s${i}::DOUBLE}`).join(', ');
  const found = await rows(
    `WITH a AS (SELECT _row AS row, ${totals}${period} FROM (${table.compiled.totals})), b AS (${parts}), c AS (SELECT row, unnest([${unpivoted}]) AS x FROM a JOIN b ON ${join})
     SELECT row, x.i AS i, x.t::TEXT AS said, x.s::TEXT AS summed FROM c WHERE x.t IS NOT NULL AND x.s IS NOT NULL AND abs(x.t - x.s) > greatest(0.5, abs(x.s) * 1e-9) ORDER BY row`,
  );
  return figures.flatMap((figure, i) => {
    const wrong = found.filter((one) => Number(one.i) === i);
    const examples = wrong.slice(0, mostExamples).map((one) => ({ row: Number(one.row), before: plainNumber(one.said), after: plainNumber(one.summed) }));
    return wrong.length ? [{ ...base(table, 'total-mismatch', 'warning', wrong.length), column: figure.header, examples }] : [];
  });
}

function plainNumber(value: Plain | undefined): string {
  return String(value ?? '').replace(/\.0$/, '');
}

function base(table: CheckedTable, code: IssueCode, kind: Issue['kind'], rows: number): Pick<Issue, 'code' | 'kind' | 'table' | 'rows'> & { examples: readonly IssueExample[] } {
  return { code, kind, table: table.name, rows, examples: [] };
}

/** Lists and structs come as JSON text. */
function examplesOf(value: Plain | undefined): { row: number; text: string; period: string }[] {
  if (typeof value !== 'string') return [];
  return JSON.parse(value) as { row: number; text: string; period: string }[];
}
