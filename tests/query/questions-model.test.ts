import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { parseQuestion } from '../../src/core/question';
import { recordsOf } from '../../src/core/result-table';
import { loadModel, referencePath, referenceTables } from '../../src/jobs/load-model';
import { runQuestion } from '../../src/jobs/run-question';
import { readRepositoryFile } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await loadModel(engine, readRepositoryFile);
});
afterAll(() => engine.close());

const countOf = async (table: string): Promise<unknown> => recordsOf(await engine.query(`SELECT count(*) AS n FROM ${table}`))[0]?.n;

/** Records of a CSV, counted by hand: line ends outside quotes, the header left out. */
function recordCount(csv: string): number {
  return [
    ...csv
      .replaceAll(/"(?:[^"]|"")*"/g, 'x')
      .trim()
      .matchAll(/\n/g),
  ].length;
}

test('every record of every reference table is loaded, with real types', async () => {
  for (const table of referenceTables) {
    expect(await countOf(table), table).toBe(recordCount(new TextDecoder().decode(await readRepositoryFile(referencePath(table)))));
  }
  const [row] = recordsOf(await engine.query("SELECT valid_to, population, name_vi FROM unit WHERE unit_id = '63:02'"));
  expect(row).toMatchObject({ valid_to: '2025-06-30', name_vi: 'Hà Giang', population: expect.any(Number) });
});

test('it is loaded again after a restart', async () => {
  const before = await countOf('observation');
  const forget = engine.onRestart(() => loadModel(engine, readRepositoryFile));
  await engine.restart();
  forget();
  expect(await countOf('observation')).toBe(before);
  expect(await countOf("verdict(DATE '2020-12-31')")).toBeGreaterThan(1000);
});

const frontMatter = `-- id: x
-- title.vi: x
-- title.en: x
-- description.vi: x
-- description.en: x
-- param.day: {"type":"date","default":"2020-12-31","label":{"vi":"x","en":"x"}}
`;

test('a run says what it ran, and whether its rows are verdicts', async () => {
  const verdicts = await runQuestion(
    engine,
    parseQuestion('q/x.sql', `${frontMatter}SELECT target_id, unit_id, verdict FROM verdict($day)`),
    { day: '2020-06-30' },
  );
  expect(verdicts.verdictColumns).toBe(true);
  expect(verdicts.bound).toEqual({
    sql: "SELECT target_id, unit_id, verdict FROM verdict(DATE '2020-06-30')",
    values: { day: '2020-06-30' },
  });
  const other = await runQuestion(engine, parseQuestion('q/x.sql', `${frontMatter}SELECT $day AS verdict`));
  expect(other.verdictColumns).toBe(false);
  expect(other.table.cell(0, 0)).toBe('2020-12-31');
});

test('a run can be cancelled', async () => {
  const endless = parseQuestion('q/x.sql', `${frontMatter}SELECT count($day) FROM range(100000000) a, range(100000000) b`);
  const stop = new AbortController();
  const run = runQuestion(engine, endless, {}, { signal: stop.signal });
  setTimeout(() => stop.abort(), 100);
  await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  expect(await countOf('unit')).toBeGreaterThan(100);
});
