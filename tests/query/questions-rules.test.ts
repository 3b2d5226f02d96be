import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine';
import type { ParamValues } from '../../src/core/question';
import { recordsOf, type Plain } from '../../src/core/result-table';
import { explainVerdict } from '../../src/jobs/explain-verdict';
import { runQuestion } from '../../src/jobs/run-question';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';
import { savedQuestions } from '../support/saved-questions';

const questions = new Map(savedQuestions().map((question) => [question.id, question]));
let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
});
beforeEach(() => engine.execute("DELETE FROM observation WHERE origin IN ('user', 'illustrative')"));
afterAll(() => engine.close());

async function ask(id: string, values: ParamValues): Promise<Record<string, Plain>[]> {
  return recordsOf((await runQuestion(engine, questions.get(id) ?? expect.fail(`no question ${id}`), values)).table);
}

/** One month of the reader's own figures: a row per `unit_id, numerator, denominator`; the value is their share in percent. */
async function report(
  indicator: string,
  month: string,
  rows: readonly (readonly [string, number, number])[],
  origin = 'user',
): Promise<void> {
  const values = rows.map(([unit, numerator, denominator], row) => `('${unit}', ${numerator}, ${denominator}, ${row + 1})`).join(', ');
  await engine.execute(`
    INSERT INTO observation BY NAME
    SELECT unit_id, '${indicator}' AS indicator_id, DATE '${month}-01' AS period_start, last_day(DATE '${month}-01') AS period_end, 'month' AS period_kind,
      's' AS series, 100.0 * numerator / nullif(denominator, 0) AS value, numerator, denominator, '${origin}' AS origin, 'f.csv' AS file, row
    FROM (VALUES ${values}) t (unit_id, numerator, denominator, row)`);
}

describe('on-time ranking', () => {
  test('ties share a rank and the next rank is skipped; few dossiers are marked; who has none comes last without a rank', async () => {
    await report('ontime_rate', '2020-05', [
      ['63:02', 990, 1000],
      ['63:04', 19, 20],
      ['63:06', 950, 1000],
      ['63:08', 900, 1000],
    ]);
    const rows = await ask('rank-on-time', { month: '2020-05' });
    expect(rows).toHaveLength(63);
    expect(rows.slice(0, 5).map((row) => [row.unit_name, row.rank, row.tied_with, row.small_denominator])).toEqual([
      ['Hà Giang', 1, 0, false],
      ['Bắc Kạn', 2, 1, false],
      ['Cao Bằng', 2, 1, true],
      ['Tuyên Quang', 4, 0, false],
      ['An Giang', null, null, null],
    ]);
  });

  test('illustrative figures are ranked among themselves, never with real ones', async () => {
    await report('ontime_rate', '2020-05', [['63:02', 90, 100]]);
    await report('ontime_rate', '2020-05', [['63:04', 99, 100]], 'illustrative');
    const rows = await ask('rank-on-time', { month: '2020-05' });
    expect(rows.slice(0, 2).map((row) => [row.unit_name, row.rank, row.origin])).toEqual([
      ['Hà Giang', 1, 'user'],
      ['Cao Bằng', 1, 'illustrative'],
    ]);
  });

  test('marks units that were merged', async () => {
    const rows = await ask('rank-on-time', { month: '2026-05', system: '34' });
    const merged = new Map(rows.map((row) => [row.unit_name, row.merged_unit]));
    expect(rows).toHaveLength(34);
    expect([merged.get('Tuyên Quang'), merged.get('Cao Bằng')]).toEqual([true, false]);
  });
});

describe('plausibility', () => {
  const findings = async (): Promise<Plain[]> =>
    (await ask('plausibility', { from: '2019-01', to: '2021-12' })).map((row) => row.finding ?? null);
  const provinces = async (share: number): Promise<[string, number, number][]> =>
    recordsOf(await engine.query("SELECT unit_id FROM unit WHERE unit_system = '63'")).map((row) => [String(row.unit_id), share, 10]);

  test('finds nothing in sound figures', async () => {
    await report('dvc_l4_rate', '2020-05', [...(await provinces(3)), ['VN:00', 189, 630]]);
    expect(await findings()).toEqual([]);
  });

  test('finds a numerator above its denominator, but not where a share may pass 100 %', async () => {
    await report('dvc_l4_rate', '2020-05', [['63:02', 11, 10]]);
    await report('soe_equitised_vs_plan', '2020-05', [['63:02', 11, 10]]);
    expect(await findings()).toEqual(['numerator_above_denominator']);
  });

  test('finds provinces that do not add up to the national row, only when all are there', async () => {
    const all = await provinces(3);
    await report('dvc_l4_rate', '2020-05', [...all, ['VN:00', 200, 630]]);
    await report('dvc_l4_rate', '2020-06', [...all.slice(1), ['VN:00', 200, 630]]);
    expect((await ask('plausibility', {})).map((row) => [row.finding, row.period_end, row.value, row.numerator])).toEqual([
      ['parts_differ_from_national', '2020-05-31', 200, 189],
    ]);
  });

  test('finds two values for one period, and one value for twelve months but not for eleven', async () => {
    await report('dvc_l4_rate', '2020-05', [
      ['63:02', 1, 10],
      ['63:02', 2, 10],
    ]);
    expect(await findings()).toEqual(['two_values']);
    await engine.execute("DELETE FROM observation WHERE origin = 'user'");
    for (let month = 1; month <= 12; month++) {
      await report('dvc_l4_rate', `2020-${String(month).padStart(2, '0')}`, [
        ['63:02', 3, 10],
        ...(month > 1 ? [['63:04', 3, 10] as const] : []),
      ]);
    }
    expect((await ask('plausibility', {})).map((row) => [row.finding, row.unit_name])).toEqual([['unchanged_twelve_months', 'Hà Giang']]);
  });
});

