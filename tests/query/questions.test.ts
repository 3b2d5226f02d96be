import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LoggerInterface } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindQuestion } from '../../src/core/bind-question';
import { columnLabel } from '../../src/core/column-label';
import { withScenario } from '../../src/core/compare/scenario-sql';
import type { Engine } from '../../src/core/engine';
import { chartIn, type Json, type ParamSpec, type ParamValues, type SavedQuestion } from '../../src/core/question';
import { recordsOf, type ResultTable } from '../../src/core/result-table';
import { runQuestion } from '../../src/jobs/run-question';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';
import { savedQuestions } from '../support/saved-questions';
import { textTable } from '../support/text-table';

const questions = savedQuestions();
const goldenFolder = fileURLToPath(new URL('./golden/', import.meta.url));
let engine: Engine;

beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine, { samples: true });
  mkdirSync(goldenFolder, { recursive: true });
}, 300_000);
afterAll(() => engine.close());

/** Compares with the golden; a difference is left beside it as `.changed`, to be looked at and moved over it when right. */
function expectGolden(id: string, text: string): void {
  const golden = `${goldenFolder}${id}.txt`;
  const changed = `${golden}.changed`;
  const before = existsSync(golden) ? readFileSync(golden, 'utf8') : '';
  if (before === text) rmSync(changed, { force: true });
  else writeFileSync(changed, text);
  expect(text, `golden/${id}.txt`).toBe(before);
}

/** Names of the result's columns that a Vega-Lite spec reads; those a transform makes are left out. */
function fieldsOf(spec: Json): string[] {
  if (Array.isArray(spec)) return spec.flatMap((item: Json) => fieldsOf(item));
  if (typeof spec !== 'object' || spec === null) return [];
  return Object.entries(spec as Record<string, Json>).flatMap(([key, value]) =>
    key === 'field' && typeof value === 'string' ? [value] : key === 'fold' && Array.isArray(value) ? (value as string[]) : fieldsOf(value),
  );
}

function madeByTransforms(spec: Json): string[] {
  if (Array.isArray(spec)) return spec.flatMap((item: Json) => madeByTransforms(item));
  if (typeof spec !== 'object' || spec === null) return [];
  return Object.entries(spec as Record<string, Json>).flatMap(([key, value]) =>
    key === 'as' ? (Array.isArray(value) ? (value as string[]) : [String(value)]) : madeByTransforms(value),
  );
}

/** Sets of values in which each choice of each parameter comes once, among them days at which other units, acts and data are in force. */
function variationsOf(params: readonly ParamSpec[]): ParamValues[] {
  const choices = params.map((param) => {
    const others: Partial<Record<ParamSpec['type'], readonly ParamValues[string][]>> = {
      date: ['2018-12-31', '2026-10-31'],
      month: ['2018-12', '2026-10'],
      basis: ['as_reported', '63', '34'],
      units: [[], ['34:08', 'M2025:BTC']],
      targets: [[]],
      unit: ['34:08', 'M2021:BTC', 'VN:00'],
      target: ['wg-no-task-overdue', 'nq105-four-layer-security'],
      indicator: ['papi_weighted', 'tasks_overdue'],
    };
    return { name: param.name, values: param.choices?.map((choice) => choice.value) ?? others[param.type] ?? [] };
  });
  const most = Math.max(0, ...choices.map(({ values }) => values.length));
  return Array.from({ length: most }, (_, i) =>
    Object.fromEntries(choices.filter(({ values }) => i < values.length).map(({ name, values }) => [name, values[i]!])),
  );
}

test('there are enough of them, and no id twice', () => {
  expect(questions.length).toBeGreaterThanOrEqual(26);
  expect(new Set(questions.map((question) => question.id)).size).toBe(questions.length);
  expect(questions.map((question) => question.id)).toEqual(
    expect.arrayContaining(['scorecard', 'verdict-observations', 'inspected-provinces']),
  );
});

test('each that reads observations has the switch of bases, or says why not', () => {
  for (const question of questions.filter((one) => one.reads.includes('observation'))) {
    const switched = question.params.some((param) => param.type === 'basis');
    expect(switched !== (question.asReported !== null), question.id).toBe(true);
  }
});

