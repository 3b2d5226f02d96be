import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  channelSorts,
  chartAggregates,
  chartMarks,
  emptyBuild,
  timeSteps,
  type BuildChannel,
  type ChartBuild,
} from '../../src/core/chart/chart-build';
import { openChart, chartText } from '../../src/core/chart/chart-open';
import { chartSizeSql, chartSql, mostRows, rowsPerMark, sumsUp } from '../../src/core/chart/chart-sql';
import { columnFacts, suggestChart } from '../../src/core/chart/chart-suggest';
import { bindQuestion } from '../../src/core/bind-question';
import type { Engine } from '../../src/core/engine';
import { columnIndex, recordsOf, type ResultTable } from '../../src/core/result-table';
import { chartRows } from '../../src/jobs/chart-rows';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';
import { savedQuestions } from '../support/saved-questions';

let engine: Engine;

beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine, { samples: true });
});
afterAll(() => engine.close());

/** 20 000 rows: dates, two provinces, quantities, awkward names and every kind of column. */
const long = `
SELECT DATE '2020-01-01' + CAST(i % 1461 AS INTEGER) AS period_end, TIMESTAMP '2020-01-01' + INTERVAL (i) MINUTE AS seen,
  ['Đà Nẵng', 'An Giang', NULL][1 + i % 3] AS unit_name, CAST(i % 97 AS INTEGER) AS on_time, CAST(100 AS BIGINT) AS dossiers,
  CAST(i AS DOUBLE) AS x, CAST(i % 11 AS DECIMAL(9, 2)) AS y, i % 2 = 0 AS ok, [i] AS list, 'a' || i AS "tên ""lạ"" [%] a.b'c"
FROM range(20000) t(i)
-- the end`;

async function total(table: ResultTable, name: string): Promise<number> {
  const column = columnIndex(table, name);
  return Array.from({ length: table.rowCount }, (_, row) => Number(table.cell(row, column) ?? 0)).reduce((sum, value) => sum + value, 0);
}
const built = (more: Partial<ChartBuild>): ChartBuild => ({ ...emptyBuild, ...more });

describe('every statement binds', () => {
  test('for each mark, aggregate, step and kind of column, small, large and sampled', async () => {
    const table = await engine.query(long);
    const measures: BuildChannel[] = chartAggregates.flatMap((aggregate) =>
      table.columns.map(({ name }) => ({ column: name, aggregate, ...(aggregate === 'ratio' && { over: 'dossiers' }) })),
    );
    const dimensions: BuildChannel[] = [
      ...table.columns.map(({ name }) => ({ column: name })),
      ...timeSteps.flatMap((step) => table.columns.map(({ name }) => ({ column: name, step }))),
    ];
    const channels = [...measures, ...dimensions];
    const problems: string[] = [];
    let bound = 0;
    for (const [i, channel] of channels.entries()) {
      const mark = chartMarks[i % chartMarks.length]!;
      const build = built({
        mark,
        x: dimensions[(i * 7) % dimensions.length]!,
        y: channel,
        color: { column: 'unit_name', sort: channelSorts[i % channelSorts.length]! },
        tooltip: [{ column: 'list' }, { column: 'on_time' }],
        targets: [{ kind: 'column', column: 'dossiers', label: 'x' }],
      });
      const size = { marks: 1e6, series: i % 2 ? 3 : 4000, x: [0, 10] as const, y: [-5, 5] as const };
      const texts = [
        chartSizeSql(long, build, table.columns),
        chartSql(long, build, table.columns).sql,
        chartSql(long, build, table.columns, size).sql,
      ];
      for (const text of texts) {
        const error = await engine.check(text);
        bound++;
        if (error) problems.push(`${JSON.stringify(build)}\n${text}\n${error.message}`);
      }
    }
    expect(problems).toEqual([]);
    expect(bound).toBeGreaterThan(300);
  });

  test('and the suggestion for every saved question runs and has rows', async () => {
    const drawn: string[] = [];
    for (const question of savedQuestions()) {
      const { sql } = bindQuestion(question.sql, question.params, Object.fromEntries(question.params.map((p) => [p.name, p.default])));
      // Computed once; a chart reads its rows in each language.
      await engine.query(`CREATE OR REPLACE TABLE answered AS ${sql}`);
      const answered = 'SELECT * FROM answered';
      const table = await engine.query(answered);
      const facts = columnFacts(table);
      for (const language of ['vi', 'en'] as const) {
        const build = suggestChart(table.columns, facts, language);
        if (!build) continue;
        const rows = await chartRows(engine, { sql: answered, table }, openChart(null, table.columns, language, facts).drawn!);
        expect(rows.table.rowCount > 0, question.id).toBe(table.rowCount > 0);
        expect(openChart(chartText(build, table.columns, language), table.columns, language).state).toBe('built');
      }
      drawn.push(question.id);
    }
    expect(drawn.length).toBeGreaterThan(20);
  });
});

