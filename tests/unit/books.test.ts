import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalText, numberForm, percentText, plainNumber } from '../../src/ingest/book/cell-format';
import { legacyFont } from '../../src/ingest/book/legacy-font';
import { serialText } from '../../src/ingest/book/serial-date';
import { makeXlsx, wholeParts } from '../support/make-book';

const cellsOf = async (name: string, content: Uint8Array | string) =>
  (await wholeParts(name, content)).map((part) => part.rows.map((row) => row.cells));

describe('a number format', () => {
  it.each([
    ['General', 'number'],
    ['#,##0.00', 'number'],
    ['#,##0\\ "đ"', 'number'],
    ['#,##0\\ [$₫-42A]', 'number'],
    ['[Red]-#,##0', 'number'],
    ['0.00E+00', 'number'],
    ['# ?/?', 'number'],
    ['0.0%', 'percent'],
    ['0"%"', 'number'],
    ['dd/mm/yyyy', 'date'],
    ['[$-42A]dd mmmm yyyy', 'date'],
    ['"ngày" d "tháng" m', 'date'],
    ['mm/yyyy', 'month'],
    ['mmm-yy', 'month'],
    ['yyyy', 'date'],
    ['d/m/yyyy h:mm', 'date-time'],
    ['h:mm AM/PM', 'time'],
    ['mm:ss.0', 'time'],
    ['[h]:mm:ss', 'duration'],
    ['0;[Red]d', 'number'],
  ] as const)('%s makes %s', (format, form) => expect(numberForm(format)).toBe(form));
});

describe('a number', () => {
  it.each([
    ['44012', '44012'],
    ['0.1', '0.1'],
    ['1.0000000000000001E-2', '0.01'],
    ['9.9999999999999995E-7', '0.000001'],
    ['-1.5E-7', '-0.00000015'],
    ['1E+20', '100000000000000000000'],
    ['1.2345678901234567E+18', '1234567890123456800'],
    ['12345678901234567890', '12345678901234567890'],
    ['-0', '0'],
    ['0.30000000000000004', '0.30000000000000004'],
    ['5e-324', '5e-324'],
  ])('%s reads %s', (written, text) => expect(plainNumber(written)).toBe(text));

  it('is the same double again, whatever it is', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(decimalText(value))).toBe(value === 0 ? 0 : value);
        if (Math.abs(value) < 1e18 && Math.abs(value) > 1e-18) expect(decimalText(value)).not.toMatch(/e/);
      }),
    );
  });

  it('as a percentage shifts its digits and rounds nothing', () => {
    expect(['0.9872', '1', '0.005', '-0.3', '12.345', '0', '0.07000000000000001', '1e-20'].map(percentText)).toEqual([
      '98.72%',
      '100%',
      '0.5%',
      '-30%',
      '1234.5%',
      '0%',
      '7.000000000000001%',
      '1e-18%',
    ]);
  });
});

describe('a serial day', () => {
  it.each([
    [44012, 'date', false, '2020-06-30'],
    [43983, 'month', false, '2020-06'],
    [43984, 'month', false, '2020-06-02'],
    [44012.34375, 'date', false, '2020-06-30 08:15:00'],
    [44012, 'date-time', false, '2020-06-30 00:00:00'],
    [0.34375, 'time', false, '08:15:00'],
    [1.5, 'duration', false, '36:00:00'],
    [1, 'date', false, '1900-01-01'],
    [59, 'date', false, '1900-02-28'],
    [60, 'date', false, null],
    [61, 'date', false, '1900-03-01'],
    [42550, 'date', true, '2020-06-30'],
    [0, 'date', true, '1904-01-01'],
    [-1, 'date', false, null],
    [2958465, 'date', false, '9999-12-31'],
    [2958467, 'date', false, null],
  ] as const)('%d as %s (1904: %s) is %s', (serial, form, from1904, text) => expect(serialText(serial, form, from1904)).toBe(text));
});

it('legacy fonts are told by their names', () => {
  expect(['.VnTime', '.VnTimeH', '.vnarial narrow', 'VNI-Times', 'VNI Helve', 'Times New Roman', 'Vnfoo'].map(legacyFont)).toEqual([
    'tcvn3',
    'tcvn3-capitals',
    'tcvn3',
    'vni',
    'vni',
    null,
    null,
  ]);
});

