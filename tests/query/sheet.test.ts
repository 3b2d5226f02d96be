import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine';
import type { SheetCell } from '../../src/core/notebook/notebook';
import { recordsOf } from '../../src/core/result-table';
import { newSheet } from '../../src/core/sheet/sheet';
import { checkSheet } from '../../src/jobs/check-sheet';
import { dropSheet, writeSheet } from '../../src/jobs/write-sheet';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await engine.lockDown();
  await loadReference(engine);
});
afterAll(() => engine.close());
beforeEach(() => dropSheet(engine, { id: 'c1', name: 'giao' }));

type Column = readonly [name: string, type: SheetCell['columns'][number]['type'], formula?: string];
const sheetOf = (columns: readonly Column[], rows: SheetCell['rows']): SheetCell => ({
  ...newSheet('c1', 'giao'),
  columns: columns.map(([name, type, formula]) => ({ name, type, formula: formula ?? null })),
  rows,
});
const rowsOf = async (sql: string) => recordsOf(await engine.query(sql));

describe('a sheet as a table', () => {
  test('has typed columns, keeps every text and its order, and leaves blank rows out', async () => {
    const hostile = `a"b\t'; DROP TABLE unit; --\r\nc,d\u{1f600}`;
    const sheet = sheetOf(
      [
        ['tên', 'text'],
        ['số', 'number'],
        ['đếm', 'integer'],
        ['ngày', 'date'],
        ['đạt', 'boolean'],
        ['đơn vị', 'unit'],
      ],
      [
        [hostile, 28.999999999999996, 12, '2025-12-31', true, '63:02'],
        [null, null, null, null, null, null],
        ['  ', -1e21, -3, '0001-01-01', false, '34:08'],
      ],
    );
    const written = await writeSheet(engine, sheet);
    expect([written.rows, written.misfits, written.errors.size]).toEqual([[0, 2], 0, 0]);
    expect(written.table.columns.map((column) => column.sqlType)).toEqual(['VARCHAR', 'DOUBLE', 'BIGINT', 'DATE', 'BOOLEAN', 'VARCHAR']);
    expect(await rowsOf('FROM giao')).toEqual([
      { tên: hostile, số: 28.999999999999996, đếm: 12, ngày: '2025-12-31', đạt: true, 'đơn vị': '63:02' },
      { tên: '  ', số: -1e21, đếm: -3, ngày: '0001-01-01', đạt: false, 'đơn vị': '34:08' },
    ]);
  });

  test('has NULL where a cell does not fit, and counts it', async () => {
    const sheet = sheetOf(
      [
        ['a', 'integer'],
        ['b', 'unit'],
        ['c', 'date'],
      ],
      [
        ['mười', 'Hà Nội xưa', '31/02/2025'],
        [1.5, '63:02', '2025-02-28'],
      ],
    );
    expect((await writeSheet(engine, sheet)).misfits).toBe(4);
    expect(await rowsOf('FROM giao')).toEqual([
      { a: null, b: null, c: null },
      { a: null, b: '63:02', c: '2025-02-28' },
    ]);
  });

  test('can be empty', async () => {
    expect((await writeSheet(engine, newSheet('c1', 'giao'))).table.rowCount).toBe(0);
    expect(await rowsOf('SELECT count(*) AS n FROM giao')).toEqual([{ n: 0 }]);
  });

  test('of 5 000 rows and 100 columns is written whole', async () => {
    const columns = Array.from({ length: 100 }, (_, i): Column => [`c${i}`, 'number']);
    const rows = Array.from({ length: 5_000 }, (_, r) => columns.map((_, c) => r + c / 100));
    const sheet = sheetOf(columns, rows);
    const startedMs = performance.now();
    await writeSheet(engine, sheet);
    expect(performance.now() - startedMs).toBeLessThan(20_000);
    expect(await rowsOf('SELECT count(*) AS n, sum(c99) AS s FROM giao')).toEqual([{ n: 5_000, s: expect.closeTo(12_497_500 + 4_950, 3) }]);
  });
});

