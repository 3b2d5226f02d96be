import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { PivotSchema, readPivot, type Pivot, type PivotMeasure, type PivotRatio } from '../../src/core/pivot/pivot';
import { pivotChart } from '../../src/core/pivot/pivot-chart';
import { addGoal, addRatio, putPiece, removePiece, replaceMeasure } from '../../src/core/pivot/pivot-edit';
import { cellKeys, pivotFields } from '../../src/core/pivot/pivot-fields';
import { measureName } from '../../src/core/pivot/pivot-names';
import { addsUpCumulative, suggestPivot, type PivotFacts } from '../../src/core/pivot/pivot-suggest';
import type { ColumnType, Plain, ResultColumn, ResultTable } from '../../src/core/result-table';
import { filterName } from '../../src/ui/pivot/filter-name';

const column = (name: string, type: ColumnType): ResultColumn => ({ name, type, sqlType: type });
const columns = [
  column('unit_id', 'text'),
  column('period_start', 'date'),
  column('period_end', 'date'),
  column('da_giai_quyet', 'integer'),
  column('truoc_han', 'integer'),
  column('dung_han', 'integer'),
  column('ty_le_dung_han', 'number'),
  column('_row', 'integer'),
];
const ratio: PivotRatio = { kind: 'ratio', numerator: ['dung_han'], denominator: ['da_giai_quyet'], percent: true, label: 'Đúng hạn' };
const pivot: Pivot = {
  source: 'mc',
  labels: { da_giai_quyet: 'Đã giải quyết' },
  language: 'vi',
  rows: [
    { column: 'unit_id', step: 'region', label: null },
    { column: 'unit_id', step: 'name', label: null },
  ],
  columns: [{ column: 'period_end', step: 'quarter', label: null }],
  measures: [ratio],
  filters: [],
  totals: { rows: true, columns: true, subtotals: true },
  columnLimit: 60,
};

describe('as a cell keeps it', () => {
  it('is JSON there and back', () => {
    expect(readPivot(JSON.stringify(pivot))).toEqual(pivot);
    const sparse = { ...JSON.parse(JSON.stringify(pivot)), labels: undefined, language: undefined, columnLimit: undefined };
    expect(readPivot(JSON.stringify(sparse))).toEqual({ ...pivot, labels: {} });
  });

  it('is nothing when it is not one', () => {
    for (const json of [null, '', '{', '[]', '{"source":"a"}', JSON.stringify({ ...pivot, more: 1 })]) expect(readPivot(json)).toBeNull();
    expect(v.is(PivotSchema, { ...pivot, measures: [{ ...ratio, denominator: [] }] })).toBe(false);
  });
});

describe('the columns of the result', () => {
  const keys = [['2025 quý 3'], ['2025 quý 4']];

  it('carry one name each, whatever the data say', () => {
    const names = (one: Pivot, of: readonly (readonly Plain[])[] | null) => pivotFields(one, of).map((field) => field.name);
    expect(names(pivot, keys)).toEqual(['Vùng', 'Đơn vị', 'level', '2025 quý 3', '2025 quý 4', 'Tổng cộng']);
    expect(names(pivot, null)).toEqual(['Vùng', 'Đơn vị', 'Quý', 'level', 'column_level', 'Đúng hạn']);
    const twice: Pivot = { ...pivot, rows: [], measures: [ratio, { kind: 'sum', column: 'da_giai_quyet', label: null }] };
    expect(names(twice, [['a']])).toEqual([
      'a · Đúng hạn',
      'a · Tổng Đã giải quyết',
      'Tổng cộng · Đúng hạn',
      'Tổng cộng · Tổng Đã giải quyết',
    ]);
    expect(names(pivot, [['vùng'], [null], ['(trống)'], ['Tổng cộng'], ['value_1'], ['level']])).toEqual([
      'Vùng',
      'Đơn vị',
      'level',
      'vùng (2)',
      '(trống)',
      '(trống) (2)',
      'Tổng cộng',
      'value_1 (2)',
      'level (2)',
      'Tổng cộng (2)',
    ]);
  });

  it('say what is behind a cell', () => {
    const fields = pivotFields(pivot, keys);
    const cells: Plain[][] = [
      ['Tây Nguyên', null, 2, 1, 2, 3],
      ['Tây Nguyên', 'Tổng', 1, 1, 2, 3],
      ['Tổng cộng', null, 0, 1, 2, 3],
    ];
    const table: ResultTable = {
      columns: fields.map((field) => column(field.name, 'text')),
      rowCount: cells.length,
      cell: (row, at) => cells[row]![at]!,
    };
    expect(cellKeys(fields, table, 0, '2025 quý 4')).toEqual({ rows: ['Tây Nguyên', null], columns: ['2025 quý 4'] });
    expect(cellKeys(fields, table, 1, 'Tổng cộng')).toEqual({ rows: ['Tây Nguyên'], columns: [] });
    expect(cellKeys(fields, table, 2, 'Vùng')).toEqual({ rows: [], columns: [] });
    expect(cellKeys(fields, table, 0, 'no such column')).toBeNull();
  });
});