describe('an xlsx', () => {
  const styles =
    '<numFmts><numFmt numFmtId="170" formatCode="mm/yyyy"/></numFmts>' +
    '<fonts><font><name val="Arial"/></font><font><b/><name val=".VnTimeH"/></font></fonts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="0" fontId="1"/></cellXfs>';

  it('gives every kind of cell as its exact text, with its kind and font', async () => {
    const book = makeXlsx({
      styles,
      shared:
        '<si><t>Hà Nội &amp; Huế</t></si><si><r><rPr><rFont val="Arial"/></rPr><t xml:space="preserve">Chi </t></r><r><rPr><rFont val=".VnTime"/></rPr><t>th­êng</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>',
      sheets: [
        {
          name: 'S&amp;P',
          rows:
            '<row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" s="4" t="str"><f>A1</f><v>tæng</v></c></row>' +
            '<row r="3"/><row r="5"><c r="A5"><v>407.673</v></c><c r="B5" s="2"><v>0.9872</v></c><c r="C5" s="1"><v>44012</v></c><c r="D5" s="3"><v>43983</v></c>' +
            '<c r="E5" t="b"><v>1</v></c><c r="F5" t="e"><v>#DIV/0!</v></c><c r="G5"><f>1+1</f><v>2</v></c><c r="H5"><f>NOW()</f></c>' +
            '<c r="I5" t="inlineStr"><is><t> a_x000D_\n_x005F_x </t></is></c><c r="J5" t="d"><v>2020-06-30T00:00:00</v></c><c r="K5" s="1"><v>60</v></c><c r="L5" s="4"/></row>',
          before: '<cols><col min="2" max="3" hidden="1"/></cols>',
          behind: '<mergeCells><mergeCell ref="A2:B2"/><mergeCell ref="nonsense"/></mergeCells>',
        },
        {
          name: '__proto__',
          rows: '<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>',
          state: 'veryHidden',
        },
      ],
      workbook: '<workbookPr date1904="0"/>',
      relations: '<Relationship Id="e" Type="x/externalLink" Target="externalLinks/externalLink1.xml"/>',
      parts: { 'xl/vbaProject.bin': 'x' },
    });
    const [first, second] = await wholeParts('a.xlsx', book);
    expect(first?.rows).toEqual([
      {
        line: 2,
        cells: ['Hà Nội & Huế', '', 'Chi th\u00adêng', 'tæng'],
        kinds: ['text', null, 'text', 'text'],
        fonts: [null, null, 'tcvn3', 'tcvn3-capitals'],
      },
      { line: 3, cells: [] },
      {
        line: 5,
        cells: ['407.673', '98.72%', '2020-06-30', '2020-06', 'true', '#DIV/0!', '2', '', ' a\r\n_x ', '2020-06-30', '60'],
        kinds: ['number', 'number', 'date', 'date', 'bool', 'error', 'number', null, 'text', 'date', 'number'],
      },
    ]);
    expect(first?.merges).toEqual([{ fromRow: 2, toRow: 2, fromColumn: 0, toColumn: 1 }]);
    expect([first?.name, first?.label, first?.hidden]).toEqual(['S&P', 'S&P', false]);
    expect(Object.fromEntries(first?.notes.map((note) => [note.code, note.rows]) ?? [])).toEqual({
      'book-links': 1,
      'book-macros': 1,
      'rows-hidden': 1,
      'columns-hidden': 2,
      'formula-values': 2,
      'formula-unsaved': 1,
      'odd-days': 1,
    });
    expect([second?.name, second?.hidden, second?.rows[0]?.cells]).toEqual(['__proto__', true, ['1', '2']]);
    expect(second?.notes.map((note) => note.code)).toEqual(['sheet-hidden']);
  });

  it('with prefixed elements, days from 1904 and a row that goes back reads the same', async () => {
    const book = makeXlsx({
      styles,
      prefix: 'x:',
      workbook: '<workbookPr date1904="1"/>',
      sheets: [
        { name: 'a', rows: '<x:row r="1"><x:c r="A1" s="1"><x:v>42550</x:v></x:c></x:row><x:row r="1"><x:c><x:v>7</x:v></x:c></x:row>' },
      ],
    });
    expect((await wholeParts('a.xlsx', book))[0]?.rows.map((row) => [row.line, row.cells])).toEqual([
      [1, ['2020-06-30']],
      [2, ['7']],
    ]);
  });

  it('is read row by row, with the same result, however large', async () => {
    const rows = Array.from(
      { length: 8_000 },
      (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c><c r="B${i + 1}" t="inlineStr"><is><t>dòng ${i}</t></is></c></row>`,
    );
    const [part] = await wholeParts('a.xlsx', makeXlsx({ sheets: [{ name: 'a', rows: rows.join('\n') }] }));
    expect(part?.rows.length).toBe(8_000);
    expect(part?.rows.every(({ line, cells }) => cells[0] === String(line - 1) && cells[1] === `dòng ${line - 1}`)).toBe(true);
  });
});

/** Values both SheetJS and the formats can hold. */
const value = fc.oneof(
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .filter((text) => /^[^\p{Cc}\p{Cs}\ufffe\uffff]*$/u.test(text) && text.trim() === text && !/_x/i.test(text)),
  // The library cannot write the smallest doubles.
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((number) => (Math.abs(number) < 1e-290 ? 0 : number)),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('=1+1', '007', '-', '1.234,5', 'một\nhai', '"q"', null),
);

describe.each(['xlsx', 'xlsb', 'xls', 'ods', 'xlml'] as const)('what SheetJS writes as %s', (bookType) => {
  it('reads back cell for cell', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }), async (grid) => {
        // A sheet without a cell is no part of the book that is read.
        fc.pre(grid.some((row) => row.some((cell) => cell !== null)));
        const sheet = XLSX.utils.aoa_to_sheet(grid);
        const book = XLSX.utils.book_new();
        XLSX.utils.book_append_sheet(book, sheet, 'Trang');
        XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['x']]), 'Hai');
        const bytes = new Uint8Array(XLSX.write(book, { type: 'array', bookType, bookSST: true }) as ArrayBuffer);
        const [part] = await wholeParts('a.xls', bytes);
        const read = new Map(part?.rows.map((row) => [row.line, row.cells]));
        for (const [i, row] of grid.entries())
          expect(row.map((_, j) => read.get(i + 1)?.[j] ?? '')).toEqual(
            row.map((cell) => (cell === null ? '' : typeof cell === 'number' ? decimalText(cell) : String(cell))),
          );
      }),
      { numRuns: bookType === 'xlsx' ? 60 : 25 },
    );
  });

  // The library writes no number formats into ods; the test below has one written by hand.
  it.skipIf(bookType === 'ods')('keeps days, percentages and merged cells', async () => {
    const sheet = XLSX.utils.aoa_to_sheet([
      ['Kỳ', 'Tỷ lệ', ''],
      [null, null, 'x'],
    ]);
    sheet['A2'] = { t: 'n', v: 44012, z: 'dd/mm/yyyy' };
    sheet['B2'] = { t: 'n', v: 0.9872, z: '0.00%' };
    sheet['!merges'] = [XLSX.utils.decode_range('B1:C1')];
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, sheet, 'a');
    const [part] = await wholeParts('a', new Uint8Array(XLSX.write(book, { type: 'array', bookType }) as ArrayBuffer));
    expect(part?.rows.map((row) => row.cells)).toEqual([
      ['Kỳ', 'Tỷ lệ'],
      ['2020-06-30', '98.72%', 'x'],
    ]);
    expect(part?.rows[1]?.kinds).toEqual(['date', 'number', 'text']);
    expect(part?.merges).toEqual([{ fromRow: 1, toRow: 1, fromColumn: 1, toColumn: 2 }]);
  });
});

it('a web page saved as .xls gives its tables', async () => {
  expect(
    await cellsOf('bao-cao.xls', '<html><body><table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table></body></html>'),
  ).toEqual([
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ]);
});
