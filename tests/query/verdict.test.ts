import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { recordsOf, type Plain } from '../../src/core/result-table';
import { loadEmptyModel } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';
import { verdictsOf, writeCases, writeSurroundings, type Case, type Seen } from '../support/verdict-case';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await loadEmptyModel(engine);
  await writeSurroundings(engine);
});
afterAll(() => engine.close());

/** The verdict on one case for Hà Giang (63:02), or undefined where it does not apply. */
async function judge(asOf: string, one: Case, at?: string): Promise<Record<string, Plain> | undefined> {
  await writeCases(engine, [one]);
  return (await verdictsOf(engine, asOf, at))[0];
}

const month = (end: string, value: number, rest: Partial<Seen> = {}): Seen => ({ end, value, ...rest });
const rising = [month('2020-01-31', 10), month('2020-06-30', 20)];

describe('which words', () => {
  test.each<[string, string, Case, string]>([
    ['met', '2020-06-30', { seen: [month('2020-06-30', 30)] }, 'met'],
    ['met early stays met after the deadline', '2021-06-30', { seen: [month('2020-06-30', 31)] }, 'met'],
    ['on pace: 10 in January, 20 in June, 30 wanted in December', '2020-06-30', { seen: rising }, 'on_pace'],
    ['behind: the same line falls short of 35', '2020-06-30', { goal: 35, seen: rising }, 'behind'],
    ['on the last day it is not over yet', '2020-12-31', { seen: [month('2020-11-30', 20)] }, 'behind'],
    ['missed the day after', '2021-01-01', { seen: [month('2020-11-30', 20)] }, 'missed'],
    ['reached after the deadline is missed', '2021-03-31', { seen: [month('2020-12-31', 20), month('2021-02-28', 60)] }, 'missed'],
    ['observed only after the deadline is no data', '2021-03-31', { seen: [month('2021-02-28', 60)] }, 'no_data'],
    ['nothing observed', '2020-06-30', {}, 'no_data'],
    ['observed in the future only', '2020-06-30', { seen: [month('2020-07-31', 60)] }, 'no_data'],
  ])('%s', async (_, asOf, one, verdict) => {
    expect((await judge(asOf, one))?.verdict).toBe(verdict);
  });
});

describe('the actual', () => {
  test('is the latest up to the day, with its age and place', async () => {
    const row = await judge('2020-07-15', {
      seen: [month('2020-05-31', 11, { row: 7 }), month('2020-06-30', 12, { row: 8 }), month('2020-07-31', 13)],
    });
    expect(row).toMatchObject({ actual: 12, period_end: '2020-06-30', age_days: 15, row: 8, origin: 'illustrative', first_actual: 11 });
  });

  test('a real figure goes before an illustrative one, however old', async () => {
    const row = await judge('2020-12-31', { seen: [month('2020-06-30', 31, { origin: 'act' }), month('2020-11-30', 5)] });
    expect(row).toMatchObject({ verdict: 'met', actual: 31, origin: 'act' });
  });

  test.each([
    ['act', 'published'],
    ['published', 'user'],
    ['user', 'illustrative'],
  ] as const)('at one period end %s goes before %s', async (first, second) => {
    const row = await judge('2020-12-31', {
      seen: [month('2020-06-30', 1, { origin: first }), month('2020-06-30', 2, { origin: second })],
    });
    expect(row).toMatchObject({ actual: 1, origin: first });
  });

  test('of two real figures the later speaks', async () => {
    const row = await judge('2020-12-31', {
      seen: [month('2020-06-30', 1, { origin: 'act' }), month('2020-07-31', 2, { origin: 'user' })],
    });
    expect(row).toMatchObject({ actual: 2, origin: 'user' });
  });

  test('the longer period speaks at one end, then the row loaded last', async () => {
    const year = month('2020-12-31', 40, { kind: 'year', start: '2020-01-01' });
    expect(await judge('2020-12-31', { seen: [year, month('2020-12-31', 3)] })).toMatchObject({ actual: 40 });
    expect(await judge('2020-12-31', { seen: [month('2020-12-31', 3), month('2020-12-31', 4)] })).toMatchObject({ actual: 4 });
  });

  test('a ratio with denominator zero is no data, and does not hide an earlier value', async () => {
    const empty = month('2020-06-30', 0, { numerator: 0, denominator: 0 });
    expect(await judge('2020-06-30', { seen: [empty] })).toMatchObject({ verdict: 'no_data', actual: null, gap: null, gap_work: null });
    expect(await judge('2020-06-30', { seen: [empty, month('2020-05-31', 31)] })).toMatchObject({ verdict: 'met', actual: 31 });
  });
});

