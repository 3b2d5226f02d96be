import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { nameKey } from '../../src/core/name-key';
import { textListLiteral, textLiteral } from '../../src/core/sql-literal';
import { parseNumber, type NumberFormat } from '../../src/ingest/numbers';
import { parsePeriod } from '../../src/ingest/periods';
import { cleanText } from '../../src/ingest/plain-text';
import { unitKey } from '../../src/ingest/unit-match';
import { openNodeEngine } from '../support/node-engine';
import { readRepositoryFile } from '../support/load-reference';

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

describe('name_key', () => {
  it('equals nameKey on every alias of the reference tables', async () => {
    const lines = new TextDecoder()
      .decode(await readRepositoryFile('sample-data/reference/unit_alias.csv'))
      .split('\n')
      .slice(1);
    const names = lines.flatMap((line) => line.match(/"[^"]*"|[^,]+/g)?.[1]?.replaceAll('"', '') ?? []);
    expect(names.length).toBeGreaterThan(1000);
    expect(await answers('name_key(x)', names)).toEqual(names.map(nameKey));
    expect(await answers('unit_key(x)', names)).toEqual(names.map(unitKey));
  });

  it('equals nameKey on hostile text', async () => {
    const all = [...hostile, ...texts];
    const sql = await answers('name_key(x)', all);
    const different = all.filter((text, i) => sql[i] !== nameKey(text));
    expect(different.map((text) => [text, nameKey(text), sql[all.indexOf(text)]])).toEqual([]);
  });
});

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

const periods = [
  'Tháng 6/2020',
  'tháng 06/2020',
  'THÁNG 12 năm 2020',
  'tháng 13/2020',
  'tháng 0/2020',
  'T6/2020',
  't06-2021',
  't122020',
  'thang 6 nam 2020',
  '06/2020',
  '6-2020',
  '6.2020',
  '00/2020',
  '2020-06',
  '2020/6',
  '2020-13',
  '2020M7',
  'Kỳ: tháng 6/2020',
  'Kỳ báo cáo: Quý II/2020',
  'Quý II/2020',
  'quý 2 năm 2020',
  'Q3/2021',
  'q4 2021',
  'quý V/2020',
  'quý 5/2020',
  '2020Q1',
  '2020-q4',
  '6 tháng đầu năm 2020',
  '6 tháng cuối năm 2020',
  '9 tháng năm 2020',
  '11 tháng 2020',
  '13 tháng 2020',
  'lũy kế đến tháng 9/2020',
  'luỹ kế đến hết tháng 9 năm 2020',
  'Năm 2020',
  '2020',
  'cả năm 2020',
  '1899',
  '2101',
  'giai đoạn 2020 – 2025',
  '2020-2025',
  '2025-2020',
  '30/6/2020',
  '31/6/2020',
  '29/02/2020',
  '29/02/2021',
  '30-06-2020',
  '30.6.2020',
  '30/6-2020',
  '2020-06-30',
  '2020-06-30 00:00:00',
  '2020-06-30T00:00',
  '2020-06-31',
  'ngày 30 tháng 6 năm 2020',
  'Ngày 30/6/2020',
  '1/1/69',
  '1/1/70',
  '5/13/2020',
  '30/06/2020 00:00',
  '',
  'abc',
  'tháng',
  'n/a',
  '12',
  '123',
  '99999',
  '0/0/0000',
  'tháng 6',
  '６/2020',
];

describe('parse_period', () => {
  it('equals parsePeriod form by form', async () => {
    const random = fc.sample(
      fc.stringMatching(
        /^(Tháng |T|Quý |Q|Năm |ngày |6 tháng đầu |)([1-9]|1[0-3]|I|II|IV|[0-9]{2}|20[0-9]{2})([/.-]| - | năm | tháng |)([0-9]|1[0-2]|19[0-9]{2}|20[0-9]{2})([/.-](20[0-9]{2}|[0-9]{2})|)$/,
      ),
      { numRuns: 6000, seed: 5 },
    );
    const all = [...periods, ...random].map(cleanText).filter((text) => text !== '');
    const sql = await answers(
      "strftime(parse_period(x).start_on, '%Y-%m-%d') || '|' || strftime(parse_period(x).end_on, '%Y-%m-%d') || '|' || parse_period(x).kind",
      all,
    );
    const expected = all.map((text) => {
      const period = parsePeriod(text);
      return period && `${period.start}|${period.end}|${period.kind}`;
    });
    expect(all.flatMap((text, i) => (sql[i] === expected[i] ? [] : [[text, expected[i], sql[i]]]))).toEqual([]);
    expect(expected.filter((period) => period !== null).length).toBeGreaterThan(200);
  });

  it('gives NULL for NULL', async () => {
    const result = await engine.query(
      'SELECT parse_period(NULL), parse_day(NULL), name_key(NULL), clean_text(NULL), parse_number(NULL, $$.$$, $$$$)',
    );
    expect([0, 1, 2, 3, 4].map((column) => result.cell(0, column))).toEqual([null, null, null, null, null]);
  });
});
