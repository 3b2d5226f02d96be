import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { bindQuestion } from '../../src/core/bind-question';
import { comparedWithTarget, filtered, grouped, topN } from '../../src/core/sql/query-change';
import { columnIndex, recordsOf, type ColumnType, type ResultColumn } from '../../src/core/result-table';
import { sqlName } from '../../src/core/sql/sql-name';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';
import { savedQuestions } from '../support/saved-questions';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
  await engine.execute(`CREATE TABLE "Báo cáo" (
    "Đơn vị" TEXT, "order" INTEGER, ngay DATE, luc TIMESTAMP, co BOOLEAN, ty_le DOUBLE, tien DECIMAL(18,2), lon BIGINT, ds INTEGER[], numerator INTEGER, denominator INTEGER);
    INSERT INTO "Báo cáo" VALUES
      ('Hà Giang', 1, DATE '2020-01-31', TIMESTAMP '2020-01-31 10:20:30.5', TRUE, 50.5, 1.25, 9007199254740993, [1], 1, 2),
      ('Lạng Sơn', 2, DATE '2020-02-29', NULL, FALSE, -3, -2.5, -1, [2, 3], 9, 10),
      ('Lạng Sơn', 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 30, 30),
      (NULL, 4, DATE '2021-01-01', NULL, TRUE, 0, 0, 0, [], NULL, 0);`);
});
afterAll(() => engine.close());

const all = 'SELECT * FROM "Báo cáo"';
const column = (name: string, type: ColumnType, sqlType = 'VARCHAR'): ResultColumn => ({ name, type, sqlType });
const rowsOf = async (sql: string) => recordsOf(await engine.query(sql));
const orders = async (sql: string) => (await rowsOf(`SELECT "order" FROM (${sql}\n) ORDER BY ALL`)).map((row) => row.order);

