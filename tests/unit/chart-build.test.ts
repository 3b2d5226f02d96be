import fc from 'fast-check';
import * as v from 'valibot';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { LoggerInterface } from 'vega';
import { describe, expect, test } from 'vitest';
import {
  buildIn,
  channelSorts,
  chartAggregates,
  ChartBuildSchema,
  chartMarks,
  chartStacks,
  emptyBuild,
  timeSteps,
  type BuildChannel,
  type ChartBuild,
} from '../../src/core/chart/chart-build';
import { cleared, combined, placed, swapped, withMark } from '../../src/core/chart/chart-edit';
import { channelTitle, chartFields, rateOf } from '../../src/core/chart/chart-fields';
import { chartText, openChart } from '../../src/core/chart/chart-open';
import { chartSpec } from '../../src/core/chart/chart-spec';
import { columnFacts, suggestChart } from '../../src/core/chart/chart-suggest';
import { verdictNames } from '../../src/core/chart/chart-words';
import type { ColumnType, ResultColumn } from '../../src/core/result-table';
import { verdictShapes } from '../../src/ui/parts/verdict-words';
import { lazyTable } from '../support/lazy-table';

const columnsOf = (types: Record<string, ColumnType>): ResultColumn[] =>
  Object.entries(types).map(([name, type]) => ({ name, type, sqlType: '' }));
const columns = columnsOf({
  unit_name: 'text',
  region_vi: 'text',
  region_en: 'text',
  period_end: 'date',
  seen: 'timestamp',
  on_time: 'integer',
  dossiers: 'integer',
  ontime_rate: 'number',
  goal: 'number',
  ok: 'boolean',
  verdict: 'text',
  year: 'integer',
  'Tỷ lệ [%] "a.b"\'': 'number',
});
const column = (name: string) => columns.find((one) => one.name === name)!;

const names = fc.constantFrom(...columns.map(({ name }) => name));
const channel: fc.Arbitrary<BuildChannel> = fc.oneof(
  fc.constant<BuildChannel>({ column: null, aggregate: 'count' }),
  fc.record<BuildChannel>({ column: names, aggregate: fc.constant('ratio'), over: names }),
  fc.record<BuildChannel>({ column: names, aggregate: fc.constantFrom(...chartAggregates.filter((one) => one !== 'ratio')) }),
  fc.record<BuildChannel, 'column'>(
    {
      column: names,
      step: fc.constantFrom(...timeSteps),
      sort: fc.constantFrom(...channelSorts),
      as: fc.constantFrom('number', 'category'),
      title: fc.string({ maxLength: 30 }),
      decimals: fc.integer({ min: 0, max: 6 }),
    },
    { requiredKeys: ['column'] },
  ),
);
const place = fc.oneof(fc.string({ maxLength: 20 }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant('2021-06-30'));
const builds: fc.Arbitrary<ChartBuild> = fc.record<ChartBuild, 'mark' | 'tooltip' | 'stack' | 'targets' | 'notes'>(
  {
    mark: fc.constantFrom(...chartMarks),
    x: channel,
    y: channel,
    color: channel,
    size: channel,
    facet: fc.record<BuildChannel>({ column: names }),
    tooltip: fc.array(channel, { maxLength: 3 }),
    stack: fc.constantFrom(...chartStacks),
    targets: fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant('value' as const),
          value: fc.double({ noNaN: true, noDefaultInfinity: true }),
          label: fc.string({ maxLength: 20 }),
        }),
        fc.record({ kind: fc.constant('column' as const), column: names, label: fc.string({ maxLength: 20 }) }),
      ),
      { maxLength: 3 },
    ),
    notes: fc.array(fc.record({ text: fc.string({ maxLength: 20 }), x: place, y: place }), { maxLength: 3 }),
  },
  { requiredKeys: ['mark', 'tooltip', 'stack', 'targets', 'notes'] },
);

