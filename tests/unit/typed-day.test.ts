import { describe, expect, it } from 'vitest';
import { dayTyped, monthTyped } from '../../src/ui/question/typed-day';

describe('a typed day', () => {
  it.each([
    ['31/12/2020', '2020-12-31'],
    [' 1/6/2021 ', '2021-06-01'],
    ['01-06-2021', '2021-06-01'],
    ['1.6.2021', '2021-06-01'],
    ['2020-12-31', '2020-12-31'],
    ['31 Dec 2020', '2020-12-31'],
    ['29/2/2020', '2020-02-29'],
  ])('%s is %s', (text, iso) => expect(dayTyped(text)).toBe(iso));

  it.each(['', '31/2/2020', '29/2/2021', '12/31/2020', '1/1/20', '31 Foo 2020', 'hôm nay'])('%s is none', (text) =>
    expect(dayTyped(text)).toBeNull(),
  );
});

describe('a typed month', () => {
  it.each([
    ['6/2020', '2020-06'],
    ['Tháng 12/2020', '2020-12'],
    ['T6/2020', '2020-06'],
    ['2020-06', '2020-06'],
  ])('%s is %s', (text, iso) => expect(monthTyped(text)).toBe(iso));

  it.each(['', '13/2020', '6/20', '2020'])('%s is none', (text) => expect(monthTyped(text)).toBeNull());
});