describe('bounded values', () => {
  const below = (value: number): Seen => month('2020-06-30', value, { bound: '<', origin: 'act', kind: 'unstated' });
  const above = (value: number): Seen => month('2020-06-30', value, { bound: '>', origin: 'act', kind: 'unstated' });
  test.each<[string, Case, string]>([
    ['"< 10" is under 30', { seen: [below(10)] }, 'behind'],
    ['"< 10" is not at least 10', { goal: 10, seen: [below(10)] }, 'behind'],
    ['"< 10" does not decide at least 5', { goal: 5, seen: [below(10)] }, 'no_data'],
    ['"< 10" is at most 10', { comparator: '<=', goal: 10, seen: [below(10)] }, 'met'],
    ['"> 0" is more than 0', { comparator: '>', goal: 0, seen: [above(0)] }, 'met'],
    ['"> 0" is not 0', { comparator: '=', goal: 0, seen: [above(0)] }, 'behind'],
    ['"> 0" does not decide more than 5', { comparator: '>', goal: 5, seen: [above(0)] }, 'no_data'],
  ])('%s', async (_, one, verdict) => {
    expect((await judge('2020-07-31', one))?.verdict).toBe(verdict);
  });

  test('give no gap, no work and no pace, and an undecided one does not hide an exact one', async () => {
    expect(await judge('2020-07-31', { seen: [below(10)] })).toMatchObject({
      bound: '<',
      gap: null,
      gap_work: null,
      pace_needed: null,
      pace_so_far: null,
    });
    const seen = [below(40), month('2020-05-31', 20, { origin: 'act' })];
    expect(await judge('2020-07-31', { seen })).toMatchObject({ actual: 20, bound: null, gap: 10 });
  });
});

describe('comparators', () => {
  test.each<[string, number, number, string, number]>([
    ['>=', 30, 30, 'met', 0],
    ['>=', 30, 29.5, 'behind', 0.5],
    ['>', 30, 30, 'behind', 0.01],
    ['>', 30, 30.01, 'met', 0],
    ['<=', 5, 5, 'met', 0],
    ['<=', 5, 7, 'behind', 2],
    ['<', 5, 5, 'behind', 0.01],
    ['<', 5, 4.99, 'met', 0],
    ['=', 100, 100, 'met', 0],
    ['=', 100, 99, 'behind', 1],
    ['=', 100, 104, 'behind', 4],
    ['=', 0, 0, 'met', 0],
    ['=', 0, 3, 'behind', 3],
    ['>=', 0, 0, 'met', 0],
    ['>=', 0, -1, 'behind', 1],
    ['>=', 29, 0.29 * 100, 'met', 0],
  ])('%s %d with %d is %s, gap %d', async (comparator, goal, value, verdict, gap) => {
    const row = await judge('2020-06-30', { comparator, goal, seen: [month('2020-06-30', value)] });
    expect(row?.verdict).toBe(verdict);
    expect(row?.gap).toBeCloseTo(gap, 9);
  });

  test('a strict comparison of counts is one away at equality', async () => {
    expect(
      await judge('2020-06-30', { comparator: '<', goal: 5, kind: 'count', unit: 'count', seen: [month('2020-06-30', 5)] }),
    ).toMatchObject({ gap: 1 });
  });
});

