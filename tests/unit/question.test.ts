import { describe, expect, test } from 'vitest';
import { chartIn, parseQuestion } from '../../src/core/question';

const path = 'queries/scorecard/show-scorecard.sql';
const good = `-- id: rank-on-time
-- title.vi: Xếp hạng tỷ lệ đúng hạn
-- title.en: On-time ranking
-- description.vi: Đơn vị nào
--   giải quyết đúng hạn nhất.
-- description.en: Who is on time.
-- param.as_of: {"type":"date","default":"2020-12-31","label":{"vi":"Tính đến ngày","en":"As of"}}
-- targets: a b
-- view: chart
-- chart: {"mark":"bar",
--   "encoding":{"x":{"field":"share","title":{"vi":"Tỷ lệ","en":"Share"}}}}
-- tags: một-cửa
-- reads: observation unit
-- column.share: {"vi":"Tỷ lệ","en":"Share"}

-- a comment of the statement
SELECT $as_of AS share`;

const edited = (from: string | RegExp, to: string): string => good.replace(from, to);

describe('parseQuestion', () => {
  test('reads every key', () => {
    const question = parseQuestion(path, good);
    expect(question).toMatchObject({
      id: 'rank-on-time',
      area: 'scorecard',
      title: { vi: 'Xếp hạng tỷ lệ đúng hạn', en: 'On-time ranking' },
      description: { vi: 'Đơn vị nào giải quyết đúng hạn nhất.' },
      params: [{ name: 'as_of', type: 'date', default: '2020-12-31' }],
      targets: ['a', 'b'],
      view: 'chart',
      reads: ['observation', 'unit'],
      columns: { share: { vi: 'Tỷ lệ', en: 'Share' } },
    });
    expect(question.sql).toBe('-- a comment of the statement\nSELECT $as_of AS share');
  });

  test('reads Windows line ends and a byte order mark alike', () => {
    expect(parseQuestion(path, `\ufeff${good.replaceAll('\n', '\r\n')}`)).toEqual(parseQuestion(path, good));
  });

  test('words the chart in one language', () => {
    const title = (language: 'vi' | 'en') => JSON.stringify(chartIn(parseQuestion(path, good), language));
    expect(title('vi')).toBe('{"mark":"bar","encoding":{"x":{"field":"share","title":"Tỷ lệ"}}}');
    expect(title('en')).toContain('"title":"Share"');
  });

  test.each([
    ['a missing title', edited(/-- title\.en.*\n/, ''), 'title.en', /missing/],
    ['a bad id', edited('id: rank-on-time', 'id: Rank on time'), 'id', /./],
    ['an unknown key', edited('-- tags:', '-- tag:'), 'tag', /unknown key/],
    ['a key twice', edited('-- tags: một-cửa', '-- id: b'), 'id', /twice/],
    ['a line without a key', edited('-- tags: một-cửa', '-- just words'), 'targets|chart', /unreadable/],
    ['an unknown view', edited('view: chart', 'view: pie'), 'view', /./],
    ['a chart that is not JSON', edited('{"mark":"bar",', '{mark:"bar",'), 'chart', /JSON/],
    ['a chart that is a list', edited(/-- chart: [^]*?\n-- tags/, '-- chart: []\n-- tags'), 'chart', /./],
    ['a parameter type that does not exist', edited('"type":"date"', '"type":"day"'), 'param.as_of.type', /./],
    ['a label in one language', edited(',"en":"As of"', ''), 'param.as_of.label.en', /./],
    ['a choice without choices', edited('"type":"date"', '"type":"choice"'), 'param.as_of', /choices/],
    ['a parameter that is used but not declared', `${good}, $units`, 'param.units', /not declared/],
    ['a parameter that is declared but not used', edited('SELECT $as_of', 'SELECT 1'), 'param.as_of', /not used/],
    ['no statement', good.slice(0, good.indexOf('\n\n')).replace(/-- param.*\n/, ''), 'sql', /missing/],
  ])('names file and key of %s', (_, text, key, reason) => {
    expect(() => parseQuestion(path, text)).toThrow(
      expect.objectContaining({
        code: 'question-invalid',
        detail: { file: path, key: expect.stringMatching(new RegExp(`^(${key})$`)), reason: expect.stringMatching(reason) },
      }),
    );
  });
});