describe('computed columns', () => {
  const base: Column[] = [
    ['tử', 'number'],
    ['mẫu', 'number'],
  ];
  const rows = [
    [1, 4],
    [3, 4],
  ];

  test('use the others in whatever order they stand, over all rows too', async () => {
    const sheet = sheetOf(
      [
        ['làm tròn', 'number', 'round("tỷ lệ")'],
        ...base,
        ['tỷ lệ', 'number', '"tử" / "mẫu" * 100 -- phần trăm'],
        ['chung', 'number', 'sum("tử") OVER ()'],
      ],
      rows.map((row) => [null, ...row, null, null]),
    );
    expect((await checkSheet(engine, sheet)).errors.size).toBe(0);
    expect((await writeSheet(engine, sheet)).errors.size).toBe(0);
    expect(await rowsOf('FROM giao')).toEqual([
      { 'làm tròn': 25, tử: 1, mẫu: 4, 'tỷ lệ': 25, chung: 4 },
      { 'làm tròn': 75, tử: 3, mẫu: 4, 'tỷ lệ': 75, chung: 4 },
    ]);
  });

  test('that are wrong cost their own column, with the reason', async () => {
    const sheet = sheetOf(
      [
        ...base,
        ['a', 'number', '"tủ" + 1'],
        ['b', 'number', 'a * 2'],
        ['c', 'number', '1) AS x, (2'],
        ['d', 'number', 'd + e'],
        ['e', 'number', 'd'],
        ['f', 'number', 'sum("tử")'],
        ['g', 'number', '"tử" + 1'],
      ],
      rows.map((row) => [...row, null, null, null, null, null, null, null]),
    );
    const { errors } = await checkSheet(engine, sheet);
    expect([...errors].sort(([a], [b]) => a - b).map(([at, error]) => [sheet.columns[at]!.name, error.code])).toEqual([
      ['a', 'sql-unknown-column'],
      ['b', 'sheet-formula-needs'],
      ['c', 'sheet-formula-brackets'],
      ['d', 'sheet-formula-cycle'],
      ['e', 'sheet-formula-cycle'],
      ['f', expect.stringMatching(/^sql-/)],
    ]);
    expect(errors.get(2)?.text('vi')).toContain('tử');
    expect((await writeSheet(engine, sheet)).errors.size).toBe(6);
    expect(await rowsOf('FROM giao')).toEqual([
      { tử: 1, mẫu: 4, g: 2 },
      { tử: 3, mẫu: 4, g: 4 },
    ]);
  });

  test('that fail only over the rows are left out too', async () => {
    const sheet = sheetOf(
      [
        ['a', 'text'],
        ['b', 'number', 'CAST(a AS DOUBLE)'],
        ['c', 'number', 'b + 1'],
        ['d', 'number', 'length(a)'],
      ],
      [
        ['1', null, null, null],
        ['một', null, null, null],
      ],
    );
    const { errors } = await writeSheet(engine, sheet);
    expect([...errors].map(([at, error]) => [at, error.code])).toEqual([
      [1, 'sql-conversion'],
      [2, 'sheet-formula-needs'],
    ]);
    expect(await rowsOf('FROM giao')).toEqual([
      { a: '1', d: 1 },
      { a: 'một', d: 3 },
    ]);
  });
});

describe('names', () => {
  test.each(['unit', 'UNIT', 'demand'])('%s of the model is refused, and stays', async (name) => {
    const before = await rowsOf(`SELECT count(*) AS n FROM ${name}`);
    await expect(writeSheet(engine, { ...newSheet('c1', name) })).rejects.toMatchObject({ code: 'cell-name-taken', detail: { name } });
    await dropSheet(engine, { id: 'c1', name });
    expect(await rowsOf(`SELECT count(*) AS n FROM ${name}`)).toEqual(before);
  });

  test('of another sheet is refused; its own is written again and dropped', async () => {
    await writeSheet(engine, sheetOf([['a', 'number']], [[1]]));
    await expect(writeSheet(engine, newSheet('c2', 'giao'))).rejects.toMatchObject({ code: 'cell-name-taken' });
    await writeSheet(engine, sheetOf([['b', 'number']], [[2]]));
    expect(await rowsOf('FROM giao')).toEqual([{ b: 2 }]);
    await dropSheet(engine, { id: 'c2', name: 'giao' });
    await dropSheet(engine, { id: 'c1', name: 'giao' });
    // By this name the editor knows that a cell has only not run yet.
    expect(await engine.check('FROM giao')).toMatchObject({ code: 'sql-unknown-table', detail: { name: 'giao' } });
  });
});
