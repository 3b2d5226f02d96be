import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine';
import type { Pivot, PivotDimension, PivotMeasure, PivotRatio } from '../../src/core/pivot/pivot';
import { cellKeys, keysOf, pivotFields } from '../../src/core/pivot/pivot-fields';
import { groupedSql } from '../../src/core/pivot/pivot-grouped';
import { drillSql, pivotKeysSql, pivotSql, pivotValuesSql } from '../../src/core/pivot/pivot-sql';
import { suggestPivot } from '../../src/core/pivot/pivot-suggest';
import { columnIndex, recordsOf, type Plain, type ResultColumn, type ResultTable } from '../../src/core/result-table';
import { identifier, textLiteral } from '../../src/core/sql/sql-literal';
import { openFiles } from '../../src/jobs/open-files';
import { readKnowledge } from '../../src/jobs/read-knowledge';
import { readPivotFacts } from '../../src/jobs/read-pivot-facts';
import { writePivot } from '../../src/jobs/write-pivot';
import { loadReference, readRepositoryFile } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
});
afterAll(() => engine.close());

const columnsOf = async (table: string) => (await engine.query(`SELECT * FROM ${identifier(table)} LIMIT 0`)).columns;
const rowsOf = async (sql: string) => recordsOf(await engine.query(sql));
const by = (column: string, step: PivotDimension['step'] = null): PivotDimension => ({ column, step, label: null });
const ratioOf = (numerator: string[], denominator: string[], label: string | null = null): PivotRatio => ({
  kind: 'ratio',
  numerator,
  denominator,
  percent: true,
  label,
});
const pivotOf = (source: string, parts: Partial<Pivot>): Pivot => ({
  source,
  labels: {},
  language: 'vi',
  rows: [],
  columns: [],
  measures: [],
  filters: [],
  totals: { rows: true, columns: true, subtotals: true },
  columnLimit: 60,
  ...parts,
});

describe('an imported file', () => {
  const file = 'mot-cua-dien-tu_2025-2026_minh-hoa.csv';
  let table = '';
  let columns: readonly ResultColumn[] = [];

  beforeAll(async () => {
    const bytes = await readRepositoryFile(`sample-data/exports/${file}`);
    const [opened] = await openFiles(engine, [{ name: file, bytes }], await readKnowledge(engine));
    table = opened?.tables[0]?.name ?? '';
    columns = await columnsOf(table);
  });

  it('is shown as on-time rate by region and quarter without a hand being laid on it', async () => {
    const facts = await readPivotFacts(
      engine,
      columns.map((column) => column.name),
    );
    expect(facts.labels.files_resolved).toBe('Số hồ sơ đã giải quyết');
    const pivot = suggestPivot(table, columns, facts);
    expect(pivot).toMatchObject({
      rows: [by('unit_id', 'region')],
      columns: [by('period_end', 'quarter')],
      measures: [{ kind: 'ratio', numerator: ['files_early', 'files_ontime'], denominator: ['files_resolved'], percent: true }],
    });
    const { sql, fields, more } = await writePivot(engine, pivot, columns);
    expect(more).toBe(false);
    const result = await engine.query(sql);
    expect(result.columns.map((column) => column.name)).toEqual(fields.map((field) => field.name));
    expect(result.columns.map((column) => column.name).slice(0, 4)).toEqual(['Vùng', 'level', '2025 quý 3', '2025 quý 4']);
    const rows = recordsOf(result);
    expect(rows.at(-1)).toMatchObject({ Vùng: 'Tổng cộng', level: 0 });
    const [all] = await rowsOf(
      `SELECT 100 * sum(files_early + files_ontime) / sum(files_resolved) AS rate, 100 * avg((files_early + files_ontime) / files_resolved) AS averaged
       FROM ${identifier(table)} WHERE quarter(period_end) = 3 AND year(period_end) = 2025`,
    );
    expect(rows.at(-1)?.['2025 quý 3']).toBeCloseTo(Number(all?.rate), 9);
    expect(all?.rate).not.toBeCloseTo(Number(all?.averaged), 2);
  });

  it('is held against a goal in the direction that is better', async () => {
    const late = ratioOf(['files_overdue'], ['files_resolved'], 'Quá hạn');
    const goal = { value: 2, comparator: '<=' } as const;
    const pivot = pivotOf(table, {
      rows: [by('unit_id', 'name')],
      measures: [late, { kind: 'target', goal, label: 'Mức' }, { kind: 'gap', of: late, goal, label: 'Chênh' }],
    });
    const rows = await rowsOf((await writePivot(engine, pivot, columns)).sql);
    expect(rows.length).toBe(34);
    for (const row of rows) {
      expect(row.Mức).toBe(2);
      expect(row.Chênh).toBeCloseTo(2 - Number(row['Quá hạn']), 8);
    }
    const names = rows.slice(0, -1).map((row) => String(row['Đơn vị']));
    expect(names).toEqual([...names].sort(new Intl.Collator('vi').compare));
  });
});

