import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { openNodeEngine } from '../../src/engine/node-engine';
import { listTables } from '../../src/jobs/list-tables';

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