describe('by hand', () => {
  const gap: PivotMeasure = { kind: 'gap', of: ratio, goal: { value: 95, comparator: '>=' }, label: null };

  it('fields get the step and the function that suit them', () => {
    expect(putPiece(pivot, { column: 'period_end' }, 'rows', columns).rows.at(-1)).toEqual({
      column: 'period_end',
      step: 'quarter',
      label: null,
    });
    expect(putPiece(pivot, { column: 'dung_han' }, 'measures', columns, 0).measures[0]).toEqual({
      kind: 'sum',
      column: 'dung_han',
      label: null,
    });
    expect(putPiece(pivot, { column: 'unit_id' }, 'measures', columns).measures[1]).toEqual({
      kind: 'distinct',
      column: 'unit_id',
      label: null,
    });
    expect(putPiece(pivot, { column: 'dung_han' }, 'filters', columns).filters).toEqual([
      { kind: 'range', column: 'dung_han', from: null, to: null },
    ]);
  });

  it('pieces move within a well and between wells, and ratios stay figures', () => {
    const steps = (one: Pivot) => [one.rows, one.columns].map((side) => side.map((dimension) => dimension.step));
    expect(steps(putPiece(pivot, { well: 'rows', index: 0 }, 'rows', columns, 2))).toEqual([['name', 'region'], ['quarter']]);
    expect(steps(putPiece(pivot, { well: 'rows', index: 1 }, 'rows', columns, 0))).toEqual([['name', 'region'], ['quarter']]);
    expect(steps(putPiece(pivot, { well: 'columns', index: 0 }, 'rows', columns, 1))).toEqual([['region', 'quarter', 'name'], []]);
    expect(putPiece(pivot, { well: 'rows', index: 0 }, 'filters', columns).filters).toEqual([
      { kind: 'values', column: 'unit_id', step: 'region', values: [], except: false },
    ]);
    expect(putPiece(pivot, { well: 'measures', index: 0 }, 'rows', columns)).toBe(pivot);
    expect(removePiece(pivot, { well: 'rows', index: 0 }).rows).toEqual([pivot.rows[1]]);
  });

  it('a gap follows its figure, and both goals change as one', () => {
    const against = addGoal(pivot, gap.goal);
    expect(against.measures).toEqual([ratio, { kind: 'target', goal: gap.goal, label: null }, gap]);
    const early: PivotRatio = { ...ratio, numerator: ['truoc_han', 'dung_han'] };
    expect(replaceMeasure(against, 0, early).measures[2]).toEqual({ ...gap, of: early });
    const goal = { target: 't' };
    expect(replaceMeasure(against, 2, { ...gap, goal }).measures[1]).toEqual({ kind: 'target', goal, label: null });
    expect(addRatio({ ...pivot, measures: [] }, null, columns).measures).toMatchObject([
      { numerator: ['da_giai_quyet'], denominator: ['truoc_han'] },
    ]);
  });

  it('names say what stands there', () => {
    expect(measureName({ ...ratio, label: null }, pivot)).toBe('dung_han / Đã giải quyết, %');
    expect(filterName({ kind: 'values', column: 'unit_id', step: 'region', values: [null], except: true }, pivot)).toBe('Vùng ≠ (trống)');
    expect(filterName({ kind: 'range', column: 'da_giai_quyet', from: 10, to: null }, pivot)).toBe('Đã giải quyết: 10 – …');
  });
});

