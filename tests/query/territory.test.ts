import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { recordsOf, type Plain } from '../../src/core/result-table';
import { restatable, restatedOn } from '../../src/core/sql/query-change';
import { loadModel } from '../../src/jobs/load-model';
import { UnitSystemGuard } from '../../src/jobs/unit-system-guard';
import { readRepositoryFile } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';
import { savedQuestions } from '../support/saved-questions';

/** Nothing in the model knows of this: unit 33:99 takes in Điện Biên and Lai Châu in 2030, by rows of the reference tables only. */
const merger2030: Readonly<Record<string, string>> = {
  unit: '33:99,33,99,Tây Bắc,Tỉnh Tây Bắc,Tay Bac,province,,,,,,,,,,2030-01-01,,1,test,\n',
  succession: '34:11,33:99,merged_into,2030-01-01,,true,,,,,,,test\n34:12,33:99,merged_into,2030-01-01,,true,,,,,,,test\n',
};

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await loadModel(engine, async (path) => {
    const bytes = await readRepositoryFile(path);
    const more = merger2030[/reference\/(\w+)\.csv$/.exec(path)?.[1] ?? ''];
    return more ? new TextEncoder().encode(new TextDecoder().decode(bytes) + more) : bytes;
  });
  await engine.execute(`
    INSERT INTO indicator (indicator_id, name_vi, name_en, kind, unit, direction) VALUES
      ('t_count', 'x', 'x', 'count', 'count', 'higher'), ('t_ratio', 'x', 'x', 'ratio', 'percent', 'higher'), ('t_rank', 'x', 'x', 'rank', 'rank', 'lower'),
      ('t_index', 'x', 'x', 'index', 'index', 'higher'), ('t_yesno', 'x', 'x', 'yesno', 'yesno', 'higher'), ('t_days', 'x', 'x', 'duration', 'days', 'lower');
    CREATE TABLE seen AS FROM observation LIMIT 0;`);
}, 120_000);
afterAll(() => engine.close());

interface Seen {
  readonly unit: string;
  readonly indicator: string;
  readonly value: number;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly end?: string;
  readonly series?: string;
  readonly kind?: string;
  readonly bound?: string;
}

async function observe(seen: readonly Seen[]): Promise<void> {
  const rows = seen.map(
    (o) =>
      `('${o.unit}', '${o.indicator}', DATE '2020-01-01', DATE '${o.end ?? '2020-01-31'}', '${o.kind ?? 'month'}', '${o.series ?? 's'}', ${o.value}, ${o.numerator ?? 'NULL'}, ${o.denominator ?? 'NULL'}, 'user', ${o.bound ? `'${o.bound}'` : 'NULL'})`,
  );
  await engine.execute(
    `DELETE FROM seen; INSERT INTO seen (unit_id, indicator_id, period_start, period_end, period_kind, series, value, numerator, denominator, origin, bound) VALUES ${rows.join(', ')};`,
  );
}

const ask = async (sql: string): Promise<Record<string, Plain>[]> => recordsOf(await engine.query(sql));
const on = async (basis: string, unit: string, weight = ''): Promise<Record<string, Plain>[]> =>
  ask(`FROM restated('${basis}', weight := '${weight}', observations := 'seen') WHERE unit_id = '${unit}' ORDER BY series, status`);

