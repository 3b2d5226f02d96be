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
  const issues: Issue[] = [...(await rejectedIssues(table, rows)), ...(await lostIssues(table, rows))];
  const unknown = table.hasUnit ? await unknownNames(table, knowledge, rows) : [];
  issues.push(...unknownIssues(table, unknown));
  if (table.hasUnit) issues.push(...(await aliasIssues(table, rows)));
  if (table.systemId === null) return issues;
  issues.push(...(await plausibilityIssues(table, rows)));
  if (table.hasUnit) issues.push(...(await absenceIssues(table, unknown, rows)));
  if (table.hasUnit && table.hasPeriod) issues.push(...(await standstillIssues(table, rows)));
  if (table.hasTotals) issues.push(...(await totalIssues(table, rows)));
  return issues;
}

type Rows = (sql: string) => Promise<Record<string, Plain>[]>;

/** Rows put aside, by reason. */
async function rejectedIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  const found = await rows(
    `SELECT _reason AS reason, n, _row AS row, _unit_text AS unit, _period_text AS period FROM (SELECT *, count(*) OVER (PARTITION BY _reason) AS n, row_number() OVER (PARTITION BY _reason ORDER BY _row) AS i FROM ${table.judged} WHERE _kept AND _reason IS NOT NULL AND _reason <> 'unit-unknown') WHERE i <= ${mostExamples} ORDER BY _row`,
  );
  return [...new Set(found.map((one) => String(one.reason)))].map((reason) => {
    const code = reason as IssueCode;
    const same = found.filter((one) => one.reason === reason);
    const column = code === 'period-invalid' ? table.periodColumn : null;
    const shown = (one: Record<string, Plain>) =>
      column === null ? [one.unit, one.period].filter((text) => text !== null).join(' · ') : String(one.period ?? '');
    return {
      ...base(table, code, code === 'duplicate-conflict' ? 'question' : 'rejection', Number(same[0]?.n)),
      ...(column === null ? {} : { column }),
      examples: same.map((one) => ({ row: Number(one.row), before: shown(one) })),
    };
  });
}

/** Unknown unit names with how often and where first; with the unit that is proposed for it when exactly one is nearly the same. */
interface UnknownName {
  readonly name: string;
  readonly rows: number;
  readonly first: number;
  readonly proposed: { readonly unitId: string; readonly name: string } | null;
}

async function unknownNames(table: CheckedTable, knowledge: Knowledge, rows: Rows): Promise<UnknownName[]> {
  const found = await rows(
    `SELECT coalesce(_unit_text, '') AS name, count(*) AS n, min(_row) AS row FROM ${table.judged} WHERE _kept AND unit_id IS NULL GROUP BY ALL ORDER BY row LIMIT 2000`,
  );
  const matcher = new UnitMatcher(knowledge, table.unitSystems);
  return found.map((one) => {
    const match = matcher.match(String(one.name));
    const proposed = match.how === 'near' ? { unitId: match.unitId, name: unitName(knowledge, match.unitId) } : null;
    return { name: String(one.name), rows: Number(one.n), first: Number(one.row), proposed };
  });
}

/** A name that nearly matches one known unit is a question with the proposal; the others are rejections (or, in an unknown table, warnings: the rows stay). */
function unknownIssues(table: CheckedTable, names: readonly UnknownName[]): Issue[] {
  const column = table.unitColumn ?? '';
  const issue = (code: IssueCode, kind: Issue['kind'], which: readonly UnknownName[]): Issue[] =>
    which.length
      ? [
          {
            ...base(
              table,
              code,
              kind,
              which.reduce((sum, one) => sum + one.rows, 0),
            ),
            column,
            examples: which
              .slice(0, mostExamples)
              .map((one) => ({ row: one.first, before: one.name, ...(one.proposed ? { after: one.proposed.name } : {}) })),
          },
        ]
      : [];
  const put = table.systemId === null ? 'warning' : 'rejection';
  return [
    ...issue(
      'unit-near',
      'question',
      names.filter((one) => one.proposed),
    ),
    ...issue(
      'unit-unknown',
      put,
      names.filter((one) => !one.proposed),
    ),
  ];
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
    const found = await rows(
      `SELECT _row AS row, ${identifier(lost)} AS text FROM ${table.judged} WHERE _reason IS NULL AND ${identifier(lost)} IS NOT NULL ORDER BY _row LIMIT ${mostExamples}`,
    );
    issues.push({
      ...base(table, code, 'warning', count),
      column: raw,
      examples: found.map((one) => ({ row: Number(one.row), before: String(one.text) })),
    });
  }
  return issues;
}

