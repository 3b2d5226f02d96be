import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/app-error';
import { bindQuestion } from '../../src/core/bind-question';
import type { ParamSpec } from '../../src/core/question';
import { placeAsWritten } from '../../src/core/source-place';
import { idsLike, type KnownId } from '../../src/ui/editor/editor-knowledge';
import { awaitsCell, diagnosticsOf } from '../../src/ui/editor/diagnostics-of';
import { rangeOfProblem } from '../../src/ui/editor/editor-problems';
import { expressionOf, matchesIn, replacedIn, type Search } from '../../src/ui/editor/find-matches';

const spec = (name: string, type: ParamSpec['type']): ParamSpec => ({ name, type, label: { vi: name, en: name }, default: null });
const specs = [spec('day', 'date'), spec('units', 'units'), spec('x', 'number')];
const values = { day: '2020-12-31', units: ['63:01', '63:02'], x: -5 };

describe('a place in the bound text', () => {
  const sql = 'SELECT $day, a,\n  $units AS u FROM t WHERE $x > b AND $day';
  const bound = bindQuestion(sql, specs, values).sql;
  const errorAt = (offset: number): AppError => {
    const before = bound.slice(0, offset);
    return new AppError('sql-syntax', { line: before.split('\n').length, column: offset - before.lastIndexOf('\n'), reason: '' });
  };

  it('is found again in the text as written, for everything that is no parameter', () => {
    for (const [word, nth] of [
      ['a,', 0],
      ['AS u', 0],
      ['FROM', 0],
      ['> b', 0],
      ['AND', 0],
    ] as const) {
      const at = sql.indexOf(word, nth);
      const before = sql.slice(0, at);
      const place = placeAsWritten(errorAt(bound.indexOf(word)), sql, specs, values);
      expect(place, word).toEqual({ line: before.split('\n').length, column: at - before.lastIndexOf('\n') });
    }
  });

  it('inside a literal is the place of its parameter', () => {
    expect(placeAsWritten(errorAt(bound.indexOf('63:02')), sql, specs, values)).toEqual({ line: 2, column: 3 });
    expect(placeAsWritten(errorAt(bound.lastIndexOf('2020')), sql, specs, values)).toEqual({
      line: 2,
      column: sql.lastIndexOf('$day') - sql.indexOf('\n'),
    });
  });

  it('of a parameter without a value is where it is used first; an error without a place has none', () => {
    expect(placeAsWritten(new AppError('param-missing', { param: 'x' }), sql, specs, {})).toEqual({ line: 2, column: 28 });
    expect(placeAsWritten(new AppError('sql-other', { reason: 'x' }), sql, specs, values)).toBeNull();
  });

  it('becomes a diagnostic with what may have been meant, as SQL', () => {
    const error = new AppError('sql-unknown-column', { name: 'nam', candidates: '"t.name_vi", "Tên", "order"', line: 1, column: 1 });
    expect(diagnosticsOf(error, 'nam', [], {}, 'vi')).toMatchObject([
      { line: 1, column: 1, wrong: 'nam', fixes: ['t.name_vi', '"Tên"', '"order"'] },
    ]);
    expect(diagnosticsOf(null, 'nam', [], {}, 'vi')).toEqual([]);
  });

  it('is none where the table is that of a cell that has not run; a column, an input or another name stays an error', () => {
    const cells = [
      { name: 'theo_vung', kind: 'query' },
      { name: 'chi_tieu', kind: 'sheet' },
      { name: 'ngay', kind: 'input' },
    ];
    const lacks = (code: 'sql-unknown-table' | 'sql-unknown-column', name: string) =>
      awaitsCell(new AppError(code, { name, candidates: '' }), cells);
    expect(['theo_vung', 'Theo_Vung', 'chi_tieu'].map((name) => lacks('sql-unknown-table', name))).toEqual([true, true, true]);
    expect(['ngay', 'theo', ''].map((name) => lacks('sql-unknown-table', name))).toEqual([false, false, false]);
    expect(lacks('sql-unknown-column', 'theo_vung')).toBe(false);
  });
});

