import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Reads spoilt files for so many milliseconds in a process with little memory; gives what it said. */
function fuzz(firstSeed: number, budgetMs: number): { lines: Record<string, unknown>[]; ended: string } {
  const run = spawnSync(
    process.execPath,
    ['--max-old-space-size=350', '--import', 'tsx', join(root, 'tests/support/fuzz/run.ts'), String(firstSeed), String(budgetMs)],
    { cwd: root, encoding: 'utf8', timeout: budgetMs + 60_000, maxBuffer: 1 << 26 },
  );
  const lines = run.stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));
  return {
    lines,
    ended: run.signal ? `stopped by ${run.signal}` : run.status === 0 ? 'well' : `with status ${run.status}: ${run.stderr.slice(-2000)}`,
  };
}

describe('spoilt files and noise', () => {
  // FUZZ_SEED and FUZZ_SECONDS let it go on somewhere else and for longer.
  const seed = Number(process.env.FUZZ_SEED ?? 1);
  const seconds = Number(process.env.FUZZ_SECONDS ?? 8);

  it('are read or refused with a known error, soon and in little memory', { timeout: 120_000 + 1000 * seconds }, () => {
    const { lines, ended } = fuzz(seed, 1000 * seconds);
    const last = lines.findLast((line) => 'bytes' in line);
    expect(ended, `while reading ${JSON.stringify(last)}`).toBe('well');
    expect(lines.filter((line) => 'crash' in line || 'slow' in line || 'grew' in line)).toEqual([]);
    expect(lines.at(-1)).toMatchObject({ read: expect.any(Number) });
    expect(Number(lines.at(-1)?.read)).toBeGreaterThan(20);
  });
});