describe('filter', () => {
  test.each([
    ['Đơn vị', 'text', 'VARCHAR', '=', 'Lạng Sơn', [2, 3]],
    ['Đơn vị', 'text', 'VARCHAR', '<>', 'Lạng Sơn', [1]],
    ['Đơn vị', 'text', 'VARCHAR', 'contains', 'LẠNG', [2, 3]],
    ['Đơn vị', 'text', 'VARCHAR', '=', null, [4]],
    ['Đơn vị', 'text', 'VARCHAR', 'not-empty', null, [1, 2, 3]],
    ['order', 'integer', 'INTEGER', '>=', 3, [3, 4]],
    ['ngay', 'date', 'DATE', '<', '2020-02-29', [1]],
    ['ngay', 'date', 'DATE', 'empty', null, [3]],
    ['luc', 'timestamp', 'TIMESTAMP', '=', '2020-01-31T10:20:30.500', [1]],
    ['co', 'boolean', 'BOOLEAN', '=', false, [2]],
    ['ty_le', 'number', 'DOUBLE', '<=', -3, [2]],
    ['tien', 'number', 'DECIMAL(18,2)', '=', 1.25, [1]],
    ['lon', 'integer', 'BIGINT', '=', '9007199254740993', [1]],
    ['ds', 'other', 'INTEGER[]', '=', '[2, 3]', [2]],
  ] as const)('%s %s %s %s %s', async (name, type, sqlType, comparison, value, expected) => {
    const sql = filtered(all, column(name, type, sqlType), comparison, value);
    expect(await engine.check(sql)).toBeNull();
    expect(await orders(sql)).toEqual(expected);
  });

  test('a second one joins the first; the text stays readable', () => {
    const once = filtered('SELECT * FROM unit;', column('unit_system', 'text'), '=', '63');
    expect(filtered(once, column('population', 'integer', 'BIGINT'), '>', 1_000_000)).toBe(
      `WITH result AS (\nSELECT * FROM unit\n)\nSELECT *\nFROM result\nWHERE unit_system = '63'\n  AND population > 1000000`,
    );
  });

  test('a WITH stays in front, so that brackets do not pile up', async () => {
    const sql = '-- đầu\nWITH a(x) AS NOT MATERIALIZED (SELECT 1), "b" AS (FROM a)\nSELECT x FROM b -- cuối\n;';
    const once = filtered(sql, column('x', 'integer', 'INTEGER'), '=', 1);
    expect(once).toBe(
      '-- đầu\nWITH a(x) AS NOT MATERIALIZED (SELECT 1), "b" AS (FROM a),\nresult AS (\nSELECT x FROM b -- cuối\n)\nSELECT *\nFROM result\nWHERE x = 1',
    );
    expect(topN(once, 'x', 5)).toMatch(
      /^-- đầu\nWITH a[^]*,\nresult AS \([^]*,\nresult_2 AS \(\nSELECT \*\nFROM result\nWHERE x = 1\n\)\nSELECT \*/,
    );
    expect(await rowsOf(topN(filtered(once, column('x', 'integer', 'INTEGER'), '<', 2), 'x', 5))).toEqual([{ x: 1 }]);
    const counting = 'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 5) FROM n';
    expect(await rowsOf(topN(counting, 'i', 2))).toEqual([{ i: 5 }, { i: 4 }]);
  });

  test('what an AND would be mixed up with is wrapped instead', async () => {
    const once = filtered(all, column('order', 'integer', 'INTEGER'), '=', 1);
    for (const tail of [' OR TRUE', '\nORDER BY ALL', '\nLIMIT 3', ' -- ghi chú', ' OR TRUE -- ghi chú\n;']) {
      const sql = filtered(once + tail, column('order', 'integer', 'INTEGER'), '=', 2);
      expect(await engine.check(sql), sql).toBeNull();
      expect(await orders(sql)).toEqual(tail.includes('OR TRUE') ? [2] : []);
    }
  });

  test.each(['a number', Number.NaN, Infinity])('refuses %s for a number', (value) => {
    expect(() => filtered(all, column('order', 'integer', 'INTEGER'), '=', value)).toThrow(RangeError);
  });

  test('hostile values stay values', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 12 }), async (value) => {
        const sql = filtered(all, column('Đơn vị', 'text'), '=', value);
        expect(await orders(sql)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

test('group counts, measures, and computes the ratio anew instead of averaging', async () => {
  const sql = grouped(all, 'Đơn vị', [{ column: 'tien', measure: 'sum' }], {
    numerator: 'numerator',
    denominator: 'denominator',
    scale: 100,
  });
  expect(await rowsOf(sql)).toEqual([
    { 'Đơn vị': 'Lạng Sơn', row_count: 2, sum_tien: -2.5, ratio: 97.5 },
    { 'Đơn vị': 'Hà Giang', row_count: 1, sum_tien: 1.25, ratio: 50 },
    { 'Đơn vị': null, row_count: 1, sum_tien: 0, ratio: null },
  ]);
  for (const measure of ['sum', 'avg', 'median', 'min', 'max', 'count'] as const)
    expect(await engine.check(grouped(all, 'order', [{ column: 'ty_le', measure }]))).toBeNull();
});

test('top n has the greatest first, the empty last, and no more than n', async () => {
  const names = async (sql: string) => (await rowsOf(sql)).map((row) => row.order);
  expect(await names(topN(all, 'ty_le', 2))).toEqual([1, 4]);
  expect(await names(topN(all, 'ty_le', 9, true))).toEqual([2, 4, 1, 3]);
  expect(() => topN(all, 'ty_le', 0)).toThrow(RangeError);
});

describe('compared with a target', () => {
  test('a value column gets the goal, whether it is met and the gap', async () => {
    const values = `SELECT * FROM (VALUES ('a', 30.0), ('b', 12.5), ('c', NULL)) t(name, share)`;
    const [goal] = await rowsOf(`SELECT goal, comparator FROM demand WHERE target_id = 'nq1219-dvc-l4-30'`);
    expect(goal).toEqual({ goal: 30, comparator: '>=' });
    const rows = await rowsOf(comparedWithTarget(values, 'nq1219-dvc-l4-30', { value: 'share', unit: null }));
    expect(rows.map((row) => [row.name, row.goal, row.meets_goal, row.gap_to_goal])).toEqual([
      ['a', 30, true, 0],
      ['b', 30, false, 17.5],
      ['c', 30, null, null],
    ]);
  });

  test('a unit column gets the verdict that the model gives', async () => {
    const units = `SELECT unit_id, name_vi FROM unit WHERE unit_system IN ('63', 'M2021')`;
    const sql = comparedWithTarget(units, 'nq1219-dvc-l4-30', { value: null, unit: 'unit_id', asOf: `DATE '2020-12-31'` });
    const got = await rowsOf(`SELECT unit_id, target_verdict FROM (${sql}) WHERE target_verdict IS NOT NULL ORDER BY unit_id`);
    const expected = await rowsOf(
      `SELECT unit_id, verdict AS target_verdict FROM verdict(DATE '2020-12-31', target_ids := ['nq1219-dvc-l4-30'])
       WHERE unit_system IN ('63', 'M2021') ORDER BY unit_id`,
    );
    expect(got).toEqual(expected);
    expect(got.length).toBeGreaterThan(10);
    expect(await engine.query(sql)).toMatchObject({ rowCount: (await engine.query(units)).rowCount });
  });
});

test('every saved question can be changed in every way, parameters kept', async () => {
  for (const question of savedQuestions()) {
    const bind = (sql: string) => bindQuestion(sql, question.params, {}).sql;
    const { columns } = await engine.query(`DESCRIBE ${bind(question.sql)}`).then(async (described) => ({
      columns: recordsOf(described).map((row) => String(row.column_name)),
      described,
    }));
    const first = columns[0]!;
    // One upon the other, since planning the questions is what takes the time here.
    const judged = columns.includes('unit_id')
      ? comparedWithTarget(question.sql, 'nq1219-dvc-l4-30', { value: null, unit: 'unit_id', asOf: `DATE '2020-12-31'` })
      : question.sql;
    const changed = grouped(topN(filtered(judged, column(first, 'other', 'VARCHAR'), 'not-empty', null), first, 3), first);
    expect(await engine.check(bind(changed)), `${question.id}\n${changed}`).toBeNull();
  }
});

test('names are quoted where the engine wants it', async () => {
  const keywords = await engine.query('SELECT keyword_name FROM duckdb_keywords()');
  const at = columnIndex(keywords, 'keyword_name');
  const names = Array.from({ length: keywords.rowCount }, (_, row) => String(keywords.cell(row, at)));
  expect(names.length).toBeGreaterThan(300);
  for (const name of [...names, 'Đơn vị', 'a"b', 'A', '1a'])
    expect(await engine.check(`SELECT ${sqlName(name)} FROM (SELECT 1 AS ${sqlName(name)}) ${sqlName(name)}`), name).toBeNull();
});
