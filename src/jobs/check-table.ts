import type { Engine, RunOptions } from '../core/engine';
import type { Issue } from '../core/issue';
import type { IssueCode } from '../core/issue-catalogue';
import { recordsOf } from '../core/result-table';
import { identifier } from '../core/sql/sql-literal';
import type { Knowledge } from '../ingest/knowledge';
import { formulaIssues, standstillIssues, totalIssues } from './check-figures';
import { missingPeriodIssues } from './check-periods';
import { aliasIssues, missingUnitIssues, unknownIssues, unknownNames } from './check-units';
import { issueBase, mostExamples, type CheckedTable, type Rows } from './checked-table';

/**
 * Everything the figures themselves give away, as issues, and the number of clean rows; SQL over the loaded rows, so the size of the table does
 * not matter. One statement counts what can be counted in one pass; only what it finds is looked at closer.
 */
export async function checkTable(
  engine: Engine,
  table: CheckedTable,
  knowledge: Knowledge,
  options: RunOptions = {},
): Promise<{ clean: number; issues: Issue[] }> {
  const rows: Rows = async (sql) => recordsOf(await engine.query(sql, options));
  const tests = [...rejectionTests(table), ...lostTests(table), ...tickTests(table), ...plausibilityTests(table)];
  const counts = tests.map(({ when }, i) => `, count(*) FILTER (${when}) AS t${i}`).join('');
  const [sums] = await rows(`SELECT count(*) FILTER (_reason IS NULL) AS clean${counts} FROM ${table.judged}`);
  const issues: Issue[] = [];
  for (const [i, test] of tests.entries()) {
    const count = Number(sums?.[`t${i}`] ?? 0);
    if (count > 0) issues.push(await testIssue(table, test, count, rows));
  }
  const unknown = table.hasUnit ? unknownNames(table, knowledge) : [];
  if (table.hasUnit) issues.push(...unknownIssues(table, unknown), ...aliasIssues(table));
  if (table.systemId !== null) {
    if (table.hasUnit) issues.push(...missingUnitIssues(table, unknown, knowledge));
    if (table.hasUnit && table.hasPeriod) {
      issues.push(...(await missingPeriodIssues(table, unknown, knowledge, rows)), ...(await standstillIssues(table, rows)));
    }
  }
  if (table.hasTotals) issues.push(...(await totalIssues(table, rows)));
  issues.push(...(await formulaIssues(table, rows)));
  return { clean: Number(sums?.clean ?? 0), issues };
}

/** A condition worth telling of a row. SQL over the judged rows. */
interface RowTest {
  readonly code: IssueCode;
  readonly kind: Issue['kind'];
  readonly column?: string;
  readonly when: string;
  /** What an example shows. */
  readonly shown: string;
  readonly detail?: Issue['detail'];
}

async function testIssue(
  table: CheckedTable,
  { code, kind, column, when, shown, detail }: RowTest,
  count: number,
  rows: Rows,
): Promise<Issue> {
  const found = await rows(
    `SELECT _row AS row, (${shown})::TEXT AS before FROM ${table.judged} WHERE ${when} ORDER BY _row LIMIT ${mostExamples}`,
  );
  return {
    ...issueBase(table, code, kind, count),
    ...(column === undefined ? {} : { column }),
    ...(detail ? { detail } : {}),
    examples: found.map((one) => ({ row: Number(one.row), before: String(one.before ?? '') })),
  };
}

/** Rows put aside, by reason; unknown units are told name by name. */
function rejectionTests(table: CheckedTable): RowTest[] {
  const shown = "concat_ws(' · ', _unit_text, _period_text)";
  const when = (reason: IssueCode) => `_kept AND _reason = '${reason}'`;
  return [
    {
      code: 'period-invalid',
      kind: 'rejection',
      when: when('period-invalid'),
      ...(table.periodColumn === null ? { shown } : { column: table.periodColumn, shown: '_period_text' }),
    },
    { code: 'row-filtered', kind: 'rejection', when: when('row-filtered'), shown },
    { code: 'duplicate-row', kind: 'rejection', when: when('duplicate-row'), shown },
    { code: 'duplicate-conflict', kind: 'question', when: when('duplicate-conflict'), shown },
  ];
}

/** Cells that said something their column's type cannot hold. */
function lostTests(table: CheckedTable): RowTest[] {
  return table.compiled.parsed.map(({ raw, lost, code }) => ({
    code,
    kind: 'warning',
    column: raw,
    when: `_reason IS NULL AND ${identifier(lost)} IS NOT NULL`,
    shown: identifier(lost),
  }));
}

/** Blanks in columns of ticks that were read as "no". */
function tickTests(table: CheckedTable): RowTest[] {
  return table.compiled.ticks.map(({ raw, blank }) => ({
    code: 'blank-means-no',
    kind: 'question',
    column: raw,
    when: `_reason IS NULL AND ${identifier(blank)}`,
    shown: "concat_ws(' · ', _unit_text, _period_text)",
  }));
}

/** In exports of a known system: percentages above 100, counts below zero, numerators above their denominators. */
function plausibilityTests(table: CheckedTable): RowTest[] {
  if (table.systemId === null) return [];
  const tests: RowTest[] = [];
  for (const { name, header, unit } of table.figures) {
    const shown = identifier(name);
    const percent = unit === '%' || /%|tỷ lệ|tỉ lệ/i.test(header);
    if (percent) tests.push({ code: 'over-100', kind: 'warning', column: header, when: `_reason IS NULL AND ${shown} > 100`, shown });
    tests.push({ code: 'negative-count', kind: 'warning', column: header, when: `_reason IS NULL AND ${shown} < 0`, shown });
  }
  for (const { numeratorSql, denominatorSql, percent, nameVi } of table.measures) {
    if (!percent || numeratorSql === null || denominatorSql === null) continue;
    tests.push({
      code: 'numerator-exceeds-denominator',
      kind: 'warning',
      when: `_reason IS NULL AND (${numeratorSql}) > (${denominatorSql})`,
      shown: `(${numeratorSql})::TEXT || ' > ' || (${denominatorSql})::TEXT`,
      detail: { indicator: nameVi },
    });
  }
  return tests;
}
