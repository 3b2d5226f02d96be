import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureNames, figureReference, figureText, type FigureLook } from '../../src/core/notebook/live-figures';

const plain = { row: 0, decimals: null, percent: false };

describe('a reference', () => {
  it.each([
    [' by_region.rate ', { ...plain, name: 'by_region', column: 'rate' }],
    ['by_region.rate[3]', { ...plain, name: 'by_region', column: 'rate', row: 2 }],
    ['as_of', { ...plain, name: 'as_of', column: null }],
    ['as_of[2]', { ...plain, name: 'as_of', column: null, row: 1 }],
    ['a.b | 1', { ...plain, name: 'a', column: 'b', decimals: 1 }],
    ['a.b | %', { ...plain, name: 'a', column: 'b', percent: true }],
    ['a.b|2%', { ...plain, name: 'a', column: 'b', decimals: 2, percent: true }],
    ['a.b \\| 1 %', { ...plain, name: 'a', column: 'b', decimals: 1, percent: true }],
    ['a.Tỷ lệ đạt, năm[1] | 0', { ...plain, name: 'a', column: 'Tỷ lệ đạt, năm', decimals: 0 }],
    ['a."Tỷ lệ | [năm]"', { ...plain, name: 'a', column: 'Tỷ lệ | [năm]' }],
  ])('%s', (text, reference) => {
    expect(figureReference(text)).toEqual(reference);
  });

  it.each([
    '',
    ' ',
    'A.b',
    '1a',
    'a.',
    'a b',
    'a[0]',
    'a.b[-1]',
    'a.b[x]',
    'a.b | x',
    'a.b | 12',
    'a.b | 1 | 2',
    'a.."',
    'a."b',
    'a."b"c',
    'đ.x',
  ])('is none: %s', (text) => {
    expect(figureReference(text)).toBeNull();
  });

  it('takes no time over long hostile ones', () => {
    const start = performance.now();
    for (const text of [`a.${'b '.repeat(150)}|`, `a${' '.repeat(300)}|`, `a."${'x'.repeat(300)}`, `a.${'.'.repeat(300)}`])
      figureReference(text);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('the names a text reads', () => {
  it('are found in prose, lists and tables, each once', () => {
    expect(figureNames('# {{ a.x }}\n\n- {{ b }} và {{a.y[2] | 1}}\n\n| x |\n|---|\n| {{ c.z \\| % }} |')).toEqual(['a', 'b', 'c']);
  });

  it('are not looked for in code', () => {
    expect(figureNames('`{{ a.x }}` {{ b.x }} ``{{ c.x }} ` {{ d.x }}`` {{ e.x }}')).toEqual(['b', 'e']);
    expect(figureNames('```sql\n{{ a.x }}\n```\n{{ b.x }}\n~~~\n{{ c.x }}\n```\n{{ d.x }}\n~~~~\n{{ e.x }}')).toEqual(['b', 'e']);
    expect(figureNames('một ` lẻ {{ a.x }}\n\nđoạn sau ` {{ b.x }}')).toEqual(['a', 'b']);
  });

  it('leave out what is no reference, and any text is read quickly', () => {
    expect(figureNames('{{}} {{ A }} {{ a.b | x }} {a.b} {{ a\n}}')).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'`~{} \n.a[]|"'), maxLength: 400 }), (text) => figureNames(text).length >= 0),
    );
    const start = performance.now();
    for (const text of ['`'.repeat(100_000), '` `` '.repeat(20_000), '{{'.repeat(50_000), '~~~\n'.repeat(25_000)]) figureNames(text);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('a figure', () => {
  const values: Record<string, ReturnType<FigureLook>> = {
    'k.share.0': 98.456,
    'k.share.1': null,
    'k.big.0': 1234567,
    'k.long.0': '12345678901234567890',
    'k.tiny.0': 0.001234,
    'k.day.0': '2020-09-30',
    'k.yes.0': true,
    'k.text.0': ' hai\ndòng ',
    'as_of..0': '2020-12-31',
  };
  const look: FigureLook = (name, column, row) => values[`${name}.${column ?? ''}.${row}`];
  const shown = (text: string) => [figureText(figureReference(text)!, look, 'vi'), figureText(figureReference(text)!, look, 'en')];

  it.each([
    ['k.share', '98,46', '98.46'],
    ['k.share | 1', '98,5', '98.5'],
    ['k.share | 1 %', '98,5\u00a0%', '98.5%'],
    ['k.share | 0', '98', '98'],
    ['k.big', '1.234.567', '1,234,567'],
    ['k.big | 2', '1.234.567,00', '1,234,567.00'],
    ['k.tiny', '0,00123', '0.00123'],
    ['k.long', '12345678901234567890', '12345678901234567890'],
    ['k.day', '30/09/2020', '30 Sep 2020'],
    ['as_of', '31/12/2020', '31 Dec 2020'],
    ['k.yes', 'Có', 'Yes'],
    ['k.text', 'hai dòng', 'hai dòng'],
  ])('%s', (text, vi, en) => {
    expect(shown(text)).toEqual([vi, en]);
  });

  it('is null when it is missing or empty, never a zero', () => {
    expect(shown('k.share[2]')).toEqual([null, null]);
    expect(shown('k.none')).toEqual([null, null]);
    expect(shown('other')).toEqual([null, null]);
  });
});
