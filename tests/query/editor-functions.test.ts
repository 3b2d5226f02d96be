import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { describeFunctions, describeQuery, describeViews, sampleOf } from '../../src/jobs/describe-names';
import { functionNotes } from '../../src/ui/editor/function-notes';
import { sqlFunctions } from '../../src/ui/editor/sql-dialect';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await loadReference(engine);
  await engine.lockDown();
});
afterAll(() => engine.close());

/** Written as functions, but part of the grammar or bound by the window operator; the engine's catalogue does not list them. */
const inGrammar = new Set([
  'coalesce',
  'ifnull',
  'cume_dist',
  'dense_rank',
  'first_value',
  'lag',
  'last_value',
  'lead',
  'nth_value',
  'ntile',
  'nullif',
  'percent_rank',
  'rank',
  'row_number',
  'unnest',
]);

test('every function the editor offers exists in this build', async () => {
  const known = await engine.query('SELECT DISTINCT function_name FROM duckdb_functions()');
  const names = new Set(Array.from({ length: known.rowCount }, (_, row) => known.cell(row, 0)));
  expect(sqlFunctions.map(([name]) => name).filter((name) => !names.has(name) && !inGrammar.has(name))).toEqual([]);
});

test('the grammar’s own functions run', async () => {
  const rank = [...inGrammar].filter((name) => !['coalesce', 'ifnull', 'nullif', 'unnest'].includes(name));
  const args: Record<string, string> = { first_value: 'x', lag: 'x', last_value: 'x', lead: 'x', nth_value: 'x, 1', ntile: '2' };
  const windows = rank.map((name) => `${name}(${args[name] ?? ''}) OVER (ORDER BY x)`);
  const result = await engine.query(
    `SELECT ${windows.join(', ')}, coalesce(NULL, 1), ifnull(NULL, 1), nullif(1, 1), unnest([1]) FROM (VALUES (1)) t(x)`,
  );
  expect(result.rowCount).toBe(1);
});

test('the engine tells its functions with their arguments, and the model’s macros as own ones', async () => {
  const functions = await describeFunctions(engine);
  const named = (name: string) => functions.filter((entry) => entry.name === name);
  expect(named('verdict')).toMatchObject([{ kind: 'table', own: true, forms: [['as_of', 'unit_systems', 'target_ids', 'unit_ids']] }]);
  expect(named('compare_value')).toMatchObject([{ kind: 'scalar', own: true, forms: [['actual', 'comparator', 'goal']] }]);
  expect(named('sum')).toMatchObject([{ kind: 'aggregate', own: false, forms: [['arg']], example: 'sum(A)' }]);
  expect(named('range').map((entry) => entry.kind)).toEqual(['scalar', 'table']);
  expect(functions.filter((entry) => /^(duckdb_|pragma_|arrow_scan|__)/.test(entry.name))).toEqual([]);
  expect(functions.length).toBeGreaterThan(400);
});

test('every function with a note of ours is one', async () => {
  const names = new Set((await describeFunctions(engine)).map((entry) => entry.name));
  expect(Object.keys(functionNotes).filter((name) => !names.has(name) && !inGrammar.has(name))).toEqual([]);
});

test('views, queries and samples are described', async () => {
  expect((await describeViews(engine)).map((view) => [view.name, view.columns[0]])).toEqual([
    ['demand', { name: 'target_id', sqlType: 'VARCHAR' }],
    ['figure', { name: 'unit_id', sqlType: 'VARCHAR' }],
    ['lineage', { name: 'unit_id', sqlType: 'VARCHAR' }],
    ['no_scenario', { name: 'unit_id', sqlType: 'VARCHAR' }],
  ]);
  const columns = await describeQuery(engine, "WITH a AS (SELECT 1 AS x) SELECT * FROM a, (FROM verdict(DATE '2020-12-31')) v");
  expect(columns.slice(0, 2).map((column) => column.name)).toEqual(['x', 'target_id']);
  expect(await sampleOf(engine, 'unit', 'unit_system')).toEqual(['63', '34', 'M2021', 'M2025', 'VN']);
  expect((await sampleOf(engine, 'unit', null))[0]).toBe('63:01 · 63 · 01 · Hà Nội · Thành phố Hà Nội · Hanoi');
});
