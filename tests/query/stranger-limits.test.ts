import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { openNodeEngine } from '../../src/engine/node-engine';
import { QueryRun, type RunLimits } from '../../src/state/query-run.svelte';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await engine.lockDown();
});
afterAll(() => engine.close());

const wide: RunLimits = { seconds: 100, cells: 1e9, megabytes: 1e6 };

it.each<[code: string, sql: string, limits: Partial<RunLimits>]>([
  [
    'stranger-memory',
    `SELECT count(*) FROM (SELECT DISTINCT i::VARCHAR || repeat('x', 100) FROM range(100_000_000) t(i))`,
    { megabytes: 30 },
  ],
  ['stranger-memory', 'SELECT len(list(i)) FROM range(500_000_000) t(i)', { megabytes: 30 }],
  ['stranger-size', 'SELECT i, i + 1 FROM range(100_000_000) t(i)', { cells: 100_000 }],
  ['stranger-time', 'SELECT count(*) FROM range(1_000_000_000) a, range(1_000_000_000) b', { seconds: 0.2 }],
])('%s ends %s', async (code, sql, limits) => {
  const run = new QueryRun(
    engine,
    () => Promise.resolve(),
    () => 0,
  );
  expect(await run.start(() => sql, undefined, { ...wide, ...limits })).toBeNull();
  expect(run.state.kind === 'failed' && run.state.error.code).toBe(code);
  // The engine works on, and what was taken is given back.
  const held = async () => Number((await engine.query('SELECT sum(memory_usage_bytes)::DOUBLE FROM duckdb_memory()')).cell(0, 0));
  await expect.poll(held, { timeout: 30_000 }).toBeLessThan(30e6);
});

it('what keeps within them is shown', async () => {
  const run = new QueryRun(
    engine,
    () => Promise.resolve(),
    () => 0,
  );
  expect((await run.start(() => 'SELECT 42 AS n', undefined, wide))?.cell(0, 0)).toBe(42);
});