describe('the gap in work', () => {
  const ratio = (numerator: number, denominator: number): Seen =>
    month('2020-06-30', (100 * numerator) / denominator, { numerator, denominator });
  test.each<[string, Partial<Case>, Seen, number | null]>([
    ['30 % of 1 000 needs 300, 177 are there', {}, ratio(177, 1000), 123],
    ['30 % of 7 needs 3 whole ones', {}, ratio(1, 7), 2],
    ['more than 30 % of 10 needs 4', { comparator: '>' }, ratio(3, 10), 1],
    ['at most 5 % of 999 allows 49', { comparator: '<=', goal: 5, direction: 'lower' }, ratio(60, 999), 11],
    ['less than 5 % of 100 allows 4', { comparator: '<', goal: 5, direction: 'lower' }, ratio(5, 100), 1],
    ['all of 88', { comparator: '=', goal: 100 }, ratio(80, 88), 8],
    ['none of 88', { comparator: '=', goal: 0, direction: 'lower' }, ratio(3, 88), 3],
    ['met needs nothing', {}, ratio(300, 1000), 0],
    ['a ratio that is not a percentage', { unit: 'ratio', goal: 1 }, month('2020-06-30', 0.8, { numerator: 80, denominator: 100 }), 20],
    ['without numerator and denominator nobody knows', {}, month('2020-06-30', 17.7), null],
    ['a count has no denominator', { kind: 'count', unit: 'count' }, month('2020-06-30', 3), null],
  ])('%s', async (_, one, seen, work) => {
    expect((await judge('2020-07-31', { ...one, seen: [seen] }))?.gap_work).toBe(work);
  });
});

describe('pace', () => {
  test('is per month of 30.4375 days, from the first and to the deadline from the latest', async () => {
    const row = await judge('2020-07-15', { goal: 35, seen: rising });
    expect(row?.pace_so_far).toBeCloseTo((10 / 151) * 30.4375, 9);
    expect(row?.pace_needed).toBeCloseTo((15 / 184) * 30.4375, 9);
  });

  test('of a single observation is unknown, and it is behind', async () => {
    expect(await judge('2020-07-15', { seen: [month('2020-06-30', 29.9)] })).toMatchObject({ verdict: 'behind', pace_so_far: null });
    const sameDay = [month('2020-06-30', 10), month('2020-06-30', 29.9)];
    expect(await judge('2020-07-15', { seen: sameDay })).toMatchObject({ verdict: 'behind', pace_so_far: null });
  });

  test('of a falling series with lower is better', async () => {
    const falling = [month('2020-01-31', 20), month('2020-06-30', 12)];
    const wanted = (goal: number): Case => ({ comparator: '<=', goal, direction: 'lower', seen: falling });
    const row = await judge('2020-06-30', wanted(5));
    expect(row?.verdict).toBe('on_pace');
    expect(row?.pace_so_far).toBeLessThan(0);
    expect(row?.pace_needed).toBeLessThan(0);
    expect(await judge('2020-06-30', wanted(1))).toMatchObject({ verdict: 'behind', gap: 11 });
    expect(
      await judge('2020-06-30', {
        ...wanted(5),
        seen: [...falling].reverse().map((o, i) => ({ ...o, end: i ? '2020-06-30' : '2020-01-31' })),
      }),
    ).toMatchObject({
      verdict: 'behind',
    });
  });

  test('of "= 0" passes through zero', async () => {
    const tasks = { comparator: '=', goal: 0, kind: 'count', unit: 'count', direction: 'lower' } as const;
    expect(await judge('2020-06-30', { ...tasks, seen: [month('2020-01-31', 10), month('2020-06-30', 4)] })).toMatchObject({
      verdict: 'on_pace',
    });
    expect(await judge('2020-06-30', { ...tasks, seen: [month('2020-01-31', 10), month('2020-06-30', 9)] })).toMatchObject({
      verdict: 'behind',
    });
  });

  test('a goal exceeded from the start needs none', async () => {
    const row = await judge('2020-06-30', { seen: [month('2020-01-31', 50), month('2020-06-30', 45)] });
    expect(row).toMatchObject({ verdict: 'met', gap: 0, pace_needed: 0 });
    expect(row?.pace_so_far).toBeLessThan(0);
  });

  test('is never drawn across a series break, an origin, a kind of period, or a year of year-to-date figures', async () => {
    const alone = { verdict: 'behind', pace_so_far: null, actual: 20 };
    const first = month('2020-01-31', 0);
    for (const last of [{ series: 'after the break' }, { origin: 'user' as const }, { kind: 'quarter' }]) {
      expect(await judge('2020-06-30', { seen: [first, month('2020-06-30', 20, last)] })).toMatchObject(alone);
    }
    const ytd = (year: number, end: string, value: number): Seen => month(end, value, { kind: 'ytd', start: `${year}-01-01` });
    expect(await judge('2020-06-30', { seen: [ytd(2019, '2019-12-31', 90), ytd(2020, '2020-06-30', 20)] })).toMatchObject(alone);
    expect(await judge('2020-06-30', { seen: [ytd(2020, '2020-01-31', 1), ytd(2020, '2020-06-30', 20)] })).toMatchObject({
      verdict: 'on_pace',
    });
  });

  test('takes no part of values whose period is not stated', async () => {
    const unstated = month('2020-06-30', 20, { kind: 'unstated', start: '2020-01-01' });
    expect(await judge('2020-06-30', { seen: [{ ...unstated, end: '2020-03-31', value: 1 }, unstated] })).toMatchObject({
      verdict: 'behind',
      actual: 20,
      first_actual: null,
      pace_so_far: null,
    });
  });
});