/** Units written otherwise than in the register. Counted, with one example for each of the first few spellings. */
async function aliasIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  const other = `FROM ${table.judged} WHERE _kept AND unit_id IS NOT NULL AND _unit_text IS NOT NULL AND _unit_text <> unit_name`;
  const [sum] = await rows(`SELECT count(*) AS n ${other}`);
  if (!sum || Number(sum.n) === 0) return [];
  const found = await rows(
    `SELECT min(_row) AS row, _unit_text AS before, min(unit_name) AS after ${other} GROUP BY _unit_text ORDER BY row LIMIT ${mostExamples}`,
  );
  return [
    {
      ...base(table, 'unit-alias', 'repair', Number(sum.n)),
      ...(table.unitColumn ? { column: table.unitColumn } : {}),
      examples: found.map((one) => ({ row: Number(one.row), before: String(one.before), after: String(one.after) })),
    },
  ];
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
    tests.push({
      code: 'numerator-exceeds-denominator',
      when: `(${numeratorSql}) > (${denominatorSql})`,
      shown: `(${numeratorSql})::TEXT || ' > ' || (${denominatorSql})::TEXT`,
      detail: { indicator: measure.nameVi },
    });
  }
  if (tests.length === 0) return [];
  const [counts] = await rows(`SELECT ${tests.map(({ when }, i) => `count(*) FILTER (${when}) AS t${i}`).join(', ')} FROM ${table.clean}`);
  const issues: Issue[] = [];
  for (const [i, { code, column, when, shown, detail }] of tests.entries()) {
    const count = Number(counts?.[`t${i}`] ?? 0);
    if (count === 0) continue;
    const found = await rows(
      `SELECT _row AS row, (${shown})::TEXT AS before FROM ${table.clean} WHERE ${when} ORDER BY _row LIMIT ${mostExamples}`,
    );
    issues.push({
      ...base(table, code, 'warning', count),
      ...(column === undefined ? {} : { column }),
      ...(detail ? { detail } : {}),
      examples: found.map((one) => ({ row: Number(one.row), before: String(one.before) })),
    });
  }
  return issues;
}

/**
 * Units of the decided systems without any row, and periods that units with other periods lack. Kinds of unit that the file leaves out
 * altogether (say, all agencies attached to the Government) are not expected of it. What was sent but put aside for another reason is not missing:
 * repeated rows, ragged rows, misspelt names with a proposal, unreadable periods.
 */
async function absenceIssues(table: CheckedTable, unknown: readonly UnknownName[], rows: Rows): Promise<Issue[]> {
  const issues: Issue[] = [];
  const systems = table.unitSystems.map(textLiteral).join(', ');
  const proposals = unknown.flatMap(({ name, proposed }) =>
    proposed ? [`WHEN ${textLiteral(name)} THEN ${textLiteral(proposed.unitId)}`] : [],
  );
  const meant = proposals.length ? `coalesce(unit_id, CASE _unit_text ${proposals.join(' ')} END)` : 'unit_id';
  const period = table.hasPeriod ? 'period_start, period_end' : 'NULL::DATE AS period_start, NULL::DATE AS period_end';
  const sent = `sent AS (SELECT DISTINCT ${meant} AS unit_id, ${period} FROM ${table.judged} WHERE _kind <> 'total' AND ${meant} IS NOT NULL)`;
  const gone = await rows(
    `WITH ${sent} SELECT u.name_vi AS name FROM unit AS u WHERE u.unit_system IN (${systems}) AND u.kind IN (SELECT DISTINCT kind FROM unit JOIN sent USING (unit_id)) AND u.unit_id NOT IN (SELECT unit_id FROM sent) ORDER BY u.unit_system, u.sort_order`,
  );
  if (gone.length)
    issues.push({
      ...base(table, 'unit-missing', 'warning', gone.length),
      examples: gone.slice(0, mostExamples).map((one) => ({ row: 0, before: String(one.name) })),
    });
  if (!table.hasPeriod) return issues;
  const gaps = await rows(
    `WITH ${sent}, dated AS (SELECT * FROM sent WHERE period_start IS NOT NULL), units AS (SELECT unit_id, (SELECT count(*) FROM ${table.judged} AS j WHERE _kind <> 'total' AND period_start IS NULL AND j.unit_id = d.unit_id) AS unread FROM (SELECT DISTINCT unit_id FROM dated) AS d),
     periods AS (SELECT period_start, period_end FROM dated GROUP BY ALL HAVING count(*) * 2 > (SELECT count(*) FROM units)),
     expected AS (SELECT period_start, period_end FROM periods UNION SELECT start_on, end_on FROM (${regularPeriods('periods')})),
     gaps AS (SELECT u.unit_id, u.unread, e.period_start, e.period_end FROM units AS u CROSS JOIN expected AS e WHERE NOT EXISTS (SELECT 1 FROM dated AS s WHERE s.unit_id = u.unit_id AND s.period_start = e.period_start AND s.period_end = e.period_end))
     SELECT name_vi AS name, strftime(period_start, '%Y-%m-%d') AS first, strftime(period_end, '%Y-%m-%d') AS last FROM (SELECT *, count(*) OVER (PARTITION BY unit_id) AS n FROM gaps) JOIN unit USING (unit_id) WHERE n > unread ORDER BY first, name`,
  );
  if (gaps.length)
    issues.push({
      ...base(table, 'period-missing', 'warning', gaps.length),
      examples: gaps.slice(0, mostExamples).map((one) => ({
        row: 0,
        before: `${String(one.name)} · ${one.first === one.last ? String(one.first) : `${String(one.first)} – ${String(one.last)}`}`,
      })),
    });
  return issues;
}

