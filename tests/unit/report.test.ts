import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { fileNameOf, sheetNames } from '../../src/core/report/report-names';
import { sourcesIn } from '../../src/core/report/report-sources';
import { plainText, readBlocks } from '../../src/core/report/report-text';
import { columnLetters, serialDay, sheetColumns, xmlText } from '../../src/core/report/report-xlsx-cells';
import { cellStyles } from '../../src/core/report/report-xlsx-cells';
import type { Report, ReportTable } from '../../src/core/report/report';
import { outlineOf, pagesOf } from '../../src/ui/shell/outline-entries';
import { queryCell, type Cell } from '../../src/core/notebook/notebook';
import { lazyTable } from '../support/lazy-table';

const shown = (html: string) =>
  readBlocks(html).map((block) =>
    'runs' in block ? `${block.kind}: ${plainText(block.runs)}` : block.kind === 'code' ? `code: ${block.text}` : block.kind,
  );

describe('texts', () => {
  test('are read as blocks, with their styles', () => {
    const blocks = readBlocks(
      '<h2>Kết quả</h2>\n<p>Sáu <strong>tỉnh <em>chậm</em></strong>,\n <code>a&lt;b</code> &amp; &#7897;<br>dòng hai</p>',
    );
    expect(blocks[0]).toEqual({ kind: 'heading', level: 2, runs: [{ text: 'Kết quả', bold: false, italic: false, code: false }] });
    expect(blocks[1]).toEqual({
      kind: 'paragraph',
      runs: [
        { text: 'Sáu ', bold: false, italic: false, code: false },
        { text: 'tỉnh ', bold: true, italic: false, code: false },
        { text: 'chậm', bold: true, italic: true, code: false },
        { text: ', ', bold: false, italic: false, code: false },
        { text: 'a<b', bold: false, italic: false, code: true },
        { text: ' & ộ', bold: false, italic: false, code: false },
        { text: '\n', bold: false, italic: false, code: false },
        { text: 'dòng hai', bold: false, italic: false, code: false },
      ],
    });
  });

  test('keep lists with their depth and numbers, code, quotes, rules and tables', () => {
    const blocks = readBlocks(
      '<ul>\n<li>một\n<ol start="3">\n<li>ba</li>\n<li><p>bốn</p></li>\n</ol>\n</li>\n<li>hai</li>\n</ul><pre><code>SELECT 1\n  FROM t;\n</code></pre><blockquote><p>lời</p></blockquote><hr><table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1 <strong>2</strong></td></tr></tbody></table>',
    );
    expect(blocks.map((block) => (block.kind === 'item' ? `${block.depth} ${block.number} ${plainText(block.runs)}` : block.kind))).toEqual(
      ['0 null một', '1 3 ba', '1 4 bốn', '0 null hai', 'code', 'quote', 'rule', 'grid'],
    );
    expect(blocks[4]).toMatchObject({ text: 'SELECT 1\n  FROM t;' });
    const grid = blocks[7];
    expect(grid?.kind === 'grid' && grid.rows.map((row) => row.map(plainText))).toEqual([['A'], ['1 2']]);
  });

  test('lose everything that is not text', () => {
    expect(shown('<p onclick="x()">a<script>alert(1)</script><img src=http://a.b/c onerror=x>b</p>')).toEqual(['paragraph: ab']);
    expect(shown('<style>p{}</style><iframe src=x>y</iframe><p style="a>b" title=\'<b>\'>c</p><!-- <p>d</p> -->')).toEqual([
      'paragraph: c',
    ]);
    expect(shown('<a href="javascript:x">nối</a> <unknown>chữ</unknown>')).toEqual(['paragraph: nối chữ']);
    expect(shown('<script>never closed <p>a</p>')).toEqual([]);
    expect(shown('a < b &amp;lt; &#0; &#xD800; &bogus;')).toEqual(['paragraph: a < b &lt; \ufffd \ufffd &bogus;']);
  });

  test('of any kind are read without failing', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<li>',
      '</ul>',
      '<ol start=9>',
      '<td>',
      '</table>',
      '<table>',
      '<tr>',
      '<pre>',
      '</pre>',
      '<b',
      '"',
      "'",
      '>',
      '&',
      'ộ',
      '<script>',
      '<h1>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        for (const line of shown(pieces.join(''))) expect(line).toEqual(expect.any(String));
      }),
    );
  });
});

const table = (title: string, illustrative = false): ReportTable => ({
  kind: 'table',
  id: title,
  name: null,
  title,
  note: null,
  illustrative,
  sources: [],
  corrections: [],
  table: lazyTable({ a: 'integer' }, 1, () => 1),
  headings: ['a'],
});
const report = (...cells: Report['cells']): Report => ({
  title: 'Đúng hạn: tháng 12',
  language: 'vi',
  app: '0.1.0',
  samples: true,
  tables: [{ table: 'mot_cua', file: 'mot-cua.csv', fileHash: 'a'.repeat(64), content: 'b'.repeat(64), rows: 1234 }],
  madeOn: '2021-01-05',
  asOf: null,
  link: '',
  qr: null,
  cells,
});

describe('names', () => {
  test('of sheets are always ones Excel accepts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 60 }), fc.boolean()), { minLength: 1, maxLength: 30 }),
        (titles) => {
          const names = sheetNames(report(...titles.map(([title, illustrative]) => table(title, illustrative))), ['Giới thiệu']);
          expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(titles.length);
          for (const [at, name] of names.entries()) {
            expect(name.length).toBeGreaterThan(0);
            expect(name.length).toBeLessThanOrEqual(31);
            expect(name).not.toMatch(/[\\/?*[\]:\p{Cc}]|^'|'$|^history$|^giới thiệu$/iu);
            expect(name.endsWith('(minh hoạ)')).toBe(titles[at]![1] || /\(minh hoạ\)$/.test(titles[at]![0]));
          }
        },
      ),
    );
  });

  test('of files are plain letters with the day and the mark', () => {
    expect(fileNameOf(report())).toBe('dung-han-thang-12-2021-01-05');
    expect(fileNameOf(report(table('a', true)))).toBe('dung-han-thang-12-2021-01-05-minh-hoa');
    expect(fileNameOf({ ...report(table('a', true)), title: '…', language: 'en' })).toBe('doi-chieu-2021-01-05-illustrative');
  });
});