describe('all 63 and 34 units, by every name and code, in statements', () => {
  test.each([
    ['2008-08-01', '63', 63],
    ['2020-01-01', '63', 63],
    ['2025-06-30', '63', 63],
    ['2025-07-01', '34', 34],
    ['2026-05-01', '34', 34],
  ] as const)('on %s', async (day, system, count) => {
    const provinces = `(FROM unit_at(DATE '${day}') WHERE unit_system IN ('63', '34'))`;
    expect(await ask(`SELECT unit_system AS s, count(*) AS n, count(DISTINCT code) AS codes FROM ${provinces} GROUP BY s`)).toEqual([
      { s: system, n: count, codes: count },
    ]);
    const wrong = await ask(`
      SELECT 'alias' AS what, a.alias AS written FROM unit_alias a
      WHERE a.unit_system = '${system}' AND unit_id_of(a.alias, '${system}') IS DISTINCT FROM a.unit_id
      UNION ALL
      SELECT 'code', u.code FROM ${provinces} u WHERE unit_id_of(u.code, '${system}') IS DISTINCT FROM u.unit_id
      UNION ALL
      SELECT 'name of the day', u.name_vi FROM ${provinces} u WHERE unit_id_of(u.name_vi, '${system}') IS DISTINCT FROM u.unit_id
      UNION ALL   -- each of the 63 is joined to itself, or to the one it was merged into
      SELECT 'join', o.unit_id FROM unit o
      LEFT JOIN succession s ON s.from_unit_id = o.unit_id AND s.to_unit_id LIKE '34:%'
      WHERE o.unit_system = '63' AND unit_on(o.unit_id, '${system}') IS DISTINCT FROM CASE '${system}' WHEN '63' THEN o.unit_id ELSE s.to_unit_id END`);
    expect(wrong).toEqual([]);
    // Whatever the caller calls his tables and columns.
    expect(
      await ask(`
        SELECT count(*) FILTER (unit_id_of(t.code, '${system}') = t.unit_id) AS t, count(*) FILTER (unit_id_of(code, '${system}') = unit_id) AS bare,
          count(*) FILTER (unit_on(t.unit_id, '${system}') = t.unit_id) AS t_on, count(*) FILTER (unit_on(unit_id, '${system}') = unit_id) AS bare_on
        FROM ${provinces} t`),
    ).toEqual([{ t: count, bare: count, t_on: count, bare_on: count }]);
    expect(await ask(`SELECT unit_id_of('Hà Tây', '${system}') AS by_name, unit_id_of('28', '${system}') AS by_code`)).toEqual([
      { by_name: null, by_code: null },
    ]);
  });
});