test('who has sent nothing: units without a row in a month in which their system has rows', async () => {
  await report('dvc_l4_rate', '2020-04', [['63:02', 1, 10]]);
  await report('dvc_l4_rate', '2020-05', [['63:04', 1, 10]]);
  const rows = await ask('sent-nothing', { month: '2020-05', system: '63' });
  expect(rows).toHaveLength(62);
  expect(rows.find((row) => row.unit_id === '63:02')).toMatchObject({ last_period_end: '2020-04-30', months_silent: 1 });
  expect(rows.find((row) => row.unit_id === '63:06')).toMatchObject({ last_period_end: null });
  expect(rows.some((row) => row.unit_id === '63:04')).toBe(false);
});

test('the observations behind a verdict say which one was used', async () => {
  await report('dvc_l4_rate', '2020-04', [['63:02', 1, 10]]);
  await report('dvc_l4_rate', '2020-05', [['63:02', 2, 10]]);
  await report('dvc_l4_rate', '2021-05', [['63:02', 9, 10]]);
  await report('dvc_l4_rate', '2020-06', [['63:02', 5, 10]], 'illustrative');
  const rows = await ask('verdict-observations', { target: 'nq1219-dvc-l4-30', unit: '63:02', as_of: '2021-12-31' });
  expect(rows.map((row) => [row.period_end, row.use])).toEqual([
    ['2021-05-31', 'after_deadline'],
    ['2020-06-30', 'real_figure_exists'],
    ['2020-05-31', 'actual'],
    ['2020-04-30', 'first_of_line'],
  ]);
});

describe('on another unit system', () => {
  test('every figure of the scorecard says how it came about, and opens to the parts that make it', async () => {
    await report('dvc_l4_rate', '2020-12', [
      ['63:02', 30, 100],
      ['63:08', 250, 1000],
      ['63:01', 7, 10],
      ['63:25', 1, 4],
    ]);
    const rows = await ask('scorecard', { basis: '34', targets: ['nq1219-dvc-l4-30'] });
    const told = (unit: string) => {
      const row = rows.find((one) => one.unit_id === unit);
      return [row?.actual, row?.verdict, row?.status, row?.reason, row?.parts_present, row?.parts_total];
    };
    expect(rows).toHaveLength(34);
    expect(told('34:08')).toEqual([(100 * 280) / 1100, 'behind', 'restated', null, 2, 2]);
    expect(told('34:01')).toEqual([70, 'met', 'as_reported', null, 1, 1]);
    expect(told('34:25')).toEqual([null, 'no_data', 'incomplete', 'parts_missing', 1, 3]);
    for (const [unit, parts] of [
      [
        '34:08',
        [
          [30, 100],
          [250, 1000],
        ],
      ],
      ['34:01', [[7, 10]]],
      [
        '34:25',
        [
          [null, null],
          [1, 4],
          [null, null],
        ],
      ],
    ] as const) {
      const opened = await explainVerdict(engine, { unitId: unit, targetId: 'nq1219-dvc-l4-30', asOf: '2020-12-31', basis: '34' });
      expect(opened.verdict).toMatchObject({ actual: told(unit)[0], status: told(unit)[2] });
      expect(
        opened.parts?.map((part) => [part.numerator, part.denominator]),
        unit,
      ).toEqual(parts);
    }
  });

  test('counts add up, and a part that is missing gives no figure', async () => {
    await report('feedback_overdue', '2020-11', [
      ['63:02', 300, 100],
      ['63:08', 500, 100],
      ['63:25', 200, 100],
    ]);
    const rows = await ask('overdue-feedback', { basis: '34' });
    const of = (unit: string) => rows.find((row) => row.unit_id === unit);
    expect(rows).toHaveLength(34);
    expect(of('34:08')).toMatchObject({ overdue: 800, status: 'restated', period_end: '2020-11-30' });
    expect(of('34:25')).toMatchObject({ overdue: null, status: 'incomplete', parts_present: 1, parts_total: 3 });
    expect((await ask('overdue-feedback', {})).find((row) => row.unit_id === '63:02')).toMatchObject({ overdue: 300 });
  });
});
