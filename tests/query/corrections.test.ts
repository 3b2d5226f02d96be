import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figureOf, figuresFromParts, type Correction, type CorrectionFigures } from '../../src/core/correction';
import type { Engine } from '../../src/core/engine';
import { recordsOf } from '../../src/core/result-table';
import { applyCorrections, correctedFigures } from '../../src/jobs/apply-corrections';
import { openFiles } from '../../src/jobs/open-files';
import { readKnowledge } from '../../src/jobs/read-knowledge';
import { loadReference, readRepositoryFile } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
const file = 'tthc-minh-hoa.csv';

beforeAll(async () => {
  engine = await openNodeEngine();
  await engine.lockDown();
  await loadReference(engine);
  // Figures of the test's own, three months of two provinces, one of them bounded.
  await engine.execute(`
    INSERT INTO observation BY NAME
    SELECT unit_id, 'dvc_online_share' AS indicator_id, make_date(2025, m::INTEGER, 1) AS period_start, last_day(make_date(2025, m::INTEGER, 1)) AS period_end,
      'month' AS period_kind, 'test' AS series, n / 70.0 * 100 AS value, n AS numerator, 70 AS denominator, 'user' AS origin, '${file}' AS file, row
    FROM (SELECT unit_id, m, m * 7.0 + u AS n, CAST(m * 10 + u AS INTEGER) AS row FROM range(1, 4) r(m), (VALUES ('34:01', 1), ('34:04', 2)) v(unit_id, u));
    UPDATE observation SET bound = '<' WHERE file = '${file}' AND row = 31;`);
});
afterAll(() => engine.close());

const rows = async (sql: string) => recordsOf(await engine.query(sql));
/** Every bit of the table, and where each row stands. */
const everything = async () =>
  (
    await rows(
      'SELECT count(*) AS n, bit_xor(hash(t)) AS bits, sum(hash(t))::TEXT AS total FROM (SELECT rowid AS place, * FROM observation) t',
    )
  )[0];
const rawRow = async (row: number) => (await rows(`FROM observation WHERE file = '${file}' AND row = ${row}`))[0]!;

async function entry(id: string, row: number, newValue: CorrectionFigures, rest: Partial<Correction> = {}): Promise<Correction> {
  const { figures, ...figure } = figureOf(await rawRow(row))!;
  const said = { reason: 'Số gõ nhầm', who: 'Lan', when: '2025-11-22T03:00:00Z', on: true };
  return { id, kind: 'observation', ...figure, oldValue: figures, newValue, ...said, ...rest };
}
const alone = (value: number): CorrectionFigures => ({ value, numerator: null, denominator: null });

test('an empty ledger changes nothing', async () => {
  const before = await everything();
  expect([...(await applyCorrections(engine, []))]).toEqual([]);
  expect(await everything()).toEqual(before);
  expect(await correctedFigures(engine)).toEqual([]);
});