describe('what the engine sums up', () => {
  test('equals the rows: a sum by month and unit, and a rate as a quotient of sums', async () => {
    const table = await engine.query(long);
    const build = built({
      mark: 'bar',
      x: { column: 'period_end', step: 'quarter' },
      y: { column: 'on_time', aggregate: 'ratio', over: 'dossiers' },
      color: { column: 'unit_name' },
    });
    const rows = await chartRows(engine, { sql: long, table }, build);
    const expected = await engine.query(
      `SELECT CAST(date_trunc('quarter', period_end) AS DATE) q, unit_name u, 100.0 * sum(on_time) / sum(dossiers) r FROM (${long}\n) GROUP BY 1, 2`,
    );
    expect(rows.table.rowCount).toBe(expected.rowCount);
    const key = (table: ResultTable) =>
      recordsOf(table)
        .map((row) =>
          Object.values(row)
            .map((value) => (typeof value === 'number' ? value.toFixed(6) : String(value)))
            .join('|'),
        )
        .toSorted();
    expect(rows.table.columns.map(({ name }) => name)).toEqual(['period_end_quarter', 'on_time_per_dossiers', 'unit_name']);
    const reordered = await engine.query(
      `SELECT q, r, u FROM (SELECT CAST(date_trunc('quarter', period_end) AS DATE) q, unit_name u, 100.0 * sum(on_time) / sum(dossiers) r FROM (${long}\n) GROUP BY 1, 2)`,
    );
    expect(key(rows.table)).toEqual(key(reordered));
  });

  test('a rate leaves out rows that lack a part, and nothing over nothing is no rate', async () => {
    const sql = `SELECT * FROM (VALUES ('a', 5, 10), ('a', 99, NULL), ('a', NULL, 30), ('b', 1, 0), ('c', NULL, NULL)) t(unit_name, numerator, denominator)`;
    const table = await engine.query(sql);
    const build = built({ y: { column: 'unit_name' }, x: { column: 'numerator', aggregate: 'ratio', over: 'denominator' } });
    const rows = await chartRows(engine, { sql, table }, build);
    expect(recordsOf(rows.table).map((row) => [row.unit_name, row.numerator_per_denominator])).toEqual([
      ['a', 50],
      ['b', null],
      ['c', null],
    ]);
    expect(rows.reduced).toBe('aggregated');
  });

  test('categories come in the order of the rows', async () => {
    const sql = `SELECT * FROM (VALUES ('z', 1), ('a', 2), ('z', 3), ('m', 4)) t(u, v)`;
    const table = await engine.query(sql);
    const rows = await chartRows(engine, { sql, table }, built({ y: { column: 'u' }, x: { column: 'v', aggregate: 'sum' } }));
    expect(recordsOf(rows.table).map((row) => row.u)).toEqual(['z', 'a', 'm']);
  });

  test('a goal that differs within a group is not drawn', async () => {
    const sql = `SELECT * FROM (VALUES ('a', 1, 90), ('a', 2, 90), ('b', 3, 80), ('b', 3, 85)) t(u, v, goal)`;
    const table = await engine.query(sql);
    const build = built({
      y: { column: 'u' },
      x: { column: 'v', aggregate: 'sum' },
      targets: [{ kind: 'column', column: 'goal', label: '' }],
    });
    expect(recordsOf((await chartRows(engine, { sql, table }, build)).table)).toEqual([
      { u: 'a', v_sum: 3, goal: 90 },
      { u: 'b', v_sum: 6, goal: null },
    ]);
  });
});

