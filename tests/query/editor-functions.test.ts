import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { sqlFunctions } from '../../src/ui/parts/sql-dialect';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
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