it('reads goals from the targets, in the scale of the figure; a ratio against a count has no gap', async () => {
  await engine.execute('CREATE TABLE done AS SELECT 3 AS d, 10 AS n');
  const columns = await columnsOf('done');
  const of = ratioOf(['d'], ['n']);
  const gap = (target: string, figure: PivotRatio = of): PivotMeasure => ({ kind: 'gap', of: figure, goal: { target }, label: null });
  const pivot = pivotOf('done', {
    measures: [
      of,
      gap('nq1219-dvc-l4-30'),
      gap('nq1219-dvc-l4-30', { ...of, percent: false }),
      gap('wg-no-task-overdue'),
      { kind: 'gap', of: { kind: 'sum', column: 'd', label: null }, goal: { target: 'wg-no-task-overdue' }, label: null },
      { kind: 'target', goal: { target: 'no such' }, label: null },
    ],
  });
  const result = await engine.query(pivotSql(pivot, columns, []));
  expect(result.columns.map((_, i) => result.cell(0, i))).toEqual([30, 0, 0, null, -3, null]);
});

it('never gives two unit systems one name', async () => {
  await engine.execute(
    `CREATE TABLE "both" AS SELECT * FROM (VALUES ('63:92', 1), ('34:92', 10), ('34:92', 100), ('no:1', 1000), (NULL, 10000)) AS t(unit_id, n)`,
  );
  const columns = await columnsOf('both');
  const measures: PivotMeasure[] = [{ kind: 'sum', column: 'n', label: 'n' }];
  const name = pivotOf('both', { rows: [by('unit_id', 'name')], measures, totals: { rows: false, columns: false, subtotals: false } });
  expect(await rowsOf(pivotSql(name, columns, []))).toEqual([
    { 'Đơn vị': 'Cần Thơ (34)', n: 110 },
    { 'Đơn vị': 'Cần Thơ (63)', n: 1 },
    { 'Đơn vị': 'no:1', n: 1000 },
    { 'Đơn vị': null, n: 10000 },
  ]);
  const keys = { rows: ['Cần Thơ (34)'], columns: [] };
  expect((await rowsOf(drillSql(name, columns, keys))).map((row) => Number(row.n)).sort((a, b) => a - b)).toEqual([10, 100]);
  const values = await engine.query(pivotValuesSql(name, { column: 'unit_id', step: 'name' }, columns));
  expect(keysOf(values).flat()).toEqual(['Cần Thơ (34)', 'Cần Thơ (63)', 'no:1', null]);
  const filtered: Pivot = {
    ...name,
    filters: [{ kind: 'values', column: 'unit_id', step: 'name', values: ['Cần Thơ (34)', null], except: true }],
  };
  expect((await rowsOf(pivotSql(filtered, columns, []))).map((row) => row.n)).toEqual([1, 1000]);
});

