import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/core/app-error';
import { bindQuestion } from '../../src/core/bind-question';
import type { ParamSpec, ParamValue } from '../../src/core/question';

const label = { vi: 'x', en: 'x' };
const spec = (type: ParamSpec['type'], rest: Partial<ParamSpec> = {}): ParamSpec => ({ name: 'p', type, label, default: null, ...rest });
const bind = (param: ParamSpec, value?: ParamValue, sql = 'SELECT $p') =>
  bindQuestion(sql, [param], value === undefined ? {} : { p: value }).sql;

describe('bindQuestion', () => {
  test.each([
    [spec('date'), '2020-02-29', "SELECT DATE '2020-02-29'"],
    [spec('month'), '2020-06', "SELECT DATE '2020-06-01'"],
    [spec('number'), -5, 'SELECT (-5)'],
    [spec('number'), 1e21, 'SELECT 1e+21'],
    [spec('text'), "O'Brien -- $p", "SELECT 'O''Brien -- $p'"],
    [spec('text'), 'a\0b', "SELECT ('a' || chr(0) || 'b')"],
    [spec('units'), ['63:02', 'M2021:BTC'], "SELECT ['63:02', 'M2021:BTC']"],
    [spec('units'), [], 'SELECT CAST([] AS VARCHAR[])'],
    [spec('unit'), '63:02', "SELECT '63:02'"],
    [spec('unit_system'), '', "SELECT ''"],
    [spec('basis'), 'as_reported', "SELECT 'as_reported'"],
    [spec('basis'), '34', "SELECT '34'"],
    [spec('choice', { choices: [{ value: 'a', ...label }] }), 'a', "SELECT 'a'"],
  ])('writes a value of each type: %o', (param, value, sql) => {
    expect(bind(param, value)).toBe(sql);
  });

  test('takes the default, keeps strings and comments, ignores values nobody declared', () => {
    const param = spec('number', { default: 3 });
    const bound = bindQuestion("SELECT $p, '$p' -- $p", [param], { other: 1 });
    expect(bound.sql).toBe("SELECT 3, '$p' -- $p");
    expect(bound.values).toEqual({ p: 3 });
  });

  test('reads what was reported without restating it, and only where the question has the switch', () => {
    const asked =
      "FROM verdict_by_basis(DATE '2020-12-31', $p, unit_ids := [$p]) JOIN observation_by_basis($p) o JOIN verdict_on(DATE '2020-12-31', $p)";
    expect(bind(spec('basis'), 'as_reported', asked)).toBe(
      "FROM verdict(DATE '2020-12-31', unit_ids := ['as_reported']) JOIN observation o JOIN verdict_on(DATE '2020-12-31', 'as_reported')",
    );
    expect(bind(spec('basis'), '34', asked)).toBe(asked.replaceAll('$p', "'34'"));
    expect(bind(spec('text'), 'as_reported', "FROM verdict_by_basis(x, '34') -- $p")).toBe("FROM verdict_by_basis(x, '34') -- $p");
  });

  test('never lets a literal run into what stands beside it', () => {
    expect(bind(spec('number'), -1, 'SELECT 2-$p')).toBe('SELECT 2-(-1)');
    expect(bind(spec('text'), 'x', "SELECT 'a'$p")).toBe("SELECT 'a' 'x'");
    expect(bind(spec('number'), 1, 'SELECT $p.5')).toBe('SELECT 1 .5');
  });

  test.each([
    [spec('date'), '2021-02-29'],
    [spec('date'), '31/12/2020'],
    [spec('basis'), '35'],
    [spec('date'), 20201231],
    [spec('month'), '2020-13'],
    [spec('number'), Number.NaN],
    [spec('number'), '5'],
    [spec('number', { min: 1, max: 9 }), 10],
    [spec('units'), '63:02'],
    [spec('units'), ["63:02'; DROP TABLE unit; --"]],
    [spec('target'), 'a b'],
    [spec('choice', { choices: [{ value: 'a', ...label }] }), 'b'],
    [spec('unit_system'), '64'],
    [spec('text'), ['a']],
  ])('refuses a value that does not fit: %o', (param, value) => {
    expect(() => bind(param, value)).toThrow(expect.objectContaining({ code: 'param-invalid' }));
  });

  test('names the parameter that is missing', () => {
    const error = ((): AppError => {
      try {
        bind(spec('date'));
      } catch (thrown) {
        if (thrown instanceof AppError) return thrown;
      }
      throw new Error('bound without a value');
    })();
    expect(error.code).toBe('param-missing');
    expect(error.text('vi')).toContain('“p”');
    expect(() => bindQuestion('SELECT $q', [], {})).toThrow(expect.objectContaining({ code: 'param-missing' }));
  });
});
