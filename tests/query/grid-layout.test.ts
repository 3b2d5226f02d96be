import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import type { Engine } from '../../src/core/engine';
import type { GridFilter } from '../../src/core/grid/grid-filter';
import { laidOut, type GridLayout } from '../../src/core/grid/grid-layout';
import type { ColumnType, Plain, ResultColumn } from '../../src/core/result-table';
import { textLiteral } from '../../src/core/sql/sql-literal';
import { listValues } from '../../src/jobs/list-values';
import { profileColumn } from '../../src/jobs/profile-column';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;

beforeAll(async () => {
  engine = await openNodeEngine();
  await engine.execute(await readFile(new URL('../../queries/model/sort-key.sql', import.meta.url), 'utf8'));
});
afterAll(() => engine.close());

/** Eight units; the third has nothing but its name, the last a name in decomposed letters. */
const units = `SELECT * FROM (VALUES
  (1, 'Đà Nẵng', 99.5::DECIMAL(5,2), 0.1::FLOAT, DATE '2021-06-30', TIMESTAMP '2021-06-30 08:05:00', true, 'met', 170141183460469231731687303715884105727::HUGEINT),
  (2, 'Hà Nội', 80.25, 0.2, DATE '2021-07-31', TIMESTAMP '2021-07-31 23:59:59', false, 'behind', 9007199254740993),
  (3, 'An Giang', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (4, 'Ân Thi', 70, 'nan', DATE '2021-08-31', TIMESTAMP '2021-08-31 00:00:00', true, 'missed', 5),
  (5, 'Điện Biên', 60, 'inf', DATE '2022-01-01', TIMESTAMP '2022-01-01 12:00:00', false, 'met', 4),
  (6, 'hà nội', 50, 0.5, DATE '2022-02-01', TIMESTAMP '2022-02-01 12:00:00', true, 'no_data', 3),
  (7, '', 40, 0.6, DATE '2022-03-01', TIMESTAMP '2022-03-01 12:00:00', NULL, 'met', 2),
  (8, ${textLiteral('Hà Nam'.normalize('NFD'))}, 40, 0.7, DATE '2022-03-01', TIMESTAMP '2022-03-01 12:00:00', false, 'on_pace', 1)
) AS t(id, unit, rate, single, day, moment, done, verdict, big) -- a remark; with a semicolon`;

async function columnsOf(sql: string): Promise<readonly ResultColumn[]> {
  return (await engine.query(`SELECT * FROM (${sql}\n) LIMIT 0`)).columns;
}

async function ids(layout: GridLayout, sql = units): Promise<Plain[]> {
  const result = await engine.query(laidOut(sql, layout, await columnsOf(units)));
  return Array.from({ length: result.rowCount }, (_, row) => result.cell(row, 0));
}

const kept = (filter: GridFilter) => ids({ filters: [filter] });