it('puts periods in time order, also with two steps, and names a subtotal', async () => {
  await engine.execute(
    `CREATE TABLE days AS SELECT day::DATE AS day, 1 AS n FROM generate_series(DATE '2024-11-15', DATE '2025-11-15', INTERVAL 1 MONTH) t(day)`,
  );
  const columns = await columnsOf('days');
  const pivot = pivotOf('days', { columns: [by('day', 'year'), by('day', 'half')], measures: [{ kind: 'sum', column: 'n', label: null }] });
  expect(await rowsOf((await writePivot(engine, pivot, columns)).sql)).toEqual([
    { '2024 nửa năm 2': 2, '2024 · Tổng': 2, '2025 nửa năm 1': 6, '2025 nửa năm 2': 5, '2025 · Tổng': 11, 'Tổng cộng': 13 },
  ]);
  const few = { ...pivot, columns: [by('day', 'month')], columnLimit: 2 };
  const written = await writePivot(engine, few, columns);
  expect(written.more).toBe(true);
  expect(await rowsOf(written.sql)).toEqual([{ '2024-11': 1, '2024-12': 1, 'Tổng cộng': 13 }]);
  const english: Pivot = {
    ...pivot,
    language: 'en',
    columns: [by('day', 'quarter')],
    filters: [{ kind: 'range', column: 'day', from: '2025-07-01', to: null }],
  };
  expect(await rowsOf((await writePivot(engine, english, columns)).sql)).toEqual([{ '2025 Q3': 3, '2025 Q4': 2, 'Grand total': 5 }]);
});

/** Text that has broken quoting, headings or keys before. */
const word = fc.constantFrom(null, 'a', 'A', '', "o'clock", '"x"', 'Tổng cộng', '(trống)', 'a · b', '$p', 'Đắk Nông', 'a\nb');
const count = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 1e6 }) },
);
const row = fc.record({ a: word, 'b "quoted"': word, row_1: fc.constantFrom(null, 1, 2), num: count, den: count, other: count });
type Row = Record<string, Plain>;

const create = (name: string, rows: readonly Row[]) => {
  const cell = (value: Plain) => (value === null ? 'NULL' : typeof value === 'string' ? textLiteral(value) : String(value));
  const values = rows.map(
    (one) => `(${['a', 'b "quoted"', 'row_1', 'num', 'den', 'other'].map((key) => cell(one[key] ?? null)).join(', ')})`,
  );
  return `CREATE OR REPLACE TABLE ${identifier(name)} (a VARCHAR, "b ""quoted""" VARCHAR, row_1 INTEGER, num BIGINT, den BIGINT, other BIGINT);
    ${values.length > 0 ? `INSERT INTO ${identifier(name)} VALUES ${values.join(', ')};` : ''}`;
};

const total = (rows: readonly Row[], column: string) => {
  const known = rows.flatMap((one) => (typeof one[column] === 'number' ? [one[column]] : []));
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
};

/** What a measure says of exactly these rows, reckoned without the engine. */
function reckoned(measure: PivotMeasure, rows: readonly Row[]): Plain {
  switch (measure.kind) {
    case 'ratio': {
      const whole = rows.filter((one) => [...measure.numerator, ...measure.denominator].every((column) => typeof one[column] === 'number'));
      const sum = (columns: readonly string[]) => columns.reduce((all, column) => all + (total(whole, column) ?? 0), 0);
      return sum(measure.denominator) === 0 ? null : (100 * sum(measure.numerator)) / sum(measure.denominator);
    }
    case 'gap': {
      const actual = reckoned(measure.of, rows);
      return typeof actual === 'number' && 'value' in measure.goal ? actual - measure.goal.value : null;
    }
    case 'mean': {
      const known = rows.filter((one) => typeof one[measure.column ?? ''] === 'number');
      return known.length === 0 ? null : (total(rows, measure.column ?? '') ?? 0) / known.length;
    }
    case 'sum':
      return total(rows, measure.column ?? '');
    case 'count':
      return measure.column === null ? rows.length : rows.filter((one) => one[measure.column ?? ''] !== null).length;
    case 'distinct':
      return new Set(rows.map((one) => one[measure.column ?? '']).filter((value) => value !== null)).size;
    default:
      throw new Error(`not reckoned: ${measure.kind}`);
  }
}

const same = (a: Plain, b: Plain) =>
  typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(b)) : a === b;

const measures: PivotMeasure[] = [
  ratioOf(['num'], ['den']),
  ratioOf(['num', 'other'], ['den'], 'ratio "two"'),
  { kind: 'gap', of: ratioOf(['num'], ['den']), goal: { value: 90, comparator: '>=' }, label: null },
  { kind: 'sum', column: 'num', label: null },
  { kind: 'mean', column: 'num', label: null },
  { kind: 'count', column: null, label: null },
  { kind: 'distinct', column: 'a', label: null },
];

