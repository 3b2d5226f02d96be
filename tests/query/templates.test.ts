import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindQuestion } from '../../src/core/bind-question';
import type { Engine } from '../../src/core/engine';
import { languages } from '../../src/core/language';
import { NotebookSchema, type Cell } from '../../src/core/notebook/notebook';
import type { ParamSpec, ParamValue } from '../../src/core/question';
import { recordsOf, type ResultTable } from '../../src/core/result-table';
import { identifier, numberLiteral, textLiteral } from '../../src/core/sql/sql-literal';
import { parameterNames } from '../../src/core/sql/sql-text';
import { insertable, templates, type Template } from '../../src/core/notebook/templates';
import { parse } from 'valibot';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';
import { savedQuestions } from '../support/saved-questions';

const questions = savedQuestions();
let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
  // Hà Giang and Cao Bằng lie in one region; a real figure of January stands against an illustrative one.
  const row = (unit: string, end: string, onTime: number, all: number, origin: string) =>
    `('${unit}', DATE '${end}', ${onTime}, ${all}, '${origin}')`;
  const rows = [
    row('63:02', '2020-01-31', 90, 100, 'user'),
    row('63:02', '2020-01-31', 1, 100, 'illustrative'),
    row('63:04', '2020-02-29', 500, 1000, 'user'),
    row('63:04', '2020-05-31', 3, 4, 'illustrative'),
    row('63:04', '2019-05-31', 1, 4, 'user'),
    row('63:04', '2020-06-30', 0, 0, 'user'),
  ];
  await engine.execute(`INSERT INTO observation BY NAME
    SELECT unit_id, 'ontime_rate' AS indicator_id, date_trunc('month', period_end)::DATE AS period_start, period_end, 'month' AS period_kind, 's' AS series,
      CASE WHEN denominator = 0 THEN 0 ELSE 100.0 * numerator / denominator END AS value, numerator, denominator, origin, 'a.csv' AS file
    FROM (VALUES ${rows.join(', ')}) t(unit_id, period_end, numerator, denominator, origin)`);
});
afterAll(() => engine.close());

/** The values of a template's inputs, and their types. */
function inputsOf(cells: readonly Cell[]): Map<string, { type: ParamSpec['type']; value: ParamValue }> {
  return new Map(cells.flatMap((cell) => (cell.kind === 'input' ? [[cell.name, { type: cell.type, value: cell.value }] as const] : [])));
}

/** Runs every query cell of a template as the page would: sheets as tables, inputs as parameters. */
async function run(template: Template, language: 'vi' | 'en', goals: readonly (number | null)[] = []): Promise<ResultTable[]> {
  const cells = template.cells(language);
  const inputs = inputsOf(cells);
  const results: ResultTable[] = [];
  for (const cell of cells) {
    if (cell.kind === 'sheet') {
      const rows = cell.rows.map(
        ([region], at) =>
          `(${textLiteral(String(region))}, ${(goals[at] ?? null) === null ? 'NULL' : numberLiteral(goals[at] ?? 0)}::DOUBLE)`,
      );
      await engine.execute(
        `CREATE OR REPLACE TABLE ${identifier(cell.name)} AS SELECT * FROM (VALUES ${rows.join(', ')}) t(${cell.columns.map((column) => identifier(column.name)).join(', ')})`,
      );
    }
    if (cell.kind !== 'query') continue;
    const question = questions.find((one) => one.id === cell.question);
    if (cell.question !== null) expect(question, cell.question).toBeDefined();
    const sql = cell.sql ?? question!.sql;
    const declared = question?.params ?? [];
    const extra = parameterNames(sql).filter((name) => !declared.some((spec) => spec.name === name));
    const specs = [
      ...declared,
      ...extra.map((name): ParamSpec => ({ name, type: inputs.get(name)?.type ?? 'text', label: { vi: name, en: name }, default: null })),
    ];
    for (const name of extra) expect(inputs.has(name), `${template.id} asks for $${name}`).toBe(true);
    const values = Object.fromEntries([...inputs].map(([name, one]) => [name, one.value]));
    results.push(await engine.query(bindQuestion(sql, specs, values).sql));
  }
  return results;
}

test('ids are unique and every template is a valid piece of a notebook', () => {
  expect(new Set(templates.map((template) => template.id)).size).toBe(templates.length);
  expect(templates.length).toBeGreaterThanOrEqual(6);
  for (const template of templates)
    for (const language of languages) parse(NotebookSchema, { title: template.title[language], cells: insertable(template, language, []) });
});

test('inserting gives fresh ids, uses what is there, and never doubles a name', () => {
  const template = templates.find((one) => one.id === 'ontime-by-region')!;
  const once = insertable(template, 'vi', []);
  const twice = insertable(template, 'vi', once);
  expect(twice.map((cell) => cell.kind)).toEqual(['text', 'query']);
  expect(twice[1]).toMatchObject({ name: null });
  const ids = [...once, ...twice].map((cell) => cell.id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(templates.map((template) => [template.id, template] as const))('%s', (_, template) => {
  test('every query in it runs, in both languages', async () => {
    for (const language of languages) {
      const cells = template.cells(language);
      const results = await run(template, language);
      expect(results.length).toBe(cells.filter((cell) => cell.kind === 'query').length);
      for (const [at, cell] of cells.filter((one) => one.kind === 'query').entries()) {
        if (cell.chart === null) continue;
        const fields = [...cell.chart.matchAll(/"field": "([^"]+)"/g)].map((found) => found[1]);
        expect(results[at]!.columns.map((column) => column.name)).toEqual(expect.arrayContaining(fields));
      }
    }
  });
});

test('region rates are recomputed from the sums, real and illustrative apart, against the typed goals', async () => {
  const [table] = await run(
    templates.find((one) => one.id === 'ontime-by-region')!,
    'vi',
    [60],
  );
  expect(recordsOf(table!)).toEqual([
    {
      Vùng: 'Trung du và miền núi phía Bắc',
      Quý: 1,
      'Số tỉnh': 2,
      'Hồ sơ đúng hạn': 590,
      'Hồ sơ đã giải quyết': 1100,
      'Đúng hạn (%)': 53.64,
      'Mục tiêu (%)': 60,
      'Còn cách': 6.36,
      origin: 'user',
    },
    {
      Vùng: 'Trung du và miền núi phía Bắc',
      Quý: 2,
      'Số tỉnh': 1,
      'Hồ sơ đúng hạn': 3,
      'Hồ sơ đã giải quyết': 4,
      'Đúng hạn (%)': 75,
      'Mục tiêu (%)': 60,
      'Còn cách': 0,
      origin: 'illustrative',
    },
  ]);
});

test('the sheet of goals names the regions of the 63 provinces as the register does', async () => {
  for (const language of languages) {
    const sheet = templates[0]!.cells(language).find((cell) => cell.kind === 'sheet')!;
    const known = await engine.query(`SELECT DISTINCT region_${language} FROM unit WHERE unit_system = '63' ORDER BY 1`);
    const names = Array.from({ length: known.rowCount }, (_, row) => known.cell(row, 0));
    expect([...sheet.rows.map((row) => row[0])].sort()).toEqual(names.sort());
  }
});