describe('more than may be drawn', () => {
  test('bars over time are binned, and their sums are those of the rows', async () => {
    const table = await engine.query(long);
    const build = built({ mark: 'bar', x: { column: 'seen' }, y: { column: 'on_time' }, color: { column: 'unit_name' } });
    const rows = await chartRows(engine, { sql: long, table }, build);
    expect(rows).toMatchObject({ reduced: 'binned', sourceRows: 20_000, marks: 20_000 });
    expect(rows.table.rowCount).toBeLessThanOrEqual(5000);
    expect(rows.table.rowCount).toBeGreaterThan(1000);
    expect(await total(rows.table, rowsPerMark)).toBe(20_000);
    const sums = await engine.query(`SELECT unit_name, sum(on_time)::DOUBLE AS s FROM (${long}\n) GROUP BY 1 ORDER BY 1`);
    const binned = new Map<unknown, number>();
    for (const row of recordsOf(rows.table)) binned.set(row.unit_name, (binned.get(row.unit_name) ?? 0) + Number(row.on_time));
    expect(recordsOf(sums).map((row) => [row.unit_name, row.s])).toEqual(
      recordsOf(sums).map((row) => [row.unit_name, binned.get(row.unit_name)]),
    );
  });

  test('dots are binned on both axes; no row is lost, and the middle of all stays where it was', async () => {
    const table = await engine.query(long);
    const build = built({ mark: 'point', x: { column: 'x' }, y: { column: 'on_time' } });
    const rows = await chartRows(engine, { sql: long, table }, build);
    expect(rows.reduced).toBe('binned');
    expect(rows.table.rowCount).toBeLessThanOrEqual(5000);
    expect(await total(rows.table, rowsPerMark)).toBe(20_000);
    const mass = recordsOf(rows.table).reduce((sum, row) => sum + Number(row.x) * Number(row[rowsPerMark]), 0);
    expect(mass / 20_000).toBeCloseTo(19_999 / 2, 6);
  });

  test('rows without a place on the axis are kept as such', async () => {
    const sql = `SELECT CASE WHEN i < 9000 THEN i::DOUBLE WHEN i < 9500 THEN 'infinity'::DOUBLE END AS x, 1 AS y FROM range(10000) t(i)`;
    const table = await engine.query(sql);
    const rows = await chartRows(engine, { sql, table }, built({ mark: 'line', x: { column: 'x' }, y: { column: 'y' } }));
    expect(rows.reduced).toBe('binned');
    expect(await total(rows.table, rowsPerMark)).toBe(10_000);
  });

  test('many bars on few categories are summed, which draws the same picture', async () => {
    const table = await engine.query(long);
    const build = built({ y: { column: 'unit_name' }, x: { column: 'on_time' } });
    const rows = await chartRows(engine, { sql: long, table }, build);
    expect(rows.reduced).toBe('aggregated');
    expect(rows.table.rowCount).toBe(3);
    expect(await total(rows.table, 'on_time')).toBe(await total(table, 'on_time'));
  });

  test('names without an axis are sampled: whole rows of the result, the same ones each time, spread over it', async () => {
    const table = await engine.query(long);
    const build = built({ mark: 'point', y: { column: `tên "lạ" [%] a.b'c` }, x: { column: 'unit_name' } });
    const [first, second] = [await chartRows(engine, { sql: long, table }, build), await chartRows(engine, { sql: long, table }, build)];
    expect(first).toMatchObject({ reduced: 'sampled', marks: 20_000 });
    expect(first.table.rowCount).toBe(5000);
    expect(recordsOf(first.table)).toEqual(recordsOf(second.table));
    const places = recordsOf(first.table).map((row) =>
      Number(String(Object.values(row).find((value) => String(value).startsWith('a'))).slice(1)),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(new Set(places).size).toBe(5000);
    expect(places.filter((place) => place < 10_000).length).toBeGreaterThan(2300);
    expect(places.filter((place) => place < 10_000).length).toBeLessThan(2700);
  });

  test('written as text: a sample spread over the result, all rows where it sums up by itself', async () => {
    const table = await engine.query(long);
    const dots = { mark: 'point', encoding: { x: { field: 'x', type: 'quantitative' } } };
    const bars = { mark: 'bar', encoding: { x: { field: 'unit_name' }, y: { aggregate: 'sum', field: 'on_time' } } };
    const drawn = await chartRows(engine, { sql: long, table }, null, { limit: mostRows(dots) });
    expect(drawn).toMatchObject({
      reduced: 'sampled',
      sourceRows: 20_000,
      marks: 20_000,
      table: { rowCount: 5000, columns: table.columns },
    });
    const early = recordsOf(drawn.table).filter((row) => Number(row.x) < 10_000).length;
    expect(early).toBeGreaterThan(2300);
    expect(early).toBeLessThan(2700);
    const silent = { query: () => Promise.reject(new Error('asked')) };
    expect(await chartRows(silent, { sql: long, table }, null, { limit: mostRows(bars) })).toMatchObject({ reduced: null, table });
    expect(
      [{ layer: [{ mark: { type: 'boxplot' } }] }, { encoding: { x: { bin: true } } }, { transform: [{ density: 'x' }] }].map(sumsUp),
    ).toEqual([true, true, true]);
    expect([dots, { encoding: { x: { bin: false } }, usermeta: { aggregate: 'sum' } }].map(sumsUp)).toEqual([false, false]);
  });

  test('a small result without aggregates asks the engine nothing', async () => {
    const table = await engine.query('SELECT 1 AS a, 2 AS b');
    const silent = { query: () => Promise.reject(new Error('asked')) };
    const rows = await chartRows(silent, { sql: '', table }, built({ x: { column: 'a' }, y: { column: 'b' } }));
    expect(rows).toEqual({ table, reduced: null, sourceRows: 1, marks: 1 });
  });
});
