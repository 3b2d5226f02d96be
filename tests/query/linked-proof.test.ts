import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { printLinkedTable, rowsAt, standingOf } from '../../src/jobs/print-linked-table';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

/** Ten thousand rows of three columns; `change` writes what differs. */
async function printOf(change = 'SELECT * FROM base', order = true) {
  await engine.execute(
    `CREATE OR REPLACE TABLE printed AS WITH base AS (SELECT i + 4 AS _row, 'đơn vị ' || i AS unit, i * 0.5::DOUBLE AS share, i % 7 AS done
     FROM range(10000) t(i)) SELECT ${order ? '*' : '* EXCLUDE (_row)'} FROM (${change}) ORDER BY _row`,
  );
  return printLinkedTable(engine, 'printed', { file: null, unitSystems: ['63'] });
}
const changed = (where: string) => `SELECT * REPLACE (CASE WHEN ${where} THEN share + 1 ELSE share END AS share) FROM base`;

describe('a table against the one of a link', () => {
  test('is the same, whatever the order of its rows', async () => {
    const linked = await printOf();
    const own = await printOf('SELECT * REPLACE (20000 - _row AS _row) FROM base');
    expect(await standingOf(engine, linked, own)).toEqual({ kind: 'same' });
  });

  test.each([true, false])(
    'with one cell changed: that row and that column, with what stands there now (lines known: %s)',
    async (lines) => {
      const linked = await printOf(undefined, lines);
      const own = await printOf(changed('_row = 7781'), lines);
      const standing = await standingOf(engine, linked, own);
      expect(standing).toEqual({
        kind: 'different',
        columnsGone: [],
        columnsNew: [],
        columnsChanged: ['share'],
        rows: { named: [7777], exact: true, from: 7777, to: 7777 },
      });
      const now = await rowsAt(engine, 'printed', [7777], ['unit', 'share']);
      expect(now).toEqual([{ line: lines ? 7781 : 7778, values: ['đơn vị 7777', '3889.5'] }]);
    },
  );

  test('with a few rows changed: those are among the ones it names', async () => {
    const standing = await standingOf(engine, await printOf(), await printOf(changed('_row IN (104, 4104)')));
    if (standing.kind !== 'different') throw new Error(standing.kind);
    expect(standing.rows?.exact).toBe(false);
    expect(standing.rows?.named).toEqual(expect.arrayContaining([100, 4100]));
    expect(standing.rows?.named.length).toBeLessThanOrEqual(8);
  });

  test('with rows at its end is newer; with one gone differs from there on', async () => {
    const linked = await printOf();
    const more = await printOf("SELECT * FROM base UNION ALL SELECT 20000, 'mới', 1.0, 1");
    expect(await standingOf(engine, linked, more)).toEqual({ kind: 'newer', added: 1 });
    const less = await printOf('SELECT * FROM base WHERE _row <> 9004');
    const standing = await standingOf(engine, linked, less);
    if (standing.kind !== 'different') throw new Error(standing.kind);
    expect(standing.rows).toMatchObject({ named: [], to: 9999 });
    expect(standing.rows!.from).toBeGreaterThan(8000);
    expect(standing.rows!.from).toBeLessThanOrEqual(9000);
  });

  test('with other columns names them', async () => {
    const linked = await printOf();
    const other = await printOf('SELECT _row, unit, share, done AS finished FROM base');
    expect(await standingOf(engine, linked, other)).toMatchObject({ columnsGone: ['done'], columnsNew: ['finished'], rows: null });
  });

  test('of no rows is defined', async () => {
    const empty = await printOf('SELECT * FROM base WHERE false');
    expect(await standingOf(engine, empty, empty)).toEqual({ kind: 'same' });
  });
});
