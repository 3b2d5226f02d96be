import { describe, expect, it } from 'vitest';
import { deadlineOf } from '../../src/core/deadline';

describe('deadlineOf', () => {
  it.each([
    ['before 2020-09-30', '2020-09-29'],
    ['before 2020-03-01', '2020-02-29'],
    ['before 2021-01-01', '2020-12-31'],
    ['on 2020-09-30', '2020-09-30'],
    ['in month 2020-09', '2020-09-30'],
    ['by month 2020-06', '2020-06-30'],
    ['by month 2020-02', '2020-02-29'],
    ['by month 2021-02', '2021-02-28'],
    ['in month 2020-12', '2020-12-31'],
    ['in quarter 2020-Q1', '2020-03-31'],
    ['in quarter 2020-Q3', '2020-09-30'],
    ['in quarter 2020-Q4', '2020-12-31'],
    ['by end of year 2020', '2020-12-31'],
    ['period to 2025', '2025-12-31'],
    ['none', null],
  ])('%s → %s', (rule, day) => {
    expect(deadlineOf(rule)).toBe(day);
  });

  it.each(['', 'soon', 'before 30/9/2020', 'in quarter 2020-Q5', 'in month 2020-13', 'on 2021-02-29', 'before 2020-09-31'])(
    'refuses %j',
    (rule) => {
      expect(() => deadlineOf(rule)).toThrow(RangeError);
    },
  );
});
