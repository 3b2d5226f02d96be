import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { parsePlan, totalMs, type PlanNode } from '../../src/core/sql/plan-tree';
import { explainStatement } from '../../src/jobs/explain-statement';
import { stepName } from '../../src/ui/editor/plan-words';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
  await engine.lockDown();
});
afterAll(() => engine.close());

const steps = (node: PlanNode): PlanNode[] => [node, ...node.children.flatMap(steps)];

test('a statement that reads is measured: steps, rows and times', async () => {
  const { plan, totalMs: total } = await explainStatement(
    engine,
    "SELECT region_vi, count(*) FROM unit WHERE unit_system = '63' GROUP BY ALL ORDER BY 2 DESC LIMIT 3 -- hết",
  );
  const all = steps(plan);
  expect(all.map((step) => step.name)).toEqual(['TOP_N', 'HASH_GROUP_BY', 'PROJECTION', 'SEQ_SCAN']);
  expect(all.map((step) => step.rows)).toEqual([3, 6, 63, 63]);
  expect(all.at(-1)?.detail).toEqual(['Table: unit', 'Projections: region_vi', "Filters: unit_system='63'"]);
  expect(all.every((step) => step.ms !== null && step.ms >= 0)).toBe(true);
  expect(total).toBeGreaterThan(0);
  expect(total).toBeCloseTo(totalMs(plan));
});

test('a statement that writes is planned and not run', async () => {
  const count = async () => (await engine.query('SELECT count(*) FROM unit')).cell(0, 0);
  const before = await count();
  const { plan, totalMs: total } = await explainStatement(engine, 'INSERT INTO unit FROM unit');
  expect(total).toBeNull();
  expect(steps(plan).map((step) => [step.name, step.ms])).toEqual([
    ['INSERT', null],
    ['SEQ_SCAN', null],
  ]);
  await explainStatement(engine, 'CREATE TABLE from_explain AS SELECT 1 AS a');
  expect(await engine.check('FROM from_explain')).toMatchObject({ code: 'sql-unknown-table' });
  expect(await count()).toBe(before);
});

test('the verdict macro, a pivot and a union have plans whose steps are all in plain words', async () => {
  for (const sql of [
    "FROM verdict(DATE '2020-12-31')",
    'PIVOT unit ON unit_system USING count(*)',
    'SELECT 1 AS a UNION ALL (SELECT max(a) OVER () FROM range(3) t(a) ORDER BY 1 LIMIT 1)',
    'SELECT * FROM unit a, unit b WHERE a.population > b.population ORDER BY 1',
    'SELECT name_vi FROM unit u WHERE population > (SELECT avg(population) FROM unit v WHERE v.unit_system = u.unit_system)',
  ]) {
    const { plan } = await explainStatement(engine, sql);
    const unnamed = steps(plan).filter((step) => stepName(step.name).vi === step.name);
    expect(
      unnamed.map((step) => step.name),
      sql,
    ).toEqual([]);
  }
});

test('errors of the statement come through; another text is no plan', async () => {
  await expect(explainStatement(engine, 'SELECT nam FROM unit')).rejects.toMatchObject({ code: 'sql-unknown-column' });
  await expect(explainStatement(engine, 'SELECT 1; DROP TABLE unit')).rejects.toMatchObject({ code: 'sql-several-statements' });
  for (const text of ['', '[]', '{"result":"error"}', '{"children":[{"operator_name":1}]}', 'null']) expect(parsePlan(text)).toBeNull();
});
