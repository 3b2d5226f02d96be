import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { openNodeEngine } from '../../src/engine/node-engine';
import { listTables } from '../../src/jobs/list-tables';
import { readObservedNames } from '../../src/jobs/read-observed-names';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

it('lists nothing while there is nothing', async () => {
  expect(await listTables(engine)).toEqual([]);
});

it('counts the rows that are there, own tables first, and leaves out what is still being read', async () => {
  await engine.execute(`
    CREATE TABLE unit AS SELECT i AS unit_id FROM range(5000) r(i); DELETE FROM unit WHERE unit_id < 2000;
    CREATE TABLE "số ""liệu""" (a INTEGER, b TEXT); CREATE TABLE half__new (a INTEGER);`);
  expect(await listTables(engine)).toEqual([
    {
      name: 'số "liệu"',
      rows: 0,
      columns: [
        { name: 'a', sqlType: 'INTEGER' },
        { name: 'b', sqlType: 'VARCHAR' },
      ],
      own: true,
    },
    { name: 'unit', rows: 3000, columns: [{ name: 'unit_id', sqlType: 'BIGINT' }], own: false },
  ]);
});

it('knows what rests on observations: tables, views and macros, through others too', async () => {
  await engine.execute(`
    CREATE TABLE observation (unit_id TEXT, value DOUBLE); CREATE VIEW figure AS SELECT * FROM observation;
    CREATE MACRO latest(rows := 'figure') AS TABLE FROM query_table(rows); CREATE MACRO best() AS TABLE FROM latest();
    CREATE MACRO twice(x) AS 2 * x; CREATE VIEW names AS SELECT unit_id FROM unit;`);
  expect([...(await readObservedNames(engine))].sort()).toEqual(['best', 'figure', 'latest', 'observation']);
});