describe('deadlines', () => {
  test('none: never missed, met or behind, no pace needed', async () => {
    expect(await judge('2024-01-01', { deadline: null, seen: rising })).toMatchObject({
      verdict: 'behind',
      pace_needed: null,
      deadline: null,
    });
    expect(await judge('2024-01-01', { deadline: null, seen: [month('2020-06-30', 30)] })).toMatchObject({ verdict: 'met' });
    expect(await judge('2024-01-01', { deadline: null })).toMatchObject({ verdict: 'no_data' });
  });

  const yesno = { kind: 'yesno', unit: 'yesno', comparator: '=', goal: 1, deadline: '2020-09-30' } as const;
  test.each<[string, string, Case, string]>([
    ['no, before its date', '2020-09-30', { ...yesno, seen: [month('2020-08-31', 0)] }, 'not_due'],
    ['yes, before its date', '2020-09-30', { ...yesno, seen: [month('2020-08-31', 1)] }, 'met'],
    ['no, after its date', '2020-10-01', { ...yesno, seen: [month('2020-08-31', 0)] }, 'missed'],
    ['nothing observed before its date', '2020-09-30', yesno, 'not_due'],
    ['nothing observed after its date', '2020-10-01', yesno, 'no_data'],
    ['no, without a date', '2020-10-01', { ...yesno, deadline: null, seen: [month('2020-08-31', 0)] }, 'behind'],
  ])('yes/no: %s', async (_, asOf, one, verdict) => {
    expect((await judge(asOf, one))?.verdict).toBe(verdict);
  });

  test.each<[string, string, Case, string]>([
    ['nothing measures it, before its date', '2020-09-30', { ...yesno, kind: 'none' }, 'not_due'],
    ['nothing measures it, after its date', '2020-10-01', { ...yesno, kind: 'none' }, 'no_data'],
    ['nothing measures it and it has no date', '2020-10-01', { ...yesno, kind: 'none', deadline: null }, 'no_data'],
    ['a yes/no indicator says yes', '2020-09-30', { ...yesno, seen: [month('2020-08-31', 1)] }, 'met'],
    ['a yes/no indicator says no after its date', '2020-10-01', { ...yesno, seen: [month('2020-08-31', 0)] }, 'missed'],
    ['an indicator without a goal decides nothing', '2020-10-01', { ...yesno, kind: 'ratio', seen: [month('2020-08-31', 50)] }, 'no_data'],
  ])('task: %s', async (_, asOf, one, verdict) => {
    await writeCases(engine, [{ ...one, task: true }]);
    expect((await verdictsOf(engine, asOf, '63:02', 'task_verdict'))[0]?.verdict).toBe(verdict);
    expect(await verdictsOf(engine, asOf)).toEqual([]);
  });
});

