import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonPlace, jsonProblem } from '../../src/ui/chart/json-place';
import { vegaKeys, vegaValues } from '../../src/ui/chart/vega-completion';

describe('the place of an error', () => {
  const accepts = (text: string) => {
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    } catch {
      return false;
    }
  };

  test('is found exactly where JSON.parse would refuse', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.nat(),
        fc.constantFrom('', ',', '}', '"', ']', ':', '01', 'x', '\n'),
        (value, at, piece) => {
          const text = JSON.stringify(value, null, 1);
          expect(jsonProblem(text)).toBeNull();
          const broken = text.slice(0, at % (text.length + 1)) + piece + text.slice((at % (text.length + 1)) + 1);
          expect(jsonProblem(broken) === null).toBe(accepts(broken));
        },
      ),
      { numRuns: 1000 },
    );
  }, 60_000);

  test.each([
    ['', 'end', 0],
    ['[1]', 'object', 0],
    ['{"a": 1 "b": 2}', 'comma', 8],
    ['{a: 1}', 'key', 1],
    ['{"a" 1}', 'colon', 5],
    ['{"a": tru}', 'value', 6],
    ['{"a": "x}', 'string', 6],
    ['{"a": [1, 2}', 'comma', 11],
    ['{"a": 1', 'end', 7],
    ['{"a": 1} x', 'extra', 9],
    ['{"a": 1,}', 'key', 8],
  ])('%s: %s at %i', (text, code, offset) => {
    expect(jsonProblem(text)).toEqual({ code, offset });
  });
});

describe('what may stand at a place', () => {
  const at = (marked: string) => jsonPlace(marked.replace('|', ''), marked.indexOf('|'));

  test('keys and values are told apart, lists are seen through', () => {
    expect(at('{|')).toEqual({ path: [], key: null });
    expect(at('{"encoding": {"x": {|')).toEqual({ path: ['encoding', 'x'], key: null });
    expect(at('{"encoding": {"x": {"type": |')).toEqual({ path: ['encoding', 'x'], key: 'type' });
    expect(at('{"encoding": {"x": {"type": "nominal", |')).toEqual({ path: ['encoding', 'x'], key: null });
    expect(at('{"layer": [{"mark": "bar"}, {|')).toEqual({ path: ['layer'], key: null });
    expect(at('{"transform": [{"fold": [|')).toEqual({ path: ['transform', 'fold'], key: 'fold' });
    expect(at('{"a": {"b": 1}, |')).toEqual({ path: [], key: null });
  });

  test('Vega-Lite is offered by place, columns where a field is named', () => {
    expect(vegaKeys([])).toContain('encoding');
    expect(vegaKeys(['layer'])).toContain('mark');
    expect(vegaKeys(['encoding'])).toContain('tooltip');
    expect(vegaKeys(['encoding', 'x'])).toContain('aggregate');
    expect(vegaKeys(['nowhere'])).toEqual([]);
    expect(vegaValues(['encoding', 'x'], 'type', [])).toContain('temporal');
    expect(vegaValues(['mark'], 'type', [])).toContain('bar');
    expect(vegaValues(['encoding', 'y'], 'field', ['Tỷ lệ'])).toEqual(['Tỷ lệ']);
  });
});
