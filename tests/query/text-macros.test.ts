import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { textListLiteral, textLiteral } from '../../src/core/sql/sql-literal';
import { parseNumber, type NumberFormat } from '../../src/ingest/numbers';
import { cleanText } from '../../src/ingest/plain-text';
import { openNodeEngine } from '../support/node-engine';

let engine: Engine;

beforeAll(async () => {
  engine = await openNodeEngine();
  await engine.execute(await readFile(new URL('../../queries/model/text-macros.sql', import.meta.url), 'utf8'));
});
afterAll(() => engine.close());

/** Values of a SQL expression over `x`, one for each text, in order. */
async function answers(expression: string, texts: readonly string[]): Promise<unknown[]> {
  const result = await engine.query(
    `SELECT ${expression} AS y FROM (SELECT unnest(${textListLiteral(texts)}) AS x, generate_subscripts(${textListLiteral(texts)}, 1) AS i) ORDER BY i`,
  );
  return texts.map((_, row) => result.cell(row, 0));
}

const hostile = [
  '',
  ' ',
  'Đà Nẵng',
  'ĐÀ NẴNG',
  'Đà Nẵng'.normalize('NFD'),
  'Ðắk Lắk',
  'Ɖắk Nông',
  'ðồng',
  'Thừa Thiên – Huế',
  'THUA THIEN HUE',
  'TP.\u00a0Hồ Chí Minh',
  'İstanbul',
  'straße',
  'ﬁn',
  'Ⅷ',
  '１２３',
  "O'Brien; DROP TABLE unit; --",
  '𝒜bc',
  '\u0301\u0323a',
  'a\u0323\u0302',
  'ệ',
  'Å',
  '\u212b',
  '\u212a',
  'ǅ',
  'ꟸ',
  '日本',
  'é'.normalize('NFD') + '\u200b',
  '\ufeffx',
];

const texts = fc
  .sample(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 8 })), { numRuns: 2000, seed: 7 })
  .filter((text) => !text.includes('\0') && text.isWellFormed());

describe('clean_text', () => {
  it('equals cleanText', async () => {
    const all = [...hostile, ...texts, ' a  b ', '\ta\n b\r\n', 'a\u00a0\u00a0b', 'a\u00adb'];
    const sql = await answers('clean_text(x)', all);
    const different = all.filter((text, i) => (sql[i] ?? '') !== cleanText(text));
    expect(different.map((text) => [text, cleanText(text), sql[all.indexOf(text)]])).toEqual([]);
  });
});

const numbers = [
  '0',
  '-0',
  '12',
  '+5',
  '007',
  '1.234',
  '1,234',
  '12.345.678',
  '12,345,678',
  '1.2.3',
  '1,2,3',
  '12.34',
  '12,34',
  '1.234,5',
  '1,234.5',
  '99,72%',
  '99.72 %',
  '(1.234)',
  '−5',
  '–7',
  '1 234',
  '1 234 567,8',
  '5*',
  '5(1*)',
  "'12",
  'x',
  '-',
  '',
  'NaN',
  'inf',
  '1e5',
  '1,5e3',
  '1E+400',
  '0x10',
  '12 34',
  '1.234.56',
  '.5',
  '5.',
  '٣',
  '12‰',
  '55147*',
  '55147 (1*)',
  '55147 1*',
  '55147 (*)',
  '1_000',
  '9007199254740993',
];
const formats: NumberFormat[] = [
  { decimal: ',', thousands: '.' },
  { decimal: '.', thousands: ',' },
  { decimal: '.', thousands: null },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: ' ' },
];

describe('parse_number', () => {
  it.each(formats)('equals parseNumber for %o', async (format) => {
    const random = fc.sample(fc.stringMatching(/^[-+(]?[0-9]{1,4}([.,  ][0-9]{1,4}){0,3}[%)*]?$/), { numRuns: 1500, seed: 3 });
    const all = [...numbers, ...random].filter((text) => text !== '');
    const sql = await answers(`parse_number(x, ${textLiteral(format.decimal)}, ${textLiteral(format.thousands ?? '')})`, all);
    const different = all.filter((text, i) => sql[i] !== withoutSign(parseNumber(text, format)));
    expect(different.map((text) => [text, parseNumber(text, format), sql[all.indexOf(text)]])).toEqual([]);
  });

  it.each(formats.filter((format) => format.thousands !== null))(
    'the bare ones equal it where nothing surrounds the digits, for %o',
    async (format) => {
      const random = fc.sample(fc.stringMatching(/^[-+]?[0-9]{1,4}([., ][0-9]{1,4}){0,3}$/), { numRuns: 1500, seed: 4 });
      const all = [...numbers, ...random].filter((text) => /^[-+]?[\d., ]+$/.test(text));
      const marks = `${textLiteral(format.decimal)}, ${textLiteral(format.thousands ?? '')}`;
      const sql = await answers(`parse_bare(x, ${marks})`, all);
      const whole = await answers(`parse_bare_integer(x, ${textLiteral(format.thousands ?? '')})::DOUBLE`, all);
      const expected = all.map((text) => withoutSign(parseNumber(text, format)));
      expect(all.flatMap((text, i) => (sql[i] === expected[i] ? [] : [[text, expected[i], sql[i]]]))).toEqual([]);
      const integers = all.map((text, i) => (text.includes(format.decimal) ? null : (expected[i] ?? null)));
      expect(all.flatMap((text, i) => (whole[i] === integers[i] ? [] : [[text, integers[i], whole[i]]]))).toEqual([]);
    },
  );

  it('gives whole numbers only where there is no fraction', async () => {
    expect(await answers("parse_integer(x, ',', '.')", ['1.234', '12', '1,0', '1,5', '99999999999999999', 'a'])).toEqual([
      1234,
      12,
      1,
      null,
      '99999999999999999',
      null,
    ]);
  });
});

/** -0 and 0 are one number in a cell. */
function withoutSign(value: number | null): number | null {
  return value === 0 ? 0 : value;
}

it('gives NULL for NULL', async () => {
  const result = await engine.query('SELECT clean_text(NULL), parse_number(NULL, $$.$$, $$$$), parse_plain(NULL)');
  expect([0, 1, 2].map((column) => result.cell(0, column))).toEqual([null, null, null]);
});