describe('filters', () => {
  it('by values of every type, missing ones among them', async () => {
    expect(await kept({ kind: 'values', column: 'unit', values: ['Đà Nẵng', 'An Giang'] })).toEqual([1, 3]);
    expect(await kept({ kind: 'values', column: 'unit', values: ['Đà Nẵng', 'An Giang'], exclude: true })).toEqual([2, 4, 5, 6, 7, 8]);
    expect(await kept({ kind: 'values', column: 'rate', values: [80.25, 60] })).toEqual([2, 5]);
    expect(await kept({ kind: 'values', column: 'rate', values: [null, 40] })).toEqual([3, 7, 8]);
    expect(await kept({ kind: 'values', column: 'rate', values: [null, 40], exclude: true })).toEqual([1, 2, 4, 5, 6]);
    expect(await kept({ kind: 'values', column: 'single', values: [0.1, 'nan', 'inf'] })).toEqual([1, 4, 5]);
    expect(await kept({ kind: 'values', column: 'day', values: ['2022-03-01'] })).toEqual([7, 8]);
    expect(await kept({ kind: 'values', column: 'moment', values: ['2021-06-30T08:05:00'] })).toEqual([1]);
    expect(await kept({ kind: 'values', column: 'done', values: [true, null] })).toEqual([1, 3, 4, 6, 7]);
    expect(await kept({ kind: 'values', column: 'big', values: ['9007199254740993', '170141183460469231731687303715884105727'] })).toEqual([
      1, 2,
    ]);
    expect(await kept({ kind: 'values', column: 'day', values: ['no day'] })).toEqual([]);
    expect(await kept({ kind: 'values', column: 'unit', values: [] })).toEqual([]);
    expect(await kept({ kind: 'verdict', column: 'verdict', verdicts: ['met', 'on_pace'] })).toEqual([1, 5, 7, 8]);
  });

  it('by range, the end of a day included', async () => {
    expect(await kept({ kind: 'range', column: 'rate', from: 60, to: 80.25 })).toEqual([2, 4, 5]);
    expect(await kept({ kind: 'range', column: 'rate', to: 50 })).toEqual([6, 7, 8]);
    expect(await kept({ kind: 'range', column: 'day', from: '2021-07-31', to: '2021-08-31' })).toEqual([2, 4]);
    expect(await kept({ kind: 'range', column: 'moment', from: '2021-07-01', to: '2021-07-31' })).toEqual([2]);
    expect(await kept({ kind: 'range', column: 'unit', from: 'Â', to: 'Đa' })).toEqual([4]);
    expect(await kept({ kind: 'range', column: 'rate' })).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('by text: any case, without accents where none are typed, with them where they are', async () => {
    const contains = (text: string) => kept({ kind: 'text', column: 'unit', text, how: 'contains' });
    expect(await contains('ha n')).toEqual([2, 6, 8]);
    expect(await contains('HÀ N')).toEqual([2, 6, 8]);
    expect(await contains('hạ')).toEqual([]);
    expect(await contains('da')).toEqual([1]);
    expect(await contains('đ')).toEqual([1, 5]);
    expect(await kept({ kind: 'text', column: 'unit', text: 'dien', how: 'starts' })).toEqual([5]);
    expect(await kept({ kind: 'text', column: 'unit', text: ' hà nội ', how: 'equals' })).toEqual([2, 6]);
    expect(await kept({ kind: 'text', column: 'unit', text: 'ha', how: 'not contains' })).toEqual([1, 3, 4, 5, 7]);
    expect(await kept({ kind: 'text', column: 'verdict', text: 'e', how: 'not contains' })).toEqual([3, 6]);
    expect(await kept({ kind: 'text', column: 'rate', text: '0.25', how: 'contains' })).toEqual([2]);
    for (const text of ['%', '.', '[', '\\\\', '(?i)', '^', '$', '\\0']) expect(await contains(text), text).toEqual([]);
    expect(await kept({ kind: 'text', column: 'unit', text: 'Hà Nam', how: 'equals' })).toEqual([8]);
  });

  it('by being empty', async () => {
    expect(await kept({ kind: 'empty', column: 'unit', empty: true })).toEqual([7]);
    expect(await kept({ kind: 'empty', column: 'done', empty: true })).toEqual([3, 7]);
    expect(await kept({ kind: 'empty', column: 'unit', empty: false })).toEqual([1, 2, 3, 4, 5, 6, 8]);
  });

  it('keep the order of the statement, and leave out what speaks of no column', async () => {
    const ordered = `SELECT * FROM (${units}\n) ORDER BY id DESC;`;
    expect(await ids({ filters: [{ kind: 'range', column: 'rate', from: 60 }] }, ordered)).toEqual([5, 4, 2, 1]);
    expect(
      await ids({ filters: [{ kind: 'range', column: 'gone', from: 60 }], sort: [{ column: 'gone', descending: true }] }),
    ).toHaveLength(8);
    expect(laidOut('SELECT 1;', { hidden: ['x'] }, [])).toBe('SELECT 1;');
  });

  it('bind, run and never let text out of its quotes', async () => {
    const types: Readonly<Record<string, ColumnType>> = { unit: 'text', rate: 'number', day: 'date', moment: 'timestamp', done: 'boolean' };
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom("'; DROP TABLE x; --", '"', "\\'", '\0', '/*'));
    const value = fc.oneof(text, fc.double({ noNaN: false }), fc.boolean(), fc.constant(null));
    const column = fc.constantFrom(...Object.keys(types));
    const filter: fc.Arbitrary<GridFilter> = fc.oneof(
      fc.record({ kind: fc.constant('values' as const), column, values: fc.array(value, { maxLength: 4 }), exclude: fc.boolean() }),
      fc.record({
        kind: fc.constant('range' as const),
        column,
        from: fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true })),
        to: text,
      }),
      fc.record({ kind: fc.constant('text' as const), column, text, how: fc.constantFrom('contains', 'starts', 'equals', 'not contains') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(filter, { minLength: 1, maxLength: 3 }), async (filters) => {
        const rows = await ids({ filters, sort: [{ column: 'unit', descending: true }] });
        expect(rows.length).toBeLessThanOrEqual(8);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});

describe('order', () => {
  it('is Vietnamese for text, with nothing last, and further columns decide among equals', async () => {
    expect(await ids({ sort: [{ column: 'unit', descending: false }] })).toEqual([7, 3, 4, 1, 5, 8, 2, 6]);
    expect((await ids({ sort: [{ column: 'rate', descending: true }] })).at(-1)).toBe(3);
    expect((await ids({ sort: [{ column: 'rate', descending: false }] })).at(-1)).toBe(3);
    expect(
      await ids({
        sort: [
          { column: 'rate', descending: false },
          { column: 'id', descending: true },
        ],
      }),
    ).toEqual([8, 7, 6, 5, 4, 2, 1, 3]);
  });

  it('goes with filters', async () => {
    const layout: GridLayout = {
      sort: [{ column: 'rate', descending: true }],
      filters: [
        { kind: 'text', column: 'unit', text: 'n', how: 'contains' },
        { kind: 'range', column: 'rate', to: 90 },
      ],
    };
    expect(await ids(layout)).toEqual([2, 4, 5, 6, 8]);
  });
});

describe('values of a column', () => {
  const list = async (column: string, search = '') =>
    listValues(
      engine,
      units,
      (await columnsOf(units)).find((one) => one.name === column)!,
      search,
    );

  it('come with their counts, most frequent first', async () => {
    expect((await list('verdict')).slice(0, 2)).toEqual([
      { value: 'met', count: 3 },
      { value: 'behind', count: 1 },
    ]);
    expect((await list('verdict')).at(-1)).toEqual({ value: null, count: 1 });
    expect((await list('rate'))[0]).toEqual({ value: 40, count: 2 });
    expect((await list('day'))[0]).toEqual({ value: '2022-03-01', count: 2 });
  });

  it('are searched without accents, and what is listed filters exactly its rows', async () => {
    expect((await list('unit', 'ha no')).map((one) => one.value)).toEqual(['Hà Nội', 'hà nội']);
    for (const column of ['unit', 'rate', 'single', 'day', 'moment', 'done', 'big'])
      for (const { value, count } of await list(column))
        expect(await kept({ kind: 'values', column, values: [value] }), `${column} ${String(value)}`).toHaveLength(count);
  });
});

describe('profile of a column', () => {
  const profile = async (column: string, sql = units) =>
    profileColumn(
      engine,
      sql,
      (await engine.query(`SELECT * FROM (${sql}\n) LIMIT 0`)).columns.find((one) => one.name === column)!,
    );

  it('of numbers: counts, ends, mean and bars that hold every row', async () => {
    const one = await profile('rate');
    expect(one).toMatchObject({ rows: 8, nulls: 1, distinct: 6, distinctExact: true, min: 40, max: 99.5, notFinite: 0, kind: 'ranges' });
    expect(one.mean).toBeCloseTo((99.5 + 80.25 + 70 + 60 + 50 + 40 + 40) / 7);
    expect(one.bars.reduce((sum, bar) => sum + bar.rows, 0)).toBe(7);
    expect(one.bars[0]).toMatchObject({ from: 40, rows: 2 });
  });

  it('of whole numbers that are few: a bar each', async () => {
    const one = await profile('n', 'SELECT unnest([1, 1, 2, 4]) AS n');
    expect(one.bars).toEqual([
      { from: 1, to: 2, rows: 2 },
      { from: 2, to: 3, rows: 1 },
      { from: 4, to: 5, rows: 1 },
    ]);
  });

  it('of infinities, of nothing but nulls, of no rows, of one value', async () => {
    expect(await profile('single')).toMatchObject({ notFinite: 2, nulls: 1, max: expect.closeTo(0.7) as number });
    expect(await profile('x', 'SELECT CAST(NULL AS DOUBLE) AS x FROM range(3)')).toMatchObject({
      rows: 3,
      nulls: 3,
      min: null,
      mean: null,
      bars: [],
    });
    expect(await profile('x', 'SELECT 1.5 AS x FROM range(0)')).toMatchObject({ rows: 0, nulls: 0, distinct: 0, bars: [] });
    expect((await profile('x', 'SELECT 1.5 AS x FROM range(3)')).bars).toEqual([{ from: 1.5, to: 1.5, rows: 3 }]);
    expect((await profile('big')).rows).toBe(8);
  });

  it('of days and times', async () => {
    const one = await profile('day');
    expect(one).toMatchObject({ min: '2021-06-30', max: '2022-03-01', mean: null });
    expect(one.bars[0]).toMatchObject({ from: '2021-06-30', rows: 1 });
    expect(one.bars.reduce((sum, bar) => sum + bar.rows, 0)).toBe(7);
    expect(await profile('moment')).toMatchObject({ min: '2021-06-30T08:05:00', max: '2022-03-01T12:00:00' });
  });

  it('of text and yes or no: the most frequent values', async () => {
    expect(await profile('verdict')).toMatchObject({
      kind: 'values',
      distinct: 5,
      nulls: 1,
      otherRows: 0,
      bars: expect.arrayContaining([{ from: 'met', to: 'met', rows: 3 }]) as unknown[],
    });
    expect((await profile('done')).bars[0]).toEqual({ from: false, to: false, rows: 3 });
    const many = await profile('t', `SELECT 'v' || i AS t FROM range(20000) AS r(i)`);
    expect(many).toMatchObject({ distinctExact: false, otherRows: 19_992 });
    expect(Math.abs(many.distinct - 20_000)).toBeLessThan(2000);
    expect((await profile('l', 'SELECT [1, 2] AS l')).bars).toEqual([{ from: '[1, 2]', to: '[1, 2]', rows: 1 }]);
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    const column: ResultColumn = { name: 'x', type: 'integer', sqlType: 'BIGINT' };
    const running = profileColumn(engine, 'SELECT hash(i) % 1000 AS x FROM range(30000000) AS r(i)', column, { signal: abort.signal });
    setTimeout(() => abort.abort(), 30);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});