describe('cells of Excel', () => {
  test('columns are lettered as Excel does', () => {
    expect([0, 25, 26, 701, 702, 16_383].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
  });

  test('days count from 1900, and stay text where the calendars differ', () => {
    expect(serialDay('1900-03-01')).toBe(61);
    expect(serialDay('2020-12-31')).toBe(44196);
    expect(serialDay('2020-12-31T18:00:00')).toBe(44196.75);
    expect(serialDay('2020-12-31 06:00')).toBe(44196.25);
    for (const none of ['1900-02-28', '0001-01-01', '31/12/2020', '', '2020-12-31T00:00:00+07:00'])
      expect(serialDay(none), none).toBeNull();
  });

  test('formats come from the type, the name and the first values', () => {
    const columns = { nam: 'integer', so: 'integer', ty_le: 'number', mot: 'number', nho: 'number', ngay: 'date', ten: 'text' } as const;
    const values = { nam: 2020, so: 1234567, ty_le: 99.826, mot: 1.5, nho: 0.012, ngay: '2020-12-31', ten: 'Thừa Thiên – Huế' };
    const made = sheetColumns(
      lazyTable(columns, 3, (_, name) => values[name as keyof typeof values]),
      Object.keys(columns),
    );
    expect(made.map((column) => column.style)).toEqual([
      cellStyles.ungrouped,
      cellStyles.whole,
      cellStyles.twoDecimals,
      cellStyles.oneDecimal,
      cellStyles.fourDecimals,
      cellStyles.date,
      cellStyles.plain,
    ]);
    expect(made[6]!.width).toBe(18);
  });

  test('text survives XML, also what XML cannot hold', () => {
    expect(xmlText('a<b>&"\u0007_x0041_ \ud800')).toBe('a&lt;b&gt;&amp;&quot;_x0007__x005F_x0041_ \ufffd');
  });
});

describe('the outline', () => {
  const cells: Cell[] = [
    { kind: 'text', id: 'c1', collapsed: false, markdown: '# Nhận xét\n\nchữ\n```\n# không phải\n```\n## Cách **tính**' },
    { ...queryCell('c2', 'scorecard'), title: null },
    { kind: 'divider', id: 'c3', collapsed: false, title: 'Phần hai' },
    { kind: 'text', id: 'c4', collapsed: false, markdown: '*Chỉ* một câu' },
    { ...queryCell('c5', null), sql: '\nSELECT 1' },
    { kind: 'input', id: 'c6', collapsed: false, label: null, source: null, name: 'as_of', type: 'date', value: '2020-12-31' },
  ];
  const options = {
    language: 'vi' as const,
    question: (id: string) => (id === 'scorecard' ? { title: { vi: 'Bảng điểm', en: 'Scorecard' } } : undefined),
    status: (id: string) => (id === 'c2' ? ('failed' as const) : ('idle' as const)),
  };

  test('has a line for each cell and for each further heading, under what it belongs to', () => {
    expect(outlineOf(cells, options).map(({ id, kind, label, level, status }) => `${id} ${kind} ${level} ${label} ${status}`)).toEqual([
      'c1 text 1 Nhận xét idle',
      'c1:2 heading 2 Cách tính idle',
      'c2 query 3 Bảng điểm failed',
      'c3 divider 1 Phần hai idle',
      'c4 text 2 Chỉ một câu idle',
      'c5 query 2 SELECT 1 idle',
      'c6 input 2 as_of idle',
    ]);
  });

  test('pages begin at dividers', () => {
    const titleOf = (id: string) => `trang ${id}`;
    expect(pagesOf(cells, titleOf)).toEqual([
      { title: null, cells: ['c1', 'c2'] },
      { title: 'trang c3', cells: ['c4', 'c5', 'c6'] },
    ]);
    expect(pagesOf(cells.slice(2), titleOf).length).toBe(1);
    expect(pagesOf([], titleOf)).toEqual([]);
  });
});

describe('sources', () => {
  test('are the files and documents that the rows name, once each', () => {
    const rows = [
      { file: 'a.csv', document_vi: null, document_en: null },
      { file: 'a.csv', document_vi: null, document_en: null },
      { file: null, document_vi: 'Nghị quyết 105', document_en: 'Resolution 105' },
    ];
    const given = lazyTable({ file: 'text', document_vi: 'text', document_en: 'text' }, 3, (row, name) => rows[row]![name as 'file']);
    expect(sourcesIn(given, 'vi')).toEqual(['tệp a.csv', 'Nghị quyết 105']);
    expect(sourcesIn(given, 'en')).toEqual(['file a.csv', 'Resolution 105']);
    expect(
      sourcesIn(
        lazyTable({ a: 'integer' }, 9, () => 1),
        'vi',
      ),
    ).toEqual([]);
  });

  test('are counted when there are too many to name, without reading a long result to its end', () => {
    const given = lazyTable({ file: 'text' }, 1_000_000, (row) => `${row % 10}.csv`);
    expect(sourcesIn(given, 'vi').slice(-2)).toEqual(['tệp 7.csv', 'và 2 nguồn khác']);
    expect(given.reads()).toBeLessThan(10_000);
  });
});