describe('where it applies', () => {
  test.each<[string, string, string, Case, string | null]>([
    ['a province, provinces', '63:02', '2020-06-30', {}, null],
    ['a ministry, provinces', 'M2021:BTC', '2020-06-30', {}, 'out_of_scope'],
    ['a ministry, ministries', 'M2021:BTC', '2020-06-30', { scope: 'ministries' }, null],
    ['a ministry, all', 'M2021:BTC', '2020-06-30', { scope: 'all' }, null],
    ['the country, all', 'VN:00', '2020-06-30', { scope: 'all' }, 'out_of_scope'],
    ['the country, national', 'VN:00', '2020-06-30', { scope: 'national' }, null],
    ['a province, national', '63:02', '2020-06-30', { scope: 'national' }, 'out_of_scope'],
    ['a named unit', '63:02', '2020-06-30', { scope: 'unit:63:08, 63:02' }, null],
    ['another unit than the named', '63:02', '2020-06-30', { scope: 'unit:63:08' }, 'out_of_scope'],
    ['the last day of the 63', '63:02', '2025-06-30', {}, null],
    ['the day after', '63:02', '2025-07-01', {}, 'unit_not_valid'],
    ['the first day of the 34', '34:08', '2025-07-01', {}, null],
    ['the day before', '34:08', '2025-06-30', {}, 'unit_not_valid'],
    ['ministries of 2021 until 28 February 2025', 'M2021:BTC', '2025-03-01', { scope: 'ministries' }, 'unit_not_valid'],
    ['ministries of 2025 from 1 March 2025', 'M2025:BTC', '2025-03-01', { scope: 'ministries' }, null],
    ['an act before its time', '63:02', '2018-12-31', {}, 'act_not_in_force'],
    ['the last day of an act', '63:02', '2020-06-30', { act: 'gone' }, null],
    ['an act no longer in force', '63:02', '2020-07-01', { act: 'gone' }, 'act_not_in_force'],
  ])('%s', async (_, at, asOf, one, reason) => {
    const seen = [month('2018-11-30', 50, { unit: at })];
    await writeCases(engine, [{ deadline: null, seen, ...one }]);
    const [applicable] = await verdictsOf(engine, asOf, at);
    const [all] = await verdictsOf(engine, asOf, at, 'verdict_all');
    expect(all?.why_not).toBe(reason);
    expect(all?.verdict).toBe(reason === null ? 'met' : 'not_applicable');
    expect(applicable?.verdict).toBe(reason === null ? 'met' : undefined);
  });

  test('filters by system and target; an empty list means all', async () => {
    await writeCases(engine, [{ scope: 'all' }, { scope: 'all' }]);
    const count = async (filter: string): Promise<Plain | undefined> =>
      recordsOf(await engine.query(`SELECT count(*) AS n FROM verdict(DATE '2020-06-30'${filter})`))[0]?.n;
    expect(await count('')).toBe(6);
    expect(await count(', unit_systems := []')).toBe(6);
    expect(await count(", unit_systems := ['63']")).toBe(4);
    expect(await count(", unit_systems := ['63'], target_ids := ['t1'], unit_ids := ['63:08']")).toBe(1);
  });
});