describe('the text of a chart', () => {
  test('opens again as what it was written from, in either language, and is the same text when written again', () => {
    fc.assert(
      fc.property(builds, fc.constantFrom('vi' as const, 'en' as const), (build, language) => {
        const text = chartText(build, columns, language);
        for (const reader of ['vi', 'en'] as const) {
          const opened = openChart(text, columns, reader);
          expect(opened.state).toBe('built');
          expect(opened.spec).toEqual(JSON.parse(JSON.stringify(chartSpec(build, columns, reader))));
          expect(chartText(opened.build!, columns, language)).toBe(text);
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test('every chart compiles to Vega, and Vega-Lite finds no fault with it', () => {
    const said: string[] = [];
    const logger: LoggerInterface = {
      level: (() => logger) as LoggerInterface['level'],
      error: (...words) => (said.push(words.join(' ')), logger),
      warn: () => logger,
      info: () => logger,
      debug: () => logger,
    };
    fc.assert(
      fc.property(builds, (build) => {
        const spec = { ...chartSpec(build, columns, 'vi'), data: { values: [] } } as unknown as TopLevelSpec;
        expect(compile(spec, { logger }).spec.marks?.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
    expect(said).toEqual([]);
  }, 60_000);

  test.each([-0, -5e-324, 1e300])('a target of %d is the same after JSON', (value) => {
    const build: ChartBuild = {
      ...emptyBuild,
      x: { column: 'on_time' },
      color: { column: 'unit_name' },
      stack: 'share',
      targets: [{ kind: 'value', value, label: '' }],
    };
    const opened = openChart(chartText(build, columns, 'vi'), columns, 'vi');
    expect(opened.state).toBe('built');
    expect(opened.spec).toEqual(JSON.parse(JSON.stringify(opened.spec)));
  });

  test('a change by hand stays, and is known as such until it is taken back', () => {
    const build = suggestChart(columns)!;
    const spec = JSON.parse(chartText(build, columns, 'vi')) as Record<string, unknown>;
    const changed = openChart(JSON.stringify({ ...spec, title: 'Của tôi' }), columns, 'en');
    expect(changed).toMatchObject({ state: 'edited', build, spec: { title: 'Của tôi' } });
    const relaid = Object.fromEntries(Object.entries(spec).toReversed());
    expect(openChart(JSON.stringify(relaid), columns, 'vi').state).toBe('built');
  });

  test('rows follow the language of the specification: the reader’s when built, the writer’s when changed by hand', () => {
    const text = chartText({ ...emptyBuild, y: { column: 'region_vi' }, x: { column: null, aggregate: 'count' } }, columns, 'vi');
    expect(openChart(text, columns, 'en').drawn?.y).toEqual({ column: 'region_en' });
    const edited = JSON.stringify({ ...(JSON.parse(text) as object), title: 'x' });
    expect(openChart(edited, columns, 'en').drawn?.y).toEqual({ column: 'region_vi' });
  });

  test.each([
    ['{"mark":"bar","encoding":{}}', 'json'],
    ['{"mark":"bar","usermeta":{"build":{"mark":"pie"},"seal":"x"}}', 'json'],
    ['{"mark":"bar","usermeta":{"build":{"mark":"bar","tooltip":[],"stack":"stack","targets":[],"notes":[],"more":1},"seal":"x"}}', 'json'],
    ['{"mark":', 'broken'],
    ['[]', 'broken'],
    ['null', 'broken'],
  ])('%s opens as %s', (text, state) => {
    expect(openChart(text, columns, 'vi').state).toBe(state);
  });

  test('a column that went away is named', () => {
    const text = chartText({ ...emptyBuild, x: { column: 'gone' }, y: { column: 'on_time' } }, columns, 'vi');
    expect(openChart(text, columns, 'vi')).toMatchObject({ state: 'built', missing: ['gone'] });
  });

  test.each([
    { column: null },
    { column: 'a', aggregate: 'ratio' },
    { column: 'a', over: 'b' },
    { column: '' },
    { column: 'a', aggregate: 'mode' },
  ])('is no channel: %j', (x) => {
    expect(v.safeParse(ChartBuildSchema, { ...emptyBuild, x }).success).toBe(false);
  });
});

describe('the first chart', () => {
  const suggest = (types: Record<string, ColumnType>) => suggestChart(columnsOf(types));

  test('verdicts: counts stacked by verdict', () => {
    expect(suggest({ unit_name: 'text', indicator_vi: 'text', verdict: 'text', actual: 'number' })).toMatchObject({
      mark: 'bar',
      x: { aggregate: 'count' },
      y: { column: 'indicator_vi' },
      color: { column: 'verdict' },
      stack: 'stack',
    });
  });

  test('a period and a measure: a line; its colours only when there are few units', () => {
    const types: Record<string, ColumnType> = { unit_name: 'text', period_end: 'date', ontime_rate: 'number' };
    const few = lazyTable(types, 6, (row, name) =>
      name === 'unit_name' ? 'ab'[row % 2]! : name === 'period_end' ? `2021-0${1 + (row >> 1)}-28` : row,
    );
    expect(suggestChart(few.columns, columnFacts(few))).toMatchObject({
      mark: 'line',
      x: { column: 'period_end' },
      y: { column: 'ontime_rate' },
      color: { column: 'unit_name' },
    });
    const many = lazyTable(types, 60, (row, name) =>
      name === 'unit_name' ? `đơn vị ${row % 30}` : name === 'period_end' ? `2021-0${1 + Math.floor(row / 30)}-28` : row,
    );
    const build = suggestChart(many.columns, columnFacts(many))!;
    expect(build.color).toBeUndefined();
    expect(build.y).toEqual({ column: 'ontime_rate', aggregate: 'mean' });
  });

  test('names and a rate: bars, the longest first, with the goal', () => {
    expect(suggest({ unit_id: 'text', unit_name: 'text', rank: 'integer', ontime_rate: 'number', goal: 'number' })).toMatchObject({
      mark: 'bar',
      x: { column: 'ontime_rate' },
      y: { column: 'unit_name', sort: 'value-down' },
      targets: [{ kind: 'column', column: 'goal' }],
    });
  });

  test('a rate with its parts is divided, not averaged; a quantity is added', () => {
    expect(suggest({ unit_name: 'text', ontime_rate: 'number', on_time: 'integer', dossiers: 'integer' })?.x).toEqual({
      column: 'on_time',
      over: 'dossiers',
      aggregate: 'ratio',
    });
    expect(suggest({ unit_name: 'text', ho_so: 'integer' })?.x).toEqual({ column: 'ho_so', aggregate: 'sum' });
  });

  test('two numbers: dots; one period is no line; names alone: counts; nothing: nothing', () => {
    expect(suggest({ a: 'number', b: 'number' })).toMatchObject({ mark: 'point', x: { column: 'a' }, y: { column: 'b' } });
    const one = lazyTable({ unit_name: 'text', period_end: 'date', x: 'number' }, 2, (row, name) =>
      name === 'period_end' ? '2021-01-31' : `${row}`,
    );
    expect(suggestChart(one.columns, columnFacts(one))?.mark).toBe('bar');
    expect(suggest({ ghi_chu: 'text' })).toMatchObject({ x: { aggregate: 'count' }, y: { column: 'ghi_chu' } });
    expect(suggest({})).toBeNull();
  });

  test('the look at the rows is short', () => {
    const long = lazyTable({ a: 'integer', b: 'text' }, 10_000_000, (row) => row);
    expect(columnFacts(long)).toEqual({ rows: 2000, distinct: { a: 2000, b: 2000 } });
    expect(long.reads()).toBe(4000);
  });
});

describe('building by hand', () => {
  test('a rate placed on an axis is combined from its parts, dots are left as they are', () => {
    expect(placed({ ...emptyBuild, mark: 'line' }, 'y', column('ontime_rate'), columns).y).toEqual({
      column: 'on_time',
      over: 'dossiers',
      aggregate: 'ratio',
    });
    expect(placed({ ...emptyBuild, mark: 'point' }, 'y', column('ontime_rate'), columns).y).toEqual({ column: 'ontime_rate' });
    expect(placed(emptyBuild, 'y', column('year'), columns).y).toEqual({ column: 'year', sort: 'value-down' });
  });

  test('bars lying down become a line standing up; a heat map takes the measure as its colour and gives it back', () => {
    const bars: ChartBuild = {
      ...emptyBuild,
      x: { column: 'on_time', aggregate: 'sum' },
      y: { column: 'unit_name' },
      color: { column: 'region_vi' },
    };
    expect(withMark(bars, 'line', columns)).toMatchObject({ mark: 'line', x: { column: 'unit_name' }, y: { column: 'on_time' } });
    const heat = withMark(bars, 'heat', columns);
    expect(heat).toMatchObject({ x: { column: 'unit_name' }, y: { column: 'region_vi' }, color: { column: 'on_time' } });
    expect(withMark(heat, 'bar', columns)).toMatchObject({
      x: { column: 'unit_name' },
      y: { column: 'on_time' },
      color: { column: 'region_vi' },
    });
  });

  test('a known rate and its parts are one thing to the reader', () => {
    const parts: BuildChannel = { column: 'on_time', over: 'dossiers', aggregate: 'ratio' };
    expect(combined({ column: 'ontime_rate', aggregate: 'mean' }, 'ratio', columns)).toEqual(parts);
    expect(rateOf(parts, columns)).toBe('ontime_rate');
    expect(combined(parts, 'mean', columns)).toEqual({ column: 'ontime_rate', aggregate: 'mean' });
    expect(combined({ column: 'goal' }, 'ratio', columns)).toEqual({ column: 'goal', over: 'on_time', aggregate: 'ratio' });
  });

  test('what is written is always a build', () => {
    fc.assert(
      fc.property(builds, fc.constantFrom(...chartMarks), fc.constantFrom(...columns), (build, mark, one) => {
        const made = [
          withMark(build, mark, columns),
          swapped(build),
          cleared(build, 'x'),
          placed(build, 'color', one, columns),
          placed(build, 'x', null, columns),
          { ...build, y: combined({ column: one.name }, 'ratio', columns) },
        ];
        for (const next of made) expect(v.safeParse(ChartBuildSchema, JSON.parse(JSON.stringify(next))).success).toBe(true);
      }),
    );
  });

  test('the reader of the other language gets the other column of a pair', () => {
    const build: ChartBuild = { ...emptyBuild, y: { column: 'region_vi' } };
    expect(buildIn(build, columns, 'en').y).toEqual({ column: 'region_en' });
    expect(buildIn(build, columns, 'vi').y).toEqual({ column: 'region_vi' });
  });
});

describe('names', () => {
  test('titles say how a column is combined, in both languages', () => {
    const title = (one: BuildChannel, language: 'vi' | 'en' = 'vi') => channelTitle(one, language);
    expect(title({ column: 'on_time', aggregate: 'ratio', over: 'dossiers' })).toBe('Đúng hạn, %');
    expect(title({ column: 'a', aggregate: 'ratio', over: 'b' })).toBe('a / b, %');
    expect(title({ column: 'dossiers', aggregate: 'sum' })).toBe('Tổng hồ sơ đã giải quyết');
    expect(title({ column: 'DTI', aggregate: 'mean' })).toBe('Trung bình DTI');
    expect(title({ column: 'period_end', step: 'quarter' }, 'en')).toBe('Quarter');
    expect(title({ column: null, aggregate: 'count' }, 'en')).toBe('Rows');
  });

  test('columns of the drawn rows never share a name, nor take that of another column', () => {
    const awkward = columnsOf({ a: 'number', a_sum: 'number', row_count: 'number', 'a.b': 'number', a_b: 'number' });
    const build: ChartBuild = {
      ...emptyBuild,
      x: { column: 'a', aggregate: 'sum' },
      y: { column: null, aggregate: 'count' },
      color: { column: 'a.b' },
      size: { column: 'a_b' },
      tooltip: [{ column: 'a_sum' }],
    };
    expect(chartFields(build, awkward).fields.map(({ name }) => name)).toEqual(['a_sum_2', 'row_count_2', 'a_b_2', 'a_b', 'a_sum']);
  });

  test('verdicts are called as everywhere else', () => {
    for (const [verdict, shape] of Object.entries(verdictShapes))
      expect(verdictNames[verdict as keyof typeof verdictNames]).toEqual(shape.word);
  });
});