/** Months between the first and the last, where nearly all of them are there anyway (a table of one unit has no other unit to compare with). */
function regularPeriods(periods: string): string {
  const span = `SELECT min(period_start) AS a, max(period_start) AS z, count(*) AS n, bool_and(period_start = date_trunc('month', period_start) AND period_end = last_day(period_start)) AS monthly FROM ${periods}`;
  return `SELECT m::DATE AS start_on, last_day(m::DATE) AS end_on FROM (${span}), generate_series(a::TIMESTAMP, z::TIMESTAMP, INTERVAL 1 MONTH) AS s(m) WHERE monthly AND n >= 6 AND n * 10 >= (date_diff('month', a, z) + 1) * 8`;
}

/**
 * A unit whose figures, all of them, stay the same for twelve months or more: the last report sent again and again. Figures that stand still for
 * nearly all units (a base year, a population) say nothing; neither do zeros, nor a single small count.
 */
async function standstillIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  if (table.figures.length === 0) return [];
  const names = table.figures.map((figure) => identifier(figure.name));
  const size = names.map((name) => `abs(coalesce(${name}, 0))`).join(' + ');
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
  return found.length ? [{ ...base(table, 'unchanged-12-months', 'warning', found.length), examples }] : [];
}

const notAdditive = new Set(['%', '‰', 'ngày', 'giờ', 'điểm', 'hạng', 'lần', 'năm']);

/** Total rows against the sum of the accepted rows of the same period (of all rows, where the total names no period). Rounding is allowed for. */
async function totalIssues(table: CheckedTable, rows: Rows): Promise<Issue[]> {
  const figures = table.figures.filter(
    (figure) => !(figure.unit && notAdditive.has(figure.unit)) && !/%|tỷ lệ|tỉ lệ|trung vị|bình quân/i.test(figure.header),
  );
  if (figures.length === 0) return [];
  const sums = figures.map((figure, i) => `sum(${identifier(figure.name)}) AS s${i}`).join(', ');
  const totals = figures.map((figure, i) => `${identifier(figure.name)} AS t${i}`).join(', ');
  const period = table.hasPeriod ? ', period_start, period_end' : '';
  const parts = table.hasPeriod
    ? `SELECT period_start, period_end, ${sums} FROM ${table.clean} GROUP BY GROUPING SETS ((period_start, period_end), ())`
    : `SELECT ${sums} FROM ${table.clean}`;
  const join = table.hasPeriod
    ? 'a.period_start IS NOT DISTINCT FROM b.period_start AND a.period_end IS NOT DISTINCT FROM b.period_end'
    : 'true';
  const unpivoted = figures.map((_, i) => `{'i': ${i}, 't': t${i}::DOUBLE, 's': s${i}::DOUBLE}`).join(', ');
  const found = await rows(
    `WITH a AS (SELECT _row AS row, ${totals}${period} FROM ${table.judged} WHERE _kind = 'total'), b AS (${parts}), c AS (SELECT row, unnest([${unpivoted}]) AS x FROM a JOIN b ON ${join})
     SELECT row, x.i AS i, x.t::TEXT AS said, x.s::TEXT AS summed FROM c WHERE x.t IS NOT NULL AND x.s IS NOT NULL AND abs(x.t - x.s) > greatest(0.5, abs(x.s) * 1e-9) ORDER BY row`,
  );
  return figures.flatMap((figure, i) => {
    const wrong = found.filter((one) => Number(one.i) === i);
    const examples = wrong
      .slice(0, mostExamples)
      .map((one) => ({ row: Number(one.row), before: plainNumber(one.said), after: plainNumber(one.summed) }));
    return wrong.length ? [{ ...base(table, 'total-mismatch', 'warning', wrong.length), column: figure.header, examples }] : [];
  });
}

function plainNumber(value: Plain | undefined): string {
  return String(value ?? '').replace(/\.0$/, '');
}

function base(
  table: CheckedTable,
  code: IssueCode,
  kind: Issue['kind'],
  rows: number,
): Pick<Issue, 'code' | 'kind' | 'table' | 'rows'> & { examples: readonly IssueExample[] } {
  return { code, kind, table: table.name, rows, examples: [] };
}