describe.each(questions.map((question) => [question.id, question] as const))('%s', (id, question: SavedQuestion) => {
  let table: ResultTable;

  test('runs with its defaults and matches its golden', async () => {
    ({ table } = await runQuestion(engine, question));
    expectGolden(id, textTable(table));
  });

  test('runs with every choice of its parameters', async () => {
    for (const values of variationsOf(question.params)) {
      const other = await runQuestion(engine, question, values);
      const added = other.table.columns.filter(({ name }) => !table.columns.some((one) => one.name === name)).map(({ name }) => name);
      expect(added.length === 0 || String(added) === 'status,reason,parts_total,parts_present', String(added)).toBe(true);
      expect(
        other.table.columns.filter(({ name }) => !added.includes(name)),
        JSON.stringify(values),
      ).toEqual(table.columns);
    }
  });

  test('names its columns in both languages', () => {
    for (const column of table.columns) {
      for (const language of ['vi', 'en'] as const)
        expect(columnLabel(column.name, language, question), column.name).toEqual(expect.any(String));
    }
  });

  test('draws columns that are there, and reads tables and targets that are there', async () => {
    const names = table.columns.map((column) => column.name);
    for (const language of ['vi', 'en'] as const) {
      const spec = chartIn(question, language);
      if (spec === null) continue;
      expect([...names, ...madeByTransforms(spec)]).toEqual(expect.arrayContaining(fieldsOf(spec)));
    }
    const known = await engine.query(
      `SELECT (SELECT list(table_name) FROM duckdb_tables() WHERE schema_name = 'main')::TEXT AS tables, (SELECT list(target_id) FROM target)::TEXT AS targets`,
    );
    for (const [column, wanted] of [question.reads, question.targets].entries()) {
      const present = String(known.cell(0, column)).slice(1, -1).split(', ');
      expect(present).toEqual(expect.arrayContaining([...wanted]));
    }
  });

  test('has a chart that Vega-Lite compiles without a warning', () => {
    for (const language of ['vi', 'en'] as const) {
      const spec = chartIn(question, language);
      if (spec === null) continue;
      const said: string[] = [];
      const note = (...words: readonly unknown[]): typeof logger => (said.push(words.join(' ')), logger);
      const logger = {
        level: () => logger,
        error: note,
        warn: note,
        info: () => logger,
        debug: () => logger,
      } as unknown as LoggerInterface;
      compile({ data: { name: 'rows' }, ...spec } as unknown as TopLevelSpec, { logger });
      expect(said).toEqual([]);
    }
  });

  test('marks illustrative figures', () => {
    const names = table.columns.map((column) => column.name);
    if (question.reads.includes('observation')) expect(names.some((name) => /^origins?$|^illustrative/.test(name))).toBe(true);
  });
});

test.each(['compare-rank', 'compare-slope', 'compare-series', 'compare-profile', 'compare-gap'])('a scenario counts in %s', async (id) => {
  const question = questions.find((one) => one.id === id)!;
  const indicator = String(question.params.find((param) => param.name === 'indicator')?.default ?? 'dvcqg_integration_rate');
  const changes = [{ unit: '34:20', indicator, kind: 'value' as const, amount: 12.5 }];
  const all: ParamValues = id === 'compare-gap' ? { shown: 63 } : {};
  const asked = (values: ParamValues) => bindQuestion(question.sql, question.params, { ...all, ...values }).sql;
  const before = recordsOf(await engine.query(asked({})));
  const after = recordsOf(await engine.query(withScenario(asked({ scenario: 'what_if' }), { name: 'giả định', changes })));
  const ofUnit = (rows: typeof before) => JSON.stringify(rows.filter((row) => row.unit_id === '34:20'));
  expect(ofUnit(before)).toContain('34:20');
  expect(ofUnit(after)).not.toBe(ofUnit(before));
  expect(ofUnit(after)).toMatch(/:12\.(5|49999)/);
  expect(Object.keys(after[0]!)).toEqual(Object.keys(before[0]!));
});

describe('the inspection', () => {
  test('prints what the source prints, and does not derive an on-time rate for Hà Giang', async () => {
    const question = questions.find((one) => one.id === 'inspected-provinces');
    const { table } = await runQuestion(engine, question ?? expect.fail('no such question'));
    const printed = (indicator: string, unit: string): unknown[] => {
      const column = (name: string): number => table.columns.findIndex((one) => one.name === name);
      for (let row = 0; row < table.rowCount; row++) {
        if (table.cell(row, column('indicator_id')) === indicator && table.cell(row, column('unit_name')) === unit) {
          return ['value', 'state', 'origin', 'document_id'].map((name) => table.cell(row, column(name)));
        }
      }
      return [];
    };
    expect(printed('ontime_rate', 'Lạng Sơn')).toEqual([99.82, 'printed', 'act', '001']);
    expect(printed('ontime_rate', 'Thái Nguyên')).toEqual([99.36, 'printed', 'act', '001']);
    expect(printed('ontime_rate', 'Tuyên Quang')).toEqual([99, 'printed', 'act', '001']);
    expect(printed('overdue_rate', 'Hà Giang')).toEqual([7.76, 'printed', 'act', '001']);
    expect(printed('ontime_rate', 'Hà Giang')).toEqual([null, 'no_data', null, null]);
  });
});