/** Every figure of a result against the rows that drilling gives. Returns the number of figures compared. */
async function compare(
  pivot: Pivot,
  columns: readonly ResultColumn[],
  result: ResultTable,
  keys: readonly (readonly Plain[])[] | null,
): Promise<number> {
  const fields = pivotFields(pivot, keys);
  expect(result.columns.map((column) => column.name)).toEqual(fields.map((field) => field.name));
  const figures = fields.filter((field) => field.kind === 'measure');
  const cells = Array.from({ length: result.rowCount }, (_, at) =>
    figures.map((field) => ({ at, field, where: cellKeys(fields, result, at, field.name) })),
  ).flat();
  if (cells.length === 0) return 0;
  // One query for all cells: a round trip each would take most of the test's time.
  const drills = cells.map(({ where }, i) => {
    if (!where) throw new Error('no keys');
    return `SELECT ${i} AS cell, * FROM (${drillSql(pivot, columns, where)})`;
  });
  const behind: Row[][] = cells.map(() => []);
  for (const one of await rowsOf(drills.join('\nUNION ALL\n'))) behind[Number(one.cell)]!.push(one);
  for (const [i, { at, field, where }] of cells.entries()) {
    const value = result.cell(at, columnIndex(result, field.name));
    const wanted = reckoned(pivot.measures[field.measure]!, behind[i]!);
    if (!same(value, wanted)) expect({ where, field: field.name, value }).toEqual({ where, field: field.name, value: wanted });
  }
  return cells.length;
}

const axes = fc.record({
  rows: fc.subarray(['a', 'b "quoted"', 'row_1']),
  columns: fc.subarray(['row_1', 'a']),
  measures: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 2, maxLength: 4 }),
  totals: fc.record({ rows: fc.boolean(), columns: fc.boolean(), subtotals: fc.boolean() }),
  wide: fc.boolean(),
});

it('every figure, totals among them, is that of exactly the rows behind it', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 3, maxLength: 10, size: 'max' }), axes, async (rows, chosen) => {
      const source = `t'"ệ`;
      await engine.execute(create(source, rows));
      const columns = await columnsOf(source);
      const pivot = pivotOf(source, {
        rows: chosen.rows.map((column) => by(column)),
        columns: chosen.columns.filter((column) => !chosen.rows.includes(column)).map((column) => by(column)),
        measures: chosen.measures.map((i) => measures[i]!),
        totals: chosen.totals,
      });
      const keysSql = pivotKeysSql(pivot, columns);
      const keys = keysSql === null || !chosen.wide ? (chosen.wide ? [] : null) : keysOf(await engine.query(keysSql));
      compared += await compare(pivot, columns, await engine.query(pivotSql(pivot, columns, keys)), keys);
    }),
    { numRuns: 60, seed: 3 },
  );
  expect(compared).toBeGreaterThan(1_000);
});

it('the parts of an additive figure make up its totals, over rows and over columns', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 15 }), async (rows) => {
      await engine.execute(create('parts', rows));
      const columns = await columnsOf('parts');
      const pivot = pivotOf('parts', {
        rows: [by('a'), by('b "quoted"')],
        columns: [by('row_1')],
        measures: [{ kind: 'sum', column: 'num', label: null }],
      });
      const { sql, fields } = await writePivot(engine, pivot, columns);
      const result = await engine.query(sql);
      const level = columnIndex(result, 'level');
      const parts = fields.flatMap((field, i) => (field.kind === 'measure' && field.key?.length === 1 ? [i] : []));
      const whole = fields.findIndex((field) => field.kind === 'measure' && field.key?.length === 0);
      const group: Plain[] = [];
      for (let at = 0; at < result.rowCount; at++) {
        if (result.cell(at, level) === 2) group.push(result.cell(at, 0));
        else if (result.cell(at, level) === 1) expect(new Set(group.splice(0))).toEqual(new Set([result.cell(at, 0)]));
      }
      expect(group).toEqual([]);
      const number = (at: number, column: number) => Number(result.cell(at, column) ?? 0);
      const rowsAt = (wanted: number) =>
        Array.from({ length: result.rowCount }, (_, at) => at).filter((at) => result.cell(at, level) === wanted);
      for (let at = 0; at < result.rowCount; at++)
        expect(parts.reduce((sum, column) => sum + number(at, column), 0)).toBe(number(at, whole));
      for (const column of [...parts, whole]) {
        const sums = [0, 1, 2].map((wanted) => rowsAt(wanted).reduce((sum, at) => sum + number(at, column), 0));
        expect(sums).toEqual([sums[0], sums[0], sums[0]]);
      }
    }),
    { numRuns: 25, seed: 3 },
  );
});