describe('a correction', () => {
  test('is used, marked, and gone without a trace when it is switched off', async () => {
    const before = await everything();
    const one = await entry('k1', 21, figuresFromParts(35, 70, 100)!);
    expect(Object.fromEntries(await applyCorrections(engine, [one]))).toEqual({ k1: 'applied' });
    expect(await rawRow(21)).toMatchObject({ value: 50, numerator: 35, denominator: 70, correction_id: 'k1' });
    expect(await correctedFigures(engine)).toEqual([
      expect.objectContaining({
        correctionId: 'k1',
        unitId: '34:01',
        periodEnd: '2025-02-28',
        source: one.oldValue,
        corrected: one.newValue,
      }),
    ]);
    expect(Object.fromEntries(await applyCorrections(engine, [{ ...one, on: false }]))).toEqual({ k1: 'off' });
    expect(await everything()).toEqual(before);
  });

  test('gives a bounded figure an exact value, and the bound back', async () => {
    const before = await everything();
    await applyCorrections(engine, [await entry('k1', 31, alone(12))]);
    expect(await rawRow(31)).toMatchObject({ value: 12, bound: null, numerator: null, denominator: null });
    await applyCorrections(engine, []);
    expect(await everything()).toEqual(before);
  });

  test('changes the verdict, and only that of its unit', async () => {
    await engine.execute(`
      INSERT INTO indicator (indicator_id, name_vi, name_en, kind, unit, direction) VALUES ('dvc_online_share', 'x', 'x', 'ratio', 'percent', 'higher');
      INSERT INTO act (act_id, kind, title_vi, title_en, in_force_from) VALUES ('test-act', 'decision', 'x', 'x', DATE '2025-01-01');
      INSERT INTO target (target_id, kind, act_id, document_id, clause, area, statement_vi, statement_en, indicator_id, comparator, value, unit, scope, deadline, deadline_rule)
      VALUES ('test-target', 'quantified', 'test-act', '000', 'c', 'a', 's', 's', 'dvc_online_share', '>=', 60, 'percent', 'provinces', DATE '2025-12-31', 'on D');`);
    const verdicts = () =>
      rows(
        `SELECT unit_id, verdict, actual, gap_work FROM verdict(DATE '2025-12-31', target_ids := ['test-target'], unit_ids := ['34:01', '34:04']) ORDER BY unit_id`,
      );
    await engine.execute(`UPDATE observation SET bound = NULL WHERE file = '${file}'`);
    const before = await verdicts();
    expect(before.map((row) => row.verdict)).toEqual(['on_pace', 'on_pace']);
    await applyCorrections(engine, [await entry('k1', 31, figuresFromParts(49, 70, 100)!)]);
    expect(await verdicts()).toEqual([{ unit_id: '34:01', verdict: 'met', actual: 70, gap_work: 0 }, before[1]]);
    await applyCorrections(engine, []);
    expect(await verdicts()).toEqual(before);
  });

  test('whose old value is not the source’s any more, or whose row is not there, is reported and not applied', async () => {
    const before = await everything();
    const good = await entry('k3', 11, alone(1));
    const states = await applyCorrections(engine, [
      await entry('k1', 11, alone(1), { oldValue: alone(999) }),
      await entry('k2', 12, alone(1), { row: 77 }),
      { ...good, on: false },
    ]);
    expect(Object.fromEntries(states)).toEqual({ k1: 'changed', k2: 'missing', k3: 'off' });
    expect(await everything()).toEqual(before);
  });

  test('gives way to a later one for the same figure', async () => {
    const before = await everything();
    const [first, second] = [await entry('k1', 11, alone(1)), await entry('k2', 11, alone(2))];
    expect(Object.fromEntries(await applyCorrections(engine, [first, second]))).toEqual({ k1: 'overtaken', k2: 'applied' });
    expect((await rawRow(11)).value).toBe(2);
    await applyCorrections(engine, [first, { ...second, on: false }]);
    expect((await rawRow(11)).value).toBe(1);
    await applyCorrections(engine, []);
    expect(await everything()).toEqual(before);
  });

  test('in any order of switching leaves what its ledger alone would give', async () => {
    const before = await everything();
    const ledger = [
      await entry('k1', 11, alone(1 / 3)),
      await entry('k2', 11, alone(0.1)),
      await entry('k3', 22, figuresFromParts(1, 3, 100)!),
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 4 }), async (steps) => {
        for (const on of steps)
          await applyCorrections(
            engine,
            ledger.map((one, at) => ({ ...one, on: on[at]! })),
          );
        const [a, b, c] = steps.at(-1)!;
        const [eleven, twentyTwo] = [await rawRow(11), await rawRow(22)];
        expect(eleven.value).toBe(b ? 0.1 : a ? 1 / 3 : ledger[0]!.oldValue.value);
        expect([twentyTwo.value, twentyTwo.numerator]).toEqual(
          c ? [(1 / 3) * 100, 1] : [ledger[2]!.oldValue.value, ledger[2]!.oldValue.numerator],
        );
      }),
      { numRuns: 6 },
    );
    await applyCorrections(engine, []);
    expect(await everything()).toEqual(before);
  });

  test('holds hostile words', async () => {
    const words = `'); DELETE FROM observation; -- \0 "x" \u{1f600}`;
    await applyCorrections(engine, [await entry('k1', 11, alone(1), { reason: words, who: words })]);
    expect(await rows('SELECT reason, who FROM correction')).toEqual([{ reason: words, who: words }]);
    await applyCorrections(engine, []);
  });
});

test('a file opened again brings its own figures; the correction holds only while they are the same', async () => {
  const name = 'egov-reports-2020-q4-minh-hoa.csv';
  const [sample] = (await import('node:fs'))
    .readdirSync('sample-data/exports')
    .filter((one) => one.endsWith('.csv'))
    .sort();
  const bytes = async () => new Uint8Array((await readRepositoryFile(`sample-data/exports/${sample}`)).slice());
  const knowledge = await readKnowledge(engine);
  const open = async () => openFiles(engine, [{ name, bytes: await bytes() }], knowledge);
  await open();
  const [first] = await rows(`FROM observation WHERE file = '${name}' ORDER BY row, indicator_id LIMIT 1`);
  const raw = await rows(`SELECT hash(list(r)) AS h FROM (FROM raw.opened_file) r`);
  const { figures, ...figure } = figureOf(first!)!;
  const one: Correction = {
    id: 'k1',
    kind: 'observation',
    ...figure,
    oldValue: figures,
    newValue: alone(figures.value + 1),
    reason: 'r',
    who: 'w',
    when: '2025-11-22T03:00:00Z',
    on: true,
  };
  const value = async () =>
    (await rows(`SELECT value FROM observation WHERE file = '${name}' ORDER BY row, indicator_id LIMIT 1`))[0]!.value;
  await applyCorrections(engine, [one]);
  expect(await value()).toBe(figures.value + 1);
  await open();
  expect(await value()).toBe(figures.value);
  expect(Object.fromEntries(await applyCorrections(engine, [one]))).toEqual({ k1: 'applied' });
  expect(await value()).toBe(figures.value + 1);
  // The office itself has set the figure right meanwhile: nothing is put back over it.
  await open();
  await engine.execute(`UPDATE observation SET value = value + 1 WHERE file = '${name}'`);
  expect(Object.fromEntries(await applyCorrections(engine, [one]))).toEqual({ k1: 'changed' });
  expect(await value()).toBe(figures.value + 1);
  expect(await rows(`SELECT hash(list(r)) AS h FROM (FROM raw.opened_file) r`)).toEqual(raw);
});
