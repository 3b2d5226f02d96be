import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bindQuestion } from '../../src/core/bind-question';
import type { Engine } from '../../src/core/engine';
import type { ParamSpec } from '../../src/core/question';
import { recordsOf } from '../../src/core/result-table';
import { dateLiteral, identifier, nullLiteral, numberLiteral, textListLiteral, textLiteral } from '../../src/core/sql/sql-literal';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

/** Text made of what has broken a literal somewhere before, mixed with any character. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "'",
        "''",
        '"',
        '\\',
        "\\'",
        '\0',
        '--',
        '/*',
        '*/',
        '$$',
        '$tag$',
        '$p',
        ';',
        '\n',
        '\r',
        '\u2028',
        'Đắk Nông',
        '😀',
        '\ud800',
        "E'",
        'chr(0)',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** UTF-8 has no lone surrogates. */
const asUtf8 = (text: string): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));

/** Evaluates many expressions in one statement; position-wise results. */
async function evaluate(expressions: readonly string[]): Promise<unknown[]> {
  const table = await engine.query(`SELECT ${expressions.map((expression, i) => `${expression} AS v${i}`).join(',\n')}`);
  return expressions.map((_, i) => table.cell(0, i));
}

test('any text comes back from the engine as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostile, { minLength: 20, maxLength: 20 }), async (texts) => {
      expect(await evaluate(texts.map(textLiteral))).toEqual(texts.map(asUtf8));
    }),
    { numRuns: 30 },
  );
});

test('any list of texts has its length and its members', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostile, { maxLength: 8 }), async (texts) => {
      const list = textListLiteral(texts);
      const members = texts.map((_, i) => `(${list})[${i + 1}]`);
      expect(await evaluate([`len(${list})`, `typeof(${list})`, ...members])).toEqual([texts.length, 'VARCHAR[]', ...texts.map(asUtf8)]);
    }),
    { numRuns: 30 },
  );
});

test('any finite number comes back, also after a minus', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 20, maxLength: 20 }), async (numbers) => {
      const values = await evaluate(numbers.map((number) => `CAST(${numberLiteral(number)} AS DOUBLE)`));
      values.forEach((value, i) => expect(value).toBeCloseTo(numbers[i] ?? NaN, 9));
      const negated = await evaluate(numbers.map((number) => `CAST(0-${numberLiteral(number)} AS DOUBLE)`));
      negated.forEach((value, i) => expect(value).toBeCloseTo(-(numbers[i] ?? NaN), 9));
    }),
    { numRuns: 20 },
  );
});

test('dates, nulls and names are typed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }), async (day) => {
      const iso = day.toISOString().slice(0, 10);
      expect(await evaluate([dateLiteral(iso), `typeof(${nullLiteral('VARCHAR[]')})`])).toEqual([iso, 'VARCHAR[]']);
    }),
    { numRuns: 10 },
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const name = `x${text.replaceAll('\0', '')}`;
      const table = await engine.query(`SELECT ${identifier(name)} AS v FROM (SELECT 7 AS ${identifier(name)})`);
      expect(table.cell(0, 0)).toBe(7);
    }),
    { numRuns: 20 },
  );
});

test('a bound statement means what it meant, wherever the parameter stands', async () => {
  const spec: ParamSpec = { name: 'p', type: 'text', label: { vi: 'x', en: 'x' }, default: null };
  await fc.assert(
    fc.asyncProperty(hostile, async (value) => {
      const { sql } = bindQuestion(
        `SELECT $p AS a, '$p' AS b, "$p" AS c, $p = $p /* $p */ AS d, $$ $p $$ AS e -- $p\nFROM (SELECT 1 AS "$p")`,
        [spec],
        { p: value },
      );
      expect(recordsOf(await engine.query(sql))).toEqual([{ a: asUtf8(value), b: '$p', c: 1, d: true, e: ' $p ' }]);
    }),
    { numRuns: 40 },
  );
});