describe('restating', () => {
  test('to 34 and summing gives the sum over 63 to the last digit; a ratio is the ratio of the sums', async () => {
    const units = (await ask("SELECT unit_id FROM unit WHERE unit_system = '63' ORDER BY 1")).map((row) => String(row.unit_id));
    const figure = fc.record({
      count: fc.integer({ min: 0, max: 1e9 }),
      numerator: fc.nat(100_000),
      more: fc.integer({ min: 1, max: 100_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(figure, { minLength: 63, maxLength: 63 }), async (figures) => {
        await observe(
          units.flatMap((unit, n): Seen[] => {
            const { count, numerator, more } = figures[n]!;
            return [
              { unit, indicator: 't_count', value: count },
              { unit, indicator: 't_ratio', value: (100 * numerator) / (numerator + more), numerator, denominator: numerator + more },
            ];
          }),
        );
        const rows = await ask(
          `SELECT r.unit_id, r.indicator_id, r.status, r.value, r.numerator, r.denominator, r.parts_total, r.parts_present, e.value AS expected
           FROM restated('34', observations := 'seen') r
           JOIN (SELECT t.unit_id, s.indicator_id, CASE s.indicator_id WHEN 't_count' THEN sum(s.value) ELSE 100.0 * sum(s.numerator) / sum(s.denominator) END AS value
                 FROM seen s JOIN succession t2 ON t2.from_unit_id = s.unit_id AND t2.to_unit_id LIKE '34:%' JOIN unit t ON t.unit_id = t2.to_unit_id GROUP BY t.unit_id, s.indicator_id) e
             USING (unit_id, indicator_id)`,
        );
        expect(rows).toHaveLength(68);
        for (const row of rows) {
          expect(row.parts_present).toBe(row.parts_total);
          if (row.indicator_id === 't_count') expect(row.value).toBe(row.expected);
          else expect(row.value).toBeCloseTo(Number(row.expected), 9);
        }
        const total = rows.filter((row) => row.indicator_id === 't_count').reduce((sum, row) => sum + Number(row.value), 0);
        expect(total).toBe(figures.reduce((sum, one) => sum + one.count, 0));
      }),
      { numRuns: 6 },
    );
  });

  test('every count and amount published for all 63 has the same sum on 34, to the last digit', async () => {
    const sums = (of: string, prefix: string): string =>
      `SELECT indicator_id, period_end, series, count(DISTINCT unit_id) AS units, CAST(sum(CAST(value AS DECIMAL(30, 6))) AS VARCHAR) AS total
       FROM ${of} JOIN indicator i USING (indicator_id) WHERE i.kind IN ('count', 'amount') AND unit_id LIKE '${prefix}:%' AND value IS NOT NULL GROUP BY ALL`;
    const rows = await ask(
      `SELECT o.indicator_id, o.total, r.units, r.total AS restated FROM (${sums('observation', '63')}) o
       LEFT JOIN (${sums("restated('34')", '34')}) r USING (indicator_id, period_end, series) WHERE o.units = 63 ORDER BY 1`,
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter((row) => row.units !== 34 || row.restated !== row.total)).toEqual([]);
  });

  const both = (indicator: string, a: Partial<Seen>, b: Partial<Seen>): Seen[] => [
    { unit: '63:02', indicator, value: 1, ...a },
    { unit: '63:08', indicator, value: 1, ...b },
  ];
  test.each<[string, Seen[], string, Record<string, unknown>]>([
    ['counts add', both('t_count', { value: 3 }, { value: 4 }), '', { status: 'restated', value: 7, parts_total: 2, parts_present: 2 }],
    [
      'a missing part',
      both('t_count', { value: 3 }, { value: 4 }).slice(0, 1),
      '',
      { status: 'incomplete', reason: 'parts_missing', value: null, present_value: 3, parts_present: 1 },
    ],
    ['a ratio without denominators', both('t_ratio', {}, {}), '', { status: 'refused', reason: 'needs_weight', value: null }],
    ['a rank', both('t_rank', {}, {}), '', { status: 'refused', reason: 'rank' }],
    ['an index', both('t_index', {}, {}), '', { status: 'refused', reason: 'index' }],
    ['a yes/no', both('t_yesno', {}, {}), 'population', { status: 'refused', reason: 'yesno' }],
    ['an average', both('t_days', { value: 2 }, { value: 4 }), '', { status: 'refused', reason: 'needs_weight' }],
    [
      'an unstated period',
      both('t_count', { kind: 'unstated' }, { kind: 'unstated' }),
      '',
      { status: 'refused', reason: 'period_unstated' },
    ],
    [
      'below ten and exactly three',
      both('t_count', { value: 10, bound: '<' }, { value: 3 }),
      '',
      { status: 'restated', value: 13, bound: '<' },
    ],
    ['below and above', both('t_count', { bound: '<' }, { bound: '>' }), '', { status: 'refused', reason: 'bounds_differ' }],
  ])('%s', async (_, seen, weight, expected) => {
    await observe(seen);
    expect((await on('34', '34:08', weight))[0]).toMatchObject(expected);
  });

  test('an average takes the weight it is given and says which', async () => {
    await observe(both('t_days', { value: 2 }, { value: 4 }));
    const [row] = await on('34', '34:08', 'population');
    expect(row).toMatchObject({ status: 'restated', weight: 'population' });
    expect(row?.value).toBeCloseTo((2 * 816_100 + 4 * 766_900) / (816_100 + 766_900), 9);
    await observe([
      ...both('t_days', { value: 2 }, { value: 4 }),
      ...both('t_ratio', { numerator: 1, denominator: 10 }, { numerator: 1, denominator: 30 }),
    ]);
    expect((await on('34', '34:08', 't_ratio')).find((one) => one.indicator_id === 't_days')).toMatchObject({
      value: 3.5,
      weight: 't_ratio',
    });
    expect((await on('34', '34:08', 't_count')).find((one) => one.indicator_id === 't_days')).toMatchObject({ reason: 'weight_missing' });
  });

  test('figures of other periods and series are never joined', async () => {
    await observe(both('t_count', { value: 3 }, { value: 4, end: '2020-02-29' }));
    expect((await on('34', '34:08')).map((row) => row.status)).toEqual(['incomplete', 'incomplete']);
    await observe(both('t_count', { value: 3 }, { value: 4, series: 'other' }));
    expect((await on('34', '34:08')).map((row) => row.status)).toEqual(['incomplete', 'incomplete']);
  });

  test('of two figures for one part the one loaded last speaks', async () => {
    await observe([...both('t_count', { value: 3 }, { value: 4 }), { unit: '63:02', indicator: 't_count', value: 30 }]);
    expect((await on('34', '34:08')).map((row) => row.value)).toEqual([34]);
  });

  test('the same territory keeps its very figure, whatever its kind; a rank among 63 is none among 34', async () => {
    await observe(['t_index', 't_yesno', 't_rank'].map((indicator): Seen => ({ unit: '63:01', indicator, value: 1 })));
    const rows = await ask(
      "SELECT indicator_id, status, value FROM restated('34', observations := 'seen') WHERE unit_id = '34:01' ORDER BY 1",
    );
    expect(rows).toEqual([
      { indicator_id: 't_index', status: 'as_reported', value: 1 },
      { indicator_id: 't_rank', status: 'refused', value: null },
      { indicator_id: 't_yesno', status: 'as_reported', value: 1 },
    ]);
  });

  test('34 to 63 is refused, unless the territory is the same or the old parts went on reporting', async () => {
    const later = { end: '2025-08-31' };
    await observe([
      { unit: '34:08', indicator: 't_count', value: 9, ...later },
      { unit: '34:01', indicator: 't_count', value: 5, ...later },
    ]);
    expect((await on('63', '63:02'))[0]).toMatchObject({ status: 'refused', reason: 'only_whole_observed', value: null });
    expect((await on('63', '63:01'))[0]).toMatchObject({ status: 'as_reported', value: 5 });
    await observe([
      { unit: '34:08', indicator: 't_count', value: 9, ...later },
      { unit: '63:02', indicator: 't_count', value: 4, ...later },
    ]);
    expect((await on('63', '63:02')).map((row) => [row.status, row.value])).toEqual([['as_reported', 4]]);
    // And the whole goes before what its parts would make.
    expect((await on('34', '34:08')).map((row) => [row.status, row.value])).toEqual([['as_reported', 9]]);
  });

  test('a merger of 2030 follows from its rows: two provinces of 2020 make one of it', async () => {
    await observe([
      { unit: '63:11', indicator: 't_count', value: 3 },
      { unit: '63:12', indicator: 't_count', value: 4 },
      { unit: '34:11', indicator: 't_count', value: 30, end: '2026-01-31' },
      { unit: '34:12', indicator: 't_count', value: 40, end: '2026-01-31' },
    ]);
    const rows = await ask(
      "SELECT period_end, status, value FROM restated('33', observations := 'seen') WHERE unit_id = '33:99' ORDER BY 1",
    );
    expect(rows).toEqual([
      { period_end: '2020-01-31', status: 'restated', value: 7 },
      { period_end: '2026-01-31', status: 'restated', value: 70 },
    ]);
    expect((await ask("FROM parts('33:99', DATE '2020-01-01')")).map((row) => row.unit_id)).toEqual(['63:12', '63:11'].toSorted());
    expect((await ask("SELECT unit_id FROM successors('63:12', DATE '2031-01-01') WHERE unit_system = '33'")).length).toBe(1);
  });

  test('a restated figure opens to its parts, those that are missing too', async () => {
    await observe(both('t_count', { value: 3 }, { value: 4 }).slice(0, 1));
    expect(
      await ask("SELECT unit_id, value FROM restated_parts('34', '34:08', 't_count', DATE '2020-01-31', observations := 'seen')"),
    ).toEqual([
      { unit_id: '63:02', value: 3 },
      { unit_id: '63:08', value: null },
    ]);
  });

  test('a query from a click restates what a statement gives, whichever columns it has', async () => {
    await observe(both('t_count', { value: 3 }, { value: 4 }));
    const sql = restatedOn('SELECT unit_id, indicator_id, period_start, period_end, period_kind, value FROM seen;', restatable, '34');
    expect(await engine.check(sql)).toBeNull();
    expect((await ask(sql)).map((row) => [row.unit_id, row.value, row.status, row.unit_name])).toEqual([
      ['34:08', 7, 'restated', 'Tuyên Quang'],
    ]);
    expect(() => restatedOn('SELECT value FROM seen', ['value'], '34')).toThrow(RangeError);
  });

  test('ministries: whole functions add; where a piece moved, bounds instead of a figure', async () => {
    await observe([
      { unit: 'M2021:BTC', indicator: 't_count', value: 3 },
      { unit: 'M2021:BKHDT', indicator: 't_count', value: 4 },
      { unit: 'M2021:BXD', indicator: 't_count', value: 5 },
      { unit: 'M2021:BGTVT', indicator: 't_count', value: 7 },
    ]);
    expect((await on('M2025', 'M2025:BXD'))[0]).toMatchObject({ status: 'refused', reason: 'piece_moved', value: null, low: 5, high: 12 });
  });

  test('on the basis as reported, verdicts are those of verdict()', async () => {
    const columns = 'target_id, unit_id, verdict, actual, gap, gap_work, pace_so_far, origin';
    const [row] = await ask(
      `SELECT count(*) AS n FROM (SELECT ${columns} FROM verdict(DATE '2020-12-31') EXCEPT SELECT ${columns} FROM verdict_on(DATE '2020-12-31', 'as_reported'))`,
    );
    expect(row?.n).toBe(0);
  });
});

describe('ranks and what explains them', () => {
  test('ties share, the range of a rank comes from its denominators, units without a figure have none', async () => {
    await observe([
      { unit: '63:01', indicator: 't_ratio', value: 90, numerator: 9, denominator: 10 },
      { unit: '63:02', indicator: 't_ratio', value: 90, numerator: 9000, denominator: 10_000 },
      { unit: '63:04', indicator: 't_ratio', value: 50, numerator: 5000, denominator: 10_000 },
    ]);
    const rows = await ask(
      "SELECT unit_id, rank, tied_with, small_denominator, rank_low, rank_high, status FROM ranked('t_ratio', DATE '2020-01-31', observations := 'seen') LIMIT 4",
    );
    expect(rows[1]).toMatchObject({ unit_id: '63:01', rank: 1, tied_with: 1, small_denominator: true, rank_low: 1, rank_high: 2 });
    expect(rows[0]).toMatchObject({ unit_id: '63:02', rank: 1, tied_with: 1, small_denominator: false });
    expect(rows[2]).toMatchObject({ unit_id: '63:04', rank: 3, rank_low: 3, rank_high: 3 });
    expect(rows[3]).toMatchObject({ rank: null, status: 'no_data' });
  });

  test('rate and weight effects add up to the change, units that come and go among them', async () => {
    const unit = fc.option(fc.record({ numerator: fc.nat(500), more: fc.integer({ min: 1, max: 500 }) }), { freq: 4, nil: null });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(unit, unit), { minLength: 2, maxLength: 8 }), async (pairs) => {
        const ids = ['63:01', '63:02', '63:04', '63:06', '63:08', '63:10', '63:11', '63:12'];
        const seen = pairs.flatMap((pair, n) =>
          pair.flatMap((one, at): Seen[] =>
            one === null
              ? []
              : [
                  {
                    unit: ids[n]!,
                    indicator: 't_ratio',
                    value: 0,
                    numerator: one.numerator,
                    denominator: one.numerator + one.more,
                    end: ['2020-01-31', '2020-02-29'][at]!,
                  },
                ],
          ),
        );
        fc.pre(new Set(seen.map((one) => one.end)).size === 2);
        await observe(seen);
        const [row] = await ask(
          "SELECT sum(effect) AS effects, any_value(change) AS change FROM gap_explained('t_ratio', DATE '2020-01-31', DATE '2020-02-29', observations := 'seen')",
        );
        expect(row?.effects).toBeCloseTo(Number(row?.change), 9);
      }),
      { numRuns: 6 },
    );
  });

  test('a scenario moves verdict, rank and total, and leaves observations alone', async () => {
    await observe([
      { unit: '63:01', indicator: 't_ratio', value: 90, numerator: 90, denominator: 100 },
      { unit: '63:02', indicator: 't_ratio', value: 80, numerator: 80, denominator: 100 },
    ]);
    const scenario = "WITH better AS (SELECT '63:02' AS unit_id, 't_ratio' AS indicator_id, 100 AS value)";
    const at = "('t_ratio', DATE '2020-01-31', observations := 'seen', scenario := 'better')";
    expect(await ask(`${scenario} SELECT unit_id, rank, status FROM ranked${at} WHERE rank IS NOT NULL`)).toEqual([
      { unit_id: '63:02', rank: 1, status: 'scenario' },
      { unit_id: '63:01', rank: 2, status: 'as_reported' },
    ]);
    expect((await ask(`${scenario} SELECT value FROM total_at${at} WHERE region_code = 'VN'`))[0]?.value).toBe(95);
    expect((await ask('SELECT max(value) AS v FROM seen'))[0]?.v).toBe(90);
  });
});