describe('ids by name', () => {
  const unit = (id: string, name: string): KnownId => ({ id, kind: 'unit', name, group: id.split(':')[0]! });
  const units = [unit('63:20', 'Lạng Sơn'), unit('63:14', 'Sơn La'), unit('34:14', 'Sơn La'), unit('63:48', 'Đà Nẵng')];
  it.each([
    ['son la', ['34'], ['34:14', '63:14']],
    ['SƠN', ['63'], ['63:14', '63:20', '34:14']],
    ['da', [], ['63:48']],
    ['63:2', ['63'], ['63:20']],
    ['', ['34'], ['34:14', '63:20', '63:14', '63:48']],
    ['xyz', [], []],
  ] as const)('"%s" in %s', (typed, systems, expected) => {
    expect(idsLike(typed, units, systems).map((entry) => entry.id)).toEqual(expected);
  });
});

describe('find and replace', () => {
  const search = (more: Partial<Search>): Search => ({ text: 'a', matchCase: false, wholeWord: false, regex: false, ...more });
  const found = (text: string, more: Partial<Search>) =>
    matchesIn(text, expressionOf(search(more))!).map(({ start, line }) => [start, line]);
  it('takes special characters as they are, and counts lines', () => {
    expect(found('a.b*c\na.b*c axb', { text: 'A.b*' })).toEqual([
      [0, 1],
      [6, 2],
    ]);
  });
  it('whole words end where letters of any script do', () => {
    expect(found('tỉnh tỉnhthành tinh_2 TỈNH', { text: 'tỉnh', wholeWord: true })).toEqual([
      [0, 1],
      [22, 1],
    ]);
  });
  it('an expression that matches nothing much does not hang', () => {
    expect(found('aaa', { text: 'x*', regex: true })).toEqual([]);
    expect(expressionOf(search({ text: '' }))).toBeNull();
    expect(() => expressionOf(search({ text: '(', regex: true }))).toThrow(SyntaxError);
  });
  it.each([
    ['$1$2 $& $$ $9 $<n>', false, '$1$2 $& $$ $9 $<n>'],
    ['$2-$1 $& $$ $9', true, 'b-a ab $ $9'],
  ])('%s with groups: %s', (insert, regex, expected) => {
    const expression = expressionOf(search({ text: regex ? '(a)(b)' : 'ab', regex }))!;
    expect(replacedIn('ab', expression, insert, regex)).toBe(expected);
  });
  it('named groups, and one place only', () => {
    const expression = expressionOf(search({ text: '(?<first>\\d)x', regex: true }))!;
    expect(replacedIn('1x 2x', expression, '$<first>y', true)).toBe('1y 2y');
    expect(replacedIn('1x 2x', expression, '$<first>y', true, 3)).toBe('1x 2y');
  });
});

describe('a comparison across unit systems', () => {
  const sql = 'SELECT *\nFROM cu JOIN moi USING (tinh)\nWHERE so > $x';
  const error = new AppError('unit-names-crossed', {
    left: 'cu.tinh',
    right: 'moi.tinh',
    leftSystem: '63',
    rightSystem: '34',
    units: 'Tuyên Quang',
    count: 1,
    line: 2,
    column: 18,
    length: 12,
    fix: `ON unit_on(cu.unit_id, '34') = moi.unit_id`,
  });

  it('is underlined as a whole, names the units at risk and offers the join by territory', () => {
    const [diagnostic] = diagnosticsOf(error, sql, specs, values, 'en');
    expect(diagnostic?.message).toContain('Tuyên Quang');
    expect(diagnostic?.fixes).toEqual([`ON unit_on(cu.unit_id, '34') = moi.unit_id`]);
    const range = rangeOfProblem(Text.of(sql.split('\n')), diagnostic!);
    expect(sql.slice(range?.from, range?.to)).toBe('USING (tinh)');
  });
});
