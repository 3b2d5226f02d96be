import { describe, expect, test } from 'vitest';
import { correctionMarks, type MarkedFigure } from '../../src/core/correction-marks';
import { numberedCorrections } from '../../src/core/report/report';
import type { ColumnType, Plain } from '../../src/core/result-table';
import { lazyTable } from '../support/lazy-table';

const figure: MarkedFigure = {
  correctionId: 'k1',
  unitId: '63:20',
  indicatorId: 'on-time',
  periodEnd: '2020-06-30',
  file: 'mot-cua.csv',
  row: 7,
  source: { value: 97.5, numerator: 39, denominator: 40 },
};
const table = (rows: readonly Record<string, Plain>[], types: Record<string, ColumnType> = {}) =>
  lazyTable(
    Object.fromEntries(Object.keys(rows[0]!).map((name) => [name, types[name] ?? 'text'])),
    rows.length,
    (row, name) => rows[row]![name]!,
  );
const marksOf = (rows: readonly Record<string, Plain>[]) => {
  const marks = correctionMarks(table(rows), [figure], (target) => (target === 't-on-time' ? 'on-time' : undefined));
  return marks && rows.map((_, row) => marks(row).map((one) => `${one.column} was ${one.source}`));
};
const on = { unit_id: '63:20', indicator_id: 'on-time' };

describe('marks of corrections on a result', () => {
  test('stand on the figure of the unit, the indicator and the period', () => {
    expect(
      marksOf([
        { ...on, period_end: '2020-06-30', value: 99 },
        { ...on, period_end: '2020-07-31', value: 99 },
        { ...on, unit_id: '63:02', period_end: '2020-06-30', value: 99 },
        { ...on, indicator_id: 'online', period_end: '2020-06-30', value: 99 },
      ]),
    ).toEqual([['value was 97.5'], [], [], []]);
  });

  test('tell rows of one period apart by file and line', () => {
    const row = { ...on, period_end: '2020-06-30', value: 99 };
    expect(
      marksOf([
        { ...row, file: 'mot-cua.csv', row: 7 },
        { ...row, file: 'mot-cua.csv', row: 8 },
        { ...row, file: 'khac.csv', row: 7 },
      ]),
    ).toEqual([['value was 97.5'], [], []]);
  });

  test('find the indicator through the target, and the parts of a ratio', () => {
    const row = { unit_id: '63:20', period_end: '2020-06-30', actual: 99, numerator: 40, denominator: 40 };
    expect(
      marksOf([
        { ...row, target_id: 't-on-time' },
        { ...row, target_id: 't-other' },
      ]),
    ).toEqual([['actual was 97.5', 'numerator was 39', 'denominator was 40'], []]);
  });

  test('never stand on an empty cell, and nowhere in a result without units or figures', () => {
    expect(marksOf([{ ...on, period_end: '2020-06-30', value: null }])).toEqual([[]]);
    expect(marksOf([{ indicator_id: 'on-time', value: 1 }])).toBeNull();
    expect(marksOf([{ ...on, rate: 1 }])).toBeNull();
    expect(correctionMarks(table([{ ...on, value: 1 }]), [], () => undefined)).toBeNull();
  });

  test('are numbered in a report, the same note once', () => {
    const { markAt, notes } = numberedCorrections({
      corrections: [
        { row: 0, column: 1, note: 'a' },
        { row: 3, column: 1, note: 'b' },
        { row: 4, column: 2, note: 'a' },
      ],
    });
    expect([markAt(0, 1), markAt(3, 1), markAt(4, 2), markAt(4, 1)]).toEqual(['✎1', '✎2', '✎1', '']);
    expect(notes).toEqual(['✎1 a', '✎2 b']);
  });
});