describe('the guard', () => {
  beforeAll(async () => {
    await engine.execute(`
      CREATE TABLE cu AS SELECT name_vi AS tinh, code AS ma, unit_id, 1 AS so FROM unit WHERE unit_system = '63';
      CREATE TABLE moi AS SELECT name_vi AS tinh, code AS ma, 2 AS so FROM unit WHERE unit_system = '34';
      CREATE TABLE khac AS SELECT 'Lạng Sơn' AS ghi_chu, 1 AS so;`);
  });
  const guard = () => new UnitSystemGuard(engine);

  test('names the 23 names that survive and offers a join by territory, which runs', async () => {
    const sql = 'SELECT count(*) AS n, count(DISTINCT moi.tinh) AS units FROM cu JOIN moi USING (tinh)';
    const error = await guard().check(sql);
    expect(error).toMatchObject({ code: 'unit-names-crossed', detail: { count: 23, leftSystem: '63', rightSystem: '34' } });
    expect(error?.detail.units).toContain('Tuyên Quang');
    const { line, column, length, fix } = error!.detail;
    expect([line, sql.slice(Number(column) - 1, Number(column) - 1 + Number(length))]).toEqual([1, 'USING (tinh)']);
    const mended = sql.replace('USING (tinh)', String(fix));
    expect(await guard().check(mended)).toBeNull();
    expect((await ask(mended))[0]).toEqual({ n: 63, units: 34 });
  });

  test('of codes it names the clashing seven', async () => {
    const error = await guard().check('SELECT * FROM cu JOIN moi ON cu.ma = moi.ma');
    for (const code of ['15', '24', '44', '52', '80', '82', '91']) expect(error?.detail.units).toContain(`${code} (`);
  });

  test('codes read as numbers are codes still, and the join by territory runs on them', async () => {
    await engine.execute(`
      CREATE TABLE moi_so AS SELECT CAST(code AS BIGINT) AS ma, 2 AS so FROM unit WHERE unit_system = '34';
      CREATE TABLE hang AS SELECT range AS hang, range AS thang FROM range(1, 35);`);
    const sql = 'SELECT count(*) AS n FROM cu JOIN moi_so ON CAST(cu.ma AS INTEGER) = moi_so.ma';
    const error = await guard().check(sql);
    expect(error).toMatchObject({ code: 'unit-codes-crossed', detail: { leftSystem: '63', rightSystem: '34' } });
    expect(error?.detail.units).toContain('80 (');
    expect((await ask(sql.replace('CAST(cu.ma AS INTEGER) = moi_so.ma', String(error?.detail.fix))))[0]).toEqual({ n: 63 });
    expect(await guard().check('SELECT * FROM hang JOIN moi_so ON hang.hang = moi_so.ma')).toBeNull();
  });

  test('names that a macro gives out are of the systems it gives out', async () => {
    const sql = `SELECT count(*) AS n FROM unit_at($day) u JOIN cu ON u.name_vi = cu.tinh`;
    const on = (day: string) => guard().check(sql, (text) => text.replace('$day', `DATE '${day}'`));
    expect(await on('2025-07-01')).toMatchObject({ code: 'unit-names-crossed' });
    const ranked = (basis: string) => `FROM ranked('ontime_rate', DATE '2020-12-31', '${basis}') r JOIN cu ON r.unit_name = cu.tinh`;
    const error = await guard().check(ranked('34'));
    expect(error).toMatchObject({ code: 'unit-names-crossed', detail: { count: 23 } });
    expect(await guard().check(ranked('34').replace('r.unit_name = cu.tinh', String(error?.detail.fix)))).toBeNull();
    expect(await guard().check(ranked('63'))).toBeNull();
    // Without a value for $day nothing can be said: the check of the statement asks for it.
    expect(
      await guard().check(sql, () => {
        throw new Error('no value');
      }),
    ).toBeNull();
  });

  test('a reader who means it says so; other tables are left alone', async () => {
    expect(await guard().check('-- unit systems: as is\nSELECT * FROM cu JOIN moi USING (tinh)')).toBeNull();
    expect(await guard().check('SELECT * FROM cu JOIN khac ON cu.tinh = khac.ghi_chu')).toBeNull();
    expect(await guard().check(`SELECT * FROM cu JOIN unit u USING (unit_id)`)).toBeNull();
  });

  test('no saved question compares across unit systems', async () => {
    const one = guard();
    for (const question of savedQuestions()) expect(await one.check(question.sql), question.id).toBeNull();
  });
});
