import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { comparePrints } from '../../src/core/proof/fingerprint';
import { printResult, printTable } from '../../src/jobs/print-table';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const rowsSql = (rows: string) => `SELECT * FROM (VALUES ${rows}) AS t(_row, unit_id, value)`;
const base = "(1, '63:01', 0.1), (2, '63:02', NULL), (3, '63:04', 12.0), (4, '63:06', 4.5)";

async function printOf(rows: string, columns = '*') {
  await engine.execute(`CREATE OR REPLACE TABLE printed AS SELECT ${columns} FROM (${rowsSql(rows)})`);
  return printTable(engine, 'printed', { file: null, unitSystems: ['63'] });
}

describe('the fingerprint of a table', () => {
  test('is the same whatever the order of rows and columns, and wherever the rows were read', async () => {
    const one = await printOf(base);
    const other = await printOf("(9, '63:06', 4.5), (8, '63:04', 12.0), (7, '63:01', 0.1), (6, '63:02', NULL)", 'value, _row, unit_id');
    expect(other.content).toBe(one.content);
    expect(comparePrints(one, other)).toEqual({ kind: 'same' });
    expect(one).toMatchObject({ rows: 4, columns: ['unit_id', 'value'], unitSystems: ['63'], period: null });
  });

  test.each([
    ['one digit', base.replace('12.0', '12.1'), [{ from: 3, to: 3 }]],
    ['no data in place of zero', base.replace('NULL', '0.0'), [{ from: 2, to: 2 }]],
    ['two cells that run into each other', base.replace("'63:01', 0.1", "'63:010', 0.1"), [{ from: 1, to: 1 }]],
    ['one row more', `${base}, (5, '63:08', 1.0)`, [{ from: 5, to: 5 }]],
    ['a row twice', base.replace("(4, '63:06', 4.5)", "(4, '63:04', 12.0)"), [{ from: 4, to: 4 }]],
  ])('differs by %s, and says which row', async (_, changed, rows) => {
    const one = await printOf(base);
    expect(comparePrints(one, await printOf(changed))).toEqual({ kind: 'different', rows, missing: [], added: [] });
  });

  test('names the columns that are missing or new', async () => {
    const one = await printOf(base);
    expect(comparePrints(one, await printOf(base, '_row, unit_id, value AS share'))).toEqual({
      kind: 'different',
      rows: [],
      missing: ['value'],
      added: ['share'],
    });
  });

  test('does not see the last digits of a sum', async () => {
    const thirds = 'SELECT sum(x) AS s FROM (SELECT i / 3.0 AS x FROM range(1000) t(i)';
    expect(await printResult(engine, `${thirds} ORDER BY i)`)).toBe(await printResult(engine, `${thirds} ORDER BY i DESC);`));
  });

  test('tells rows of a large table in equal parts', async () => {
    const many = (change: number) =>
      `CREATE OR REPLACE TABLE printed AS SELECT i AS _row, CASE WHEN i = ${change} THEN -1 ELSE i END AS v FROM range(1, 10001) t(i)`;
    await engine.execute(many(0));
    const one = await printTable(engine, 'printed', { file: null, unitSystems: [] });
    await engine.execute(many(5_000));
    const verdict = comparePrints(one, await printTable(engine, 'printed', { file: null, unitSystems: [] }));
    expect(one.blocks.length / 4).toBeLessThanOrEqual(256);
    expect(verdict).toMatchObject({ kind: 'different', rows: [{ from: 4_961, to: 5_000 }] });
  });

  test('of no rows is defined', async () => {
    await engine.execute(`CREATE OR REPLACE TABLE printed AS ${rowsSql(base)} WHERE false`);
    expect(await printTable(engine, 'printed', { file: null, unitSystems: [] })).toMatchObject({ rows: 0, blocks: '' });
  });
});