describe('grouping a result', () => {
  const grouped = async (sql: string, groups: string[]) => {
    const { columns } = await engine.query(sql);
    const result = groupedSql(sql, groups, columns);
    return { ...result, rows: await rowsOf(result.sql) };
  };

  it('adds up counts, computes ratios anew, leaves the rest empty, and keeps every row', async () => {
    const sql = `SELECT * FROM (VALUES ('Bắc', 'x', 90.0, 9, 10, 1), ('Bắc', 'x', 50.0, 500, 1000, 2), ('Nam', 'y', NULL, 0, 0, 3), ('Nam', 'y', 25.0, 1, 4, 4))
      AS t(region, kind, ontime_rate, on_time, dossiers, rank);
`;
    const { rows, columns } = await grouped(sql, ['region']);
    expect(columns.map((column) => column.total)).toEqual(['group', 'same', 'ratio', 'sum', 'sum', 'none']);
    const compact = rows.map((one) => [
      one.level,
      one.row_count,
      one.region,
      one.kind,
      one.ontime_rate,
      one.on_time,
      one.dossiers,
      one.rank,
    ]);
    expect(compact).toEqual([
      [2, null, 'Bắc', 'x', 90, 9, 10, 1],
      [2, null, 'Bắc', 'x', 50, 500, 1000, 2],
      [1, 2, 'Bắc', 'x', (100 * 509) / 1010, 509, 1010, null],
      [2, null, 'Nam', 'y', null, 0, 0, 3],
      [2, null, 'Nam', 'y', 25, 1, 4, 4],
      [1, 2, 'Nam', 'y', 25, 1, 4, null],
      [0, 4, 'Tổng cộng', null, (100 * 510) / 1014, 510, 1014, null],
    ]);
  });

  it('gives the totals alone when asked', async () => {
    const { columns } = await engine.query('SELECT 1 AS g, 2 AS n');
    const { sql } = groupedSql('SELECT i % 2 AS g, i AS n FROM range(5) r(i)', ['g'], columns, { details: false });
    expect(await rowsOf(sql)).toEqual([
      { level: 1, row_count: 3, g: 0, n: 6 },
      { level: 1, row_count: 2, g: 1, n: 4 },
      { level: 0, row_count: 5, g: null, n: 10 },
    ]);
  });

  it('does not compute a ratio that the rows do not bear out', async () => {
    const { rows } = await grouped(`SELECT * FROM (VALUES ('a', 90.0, 9, 10), ('a', 77.0, 5, 10)) AS t(g, value, numerator, denominator)`, [
      'g',
    ]);
    expect(rows.filter((one) => Number(one.level) < 2).map((one) => one.value)).toEqual([null, null]);
  });

  it('groups by several columns with hostile names, and equals what the engine sums', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (data) => {
        await engine.execute(create('to group', data));
        const { rows } = await grouped('SELECT a, "b ""quoted""", num AS group_1, den AS level FROM "to group"', ['a', 'b "quoted"']);
        expect(rows.filter((one) => one.level_2 === 3).length).toBe(data.length);
        const group: Row[] = [];
        for (const one of rows) {
          if (one.level_2 === 3) group.push(one);
          else if (one.level_2 === 2)
            expect(group.splice(0).every((each) => each.a === one.a && each['b "quoted"'] === one['b "quoted"'])).toBe(true);
        }
        expect(group).toEqual([]);
        for (const one of rows.filter((each) => each.level_2 !== 3)) {
          const depth = Number(one.level_2);
          const members = data.filter((each) => (depth < 1 || each.a === one.a) && (depth < 2 || each['b "quoted"'] === one['b "quoted"']));
          expect([one.row_count, one.group_1]).toEqual([members.length, total(members, 'num')]);
        }
      }),
      { numRuns: 20, seed: 3 },
    );
  });
});