describe('properties', () => {
  const hundredths = fc.integer({ min: -2000, max: 20_000 }).map((n) => n / 100);
  const anyCase = fc.record({
    comparator: fc.constantFrom('>=', '>', '<=', '<', '='),
    goal: fc.oneof(fc.constantFrom(0, 30, 100), hundredths),
    deadline: fc.constantFrom('2020-03-31', '2020-08-31', '2020-12-31', null),
    kind: fc.constantFrom('ratio', 'count', 'index'),
    first: fc.option(hundredths, { nil: undefined }),
    actual: fc.oneof(fc.constantFrom(0, 30, 100), hundredths),
    other: hundredths,
  });
  const seenOf = (first: number | undefined, actual: number): Seen[] => [
    ...(first === undefined ? [] : [month('2019-12-31', first)]),
    month('2020-02-29', actual),
  ];
  const rank: Record<string, number> = { missed: 0, behind: 1, on_pace: 2, met: 3 };

  /** Is `a` at least as good as `b`? Undefined where neither can be called better: on two sides of an equality. */
  function asGood(comparator: string, goal: number, a: number, b: number): boolean | undefined {
    if (comparator.startsWith('>')) return a >= b;
    if (comparator.startsWith('<')) return a <= b;
    return (a - goal) * (b - goal) < 0 ? undefined : Math.abs(a - goal) <= Math.abs(b - goal);
  }

  test('a better actual never gives a worse verdict; the gap is 0 exactly when met, and never negative', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCase, { minLength: 60, maxLength: 60 }), async (cases) => {
        await writeCases(
          engine,
          cases.flatMap(({ first, actual, other, ...rest }) => [
            { ...rest, seen: seenOf(first, actual) },
            { ...rest, seen: seenOf(first, other) },
          ]),
        );
        const rows = await verdictsOf(engine, '2020-06-30');
        cases.forEach((one, n) => {
          const [a, b] = [rows[2 * n], rows[2 * n + 1]];
          for (const row of [a, b]) {
            expect(row?.gap).toBeGreaterThanOrEqual(0);
            expect(row?.gap === 0, JSON.stringify({ one, row })).toBe(row?.verdict === 'met');
          }
          const better = asGood(one.comparator, one.goal, one.actual, one.other);
          if (better === undefined) return;
          const [high, low] = better ? [a, b] : [b, a];
          expect(rank[String(high?.verdict)], JSON.stringify({ one, a, b })).toBeGreaterThanOrEqual(rank[String(low?.verdict)] ?? NaN);
        });
      }),
      { numRuns: 25 },
    );
  });

  test('one item fewer than the gap in work does not meet the goal, the gap in work does', async () => {
    const ratioCase = fc.record({
      comparator: fc.constantFrom('>=', '>', '<=', '<'),
      goal: fc.integer({ min: 1, max: 99 }),
      denominator: fc.integer({ min: 1, max: 5000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const seenAt = (numerator: number, denominator: number): Seen[] => [
      month('2020-02-29', (numerator / denominator) * 100, { numerator, denominator }),
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(ratioCase, { minLength: 60, maxLength: 60 }), async (cases) => {
        const start = cases.map((c) => Math.round(c.share * c.denominator));
        await writeCases(
          engine,
          cases.map((c, n) => ({ ...c, seen: seenAt(start[n] ?? 0, c.denominator) })),
        );
        const before = await verdictsOf(engine, '2020-06-30');
        const sign = (c: { comparator: string }): number => (c.comparator.startsWith('>') ? 1 : -1);
        const at = (n: number, items: number): number => (start[n] ?? 0) + sign(cases[n] ?? { comparator: '>' }) * items;
        const work = before.map((row) => Number(row?.gap_work));
        await writeCases(
          engine,
          cases.map((c, n) => ({ ...c, seen: seenAt(at(n, work[n] ?? 0), c.denominator) })),
        );
        const enough = await verdictsOf(engine, '2020-06-30');
        await writeCases(
          engine,
          cases.map((c, n) => ({ ...c, seen: seenAt(at(n, (work[n] ?? 0) - 1), c.denominator) })),
        );
        const short = await verdictsOf(engine, '2020-06-30');
        cases.forEach((c, n) => {
          const label = JSON.stringify({ ...c, numerator: start[n], work: work[n] });
          expect(enough[n]?.verdict, label).toBe('met');
          if ((work[n] ?? 0) > 0) expect(short[n]?.verdict, label).not.toBe('met');
        });
      }),
      { numRuns: 10 },
    );
  });
});