describe('suggested', () => {
  const measured = (...names: string[]) =>
    suggestPivot(
      't',
      names.map((name) => column(name, 'integer')),
      null,
    ).measures;

  it('reads a ratio from names when the model knows none; percentages are never added up', () => {
    expect(suggestPivot('mc', columns, null)).toMatchObject({
      rows: [{ column: 'unit_id', step: 'region' }],
      columns: [{ column: 'period_end', step: 'quarter' }],
      measures: [{ kind: 'ratio', numerator: ['truoc_han', 'dung_han'], denominator: ['da_giai_quyet'] }],
    });
    expect(measured('numerator', 'denominator')).toMatchObject([{ kind: 'ratio', numerator: ['numerator'], denominator: ['denominator'] }]);
    expect(measured('plan_total', 'disbursed')).toMatchObject([{ numerator: ['disbursed'], denominator: ['plan_total'] }]);
    expect(measured('dân số', 'tỷ lệ nghèo')).toEqual([{ kind: 'sum', column: 'dân số', label: null }]);
    expect(measured('rank', 'year')).toEqual([{ kind: 'count', column: null, label: null }]);
  });

  it('holds the ratio against the newest target, and does not add up what is cumulative', () => {
    const facts: PivotFacts = {
      labels: { da_giai_quyet: 'Đã giải quyết', other: 'of another table' },
      ratios: [
        {
          name: { vi: 'Tỷ lệ', en: 'Rate' },
          numerator: ['dung_han'],
          denominator: ['da_giai_quyet'],
          percent: true,
          cumulative: true,
          targets: ['a', 'b'],
        },
      ],
    };
    const suggested = suggestPivot('mc', columns, facts, 'en');
    expect(suggested.labels).toEqual({ da_giai_quyet: 'Đã giải quyết' });
    expect(suggested.measures.map((measure) => [measure.kind, measure.label])).toEqual([
      ['ratio', 'Rate, %'],
      ['target', null],
      ['gap', null],
    ]);
    expect(suggested.measures[1]).toMatchObject({ goal: { target: 'a' } });
    expect([suggested.columns[0]?.step, suggested.totals.columns]).toEqual(['month', false]);
    expect(addsUpCumulative(suggested, columns, facts)).toBe(false);
    expect(addsUpCumulative({ ...suggested, totals: { ...suggested.totals, columns: true } }, columns, facts)).toBe(true);
    expect(addsUpCumulative({ ...suggested, columns: [] }, columns, facts)).toBe(true);
    expect(addsUpCumulative({ ...suggested, columns: [], measures: [{ kind: 'count', column: null, label: null }] }, columns, facts)).toBe(
      false,
    );
  });

  it('never lets indicators or origins share a line of observations', () => {
    const observation = ['indicator_id', 'origin', 'unit_id']
      .map((name) => column(name, 'text'))
      .concat(column('numerator', 'number'), column('denominator', 'number'));
    const suggested = suggestPivot('observation', observation, null);
    expect(suggested.rows.map((row) => row.column)).toEqual(['indicator_id', 'origin', 'unit_id']);
    expect(suggested.totals).toEqual({ rows: false, columns: false, subtotals: false });
  });
});

describe('its first chart', () => {
  const goal = { value: 95, comparator: '>=' } as const;
  const withGoal: Pivot = { ...pivot, rows: [pivot.rows[0]!], measures: [ratio, { kind: 'target', goal, label: null }] };
  const chart = (one: Pivot, keys: readonly (readonly Plain[])[]) => pivotChart(one, pivotFields(one, keys));

  it('is lines over time for few rows, points for each unit, with a line for the goal and no totals', () => {
    const lines = chart(withGoal, [['2025 quý 3'], ['2025 quý 4']]);
    expect(lines).toMatchObject({
      transform: [{ filter: 'datum["level"] === 1' }, { fold: ['2025 quý 3', '2025 quý 4'] }, { filter: 'isValid(datum["value"])' }],
      layer: [
        { mark: { type: 'line' }, encoding: { x: { field: 'key' }, y: { field: 'value' }, color: { field: 'Vùng' } } },
        { mark: { type: 'rule' }, encoding: { y: { field: 'Mức tự đặt' } } },
      ],
    });
    expect(chart({ ...withGoal, rows: [pivot.rows[1]!] }, [['2025 quý 3'], ['2025 quý 4']])).toMatchObject({
      layer: [
        { mark: { type: 'point' }, encoding: { y: { field: 'Đơn vị' }, color: { field: 'key' } } },
        { encoding: { x: { field: 'Mức tự đặt' } } },
      ],
    });
    expect(chart({ ...pivot, columns: [] }, [])).toMatchObject({ layer: [{ encoding: { x: { field: 'Đúng hạn' } } }] });
    expect(chart({ ...pivot, measures: [] }, [])).toBeNull();
  });

  it('says no figure’s name beside each key when there are several', () => {
    const several: Pivot = { ...withGoal, measures: [...withGoal.measures, { kind: 'count', column: null, label: null }] };
    const drawn = chart(several, [['a'], ['b']]);
    expect(drawn).toMatchObject({ layer: [{ encoding: { x: { sort: ['a', 'b'] } } }, {}] });
    expect(JSON.stringify(drawn)).toContain('slice(datum.key, 0, -11)');
  });

  it('reads names with dots and brackets as names', () => {
    const dotted = { ...pivot, columns: [], measures: [{ ...ratio, label: 'a.b[1]' }] };
    expect(chart(dotted, [])).toMatchObject({ layer: [{ encoding: { x: { field: 'a\\.b\\[1\\]' } } }] });
  });
});
