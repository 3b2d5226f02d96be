import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binaryKind, looksBinary } from '../../src/ingest/container';
import { decideDialect } from '../../src/ingest/dialect';
import { decideEncoding, decodedText, type DecodingTally } from '../../src/ingest/encoding';
import { RecordSplitter, type TextRecord } from '../../src/ingest/records';
import { tableName } from '../../src/ingest/table-name';
import { CsvChunks, pieceDelimiter } from '../../src/ingest/csv-chunks';

const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, little: boolean, mark: boolean): Uint8Array {
  const units = [...(mark ? [0xfeff] : []), ...Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))];
  return Uint8Array.from(units.flatMap((unit) => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
}

/** 'Tỉnh Hà Giang; đơn vị; Yên Bái' as windows-1258 writes it: tones as bytes of their own. */
const cp1258 = Uint8Array.from([
  0x54, 0x69, 0xd2, 0x6e, 0x68, 0x20, 0x48, 0x61, 0xcc, 0x20, 0x47, 0x69, 0x61, 0x6e, 0x67, 0x3b, 0xf0, 0xf5, 0x6e, 0x20, 0x76, 0x69, 0xf2,
  0x3b, 0x59, 0xea, 0x6e, 0x20, 0x42, 0x61, 0xec, 0x69,
]);
const cp1252 = Uint8Array.from(
  [...'perci']
    .map((c) => c.charCodeAt(0))
    .concat(
      [0xf2],
      [...'; cos'].map((c) => c.charCodeAt(0)),
      [0xec],
      [...' a'].map((c) => c.charCodeAt(0)),
      [0xf1],
      [...'o; pi'].map((c) => c.charCodeAt(0)),
      [0xf9],
    ),
);

async function read(bytes: Uint8Array): Promise<{ encoding: string; text: string; tally: DecodingTally }> {
  const source = { name: 'x', bytes };
  const choice = await decideEncoding(source);
  const tally = { composed: 0, lost: 0, truncated: 0 };
  let text = '';
  for await (const piece of decodedText(source, choice, tally)) text += piece.text;
  return { encoding: choice.encoding, text, tally };
}

describe('encoding', () => {
  const vi = 'Đơn vị;Tháng 6/2020\nHà Giang;99,82\n';
  it.each([
    ['UTF-8', utf8(vi), 'utf-8'],
    ['UTF-8 with mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8(vi)]), 'utf-8'],
    ['UTF-16LE with mark', utf16(vi, true, true), 'utf-16le'],
    ['UTF-16BE with mark', utf16(vi, false, true), 'utf-16be'],
    ['UTF-16LE without mark', utf16(vi, true, false), 'utf-16le'],
    ['UTF-16BE without mark', utf16(vi, false, false), 'utf-16be'],
  ])('%s', async (_, bytes, encoding) => {
    expect(await read(bytes)).toEqual({ encoding, text: vi, tally: { composed: 0, lost: 0, truncated: 0 } });
  });

  it('windows-1258 comes out composed, with its tones counted', async () => {
    expect(await read(cp1258)).toEqual({
      encoding: 'windows-1258',
      text: 'Tỉnh Hà Giang;đơn vị;Yên Bái',
      tally: { composed: 4, lost: 0, truncated: 0 },
    });
  });

  it('other Latin text is not taken for Vietnamese', async () => {
    expect(await read(cp1252)).toMatchObject({ encoding: 'windows-1252', text: 'perciò; così año; più' });
  });

  it('keeps UTF-8 with a few broken bytes and counts what was lost', async () => {
    const bytes = Uint8Array.from([...utf8('Đà Nẵng, Hà Nội, Cần Thơ, Hải Phòng, Quảng Ngãi '), 0xff, ...utf8('Huế')]);
    expect(await read(bytes)).toMatchObject({ encoding: 'utf-8', tally: { lost: 1 } });
  });

  it('tells an odd byte and a half pair at the end', async () => {
    expect((await read(utf16('ab', true, true).slice(0, 5))).tally.truncated).toBe(1);
    expect((await read(utf16('a😀', true, true).slice(0, 6))).tally.truncated).toBe(1);
    expect((await read(utf8('Đà').slice(0, 3))).tally.truncated).toBe(1);
  });
});

describe('container', () => {
  it('knows pictures, archives and noise from text', () => {
    expect(binaryKind(Uint8Array.from([0x89, 0x50, 0x4e, 0x47]))).toBe('PNG');
    expect(binaryKind(Uint8Array.from([0x50, 0x4b, 3, 4]))).toBe('ZIP');
    expect(binaryKind(utf8('PK,x'))).toBeNull();
    expect(looksBinary(Uint8Array.from([0, 1, 2, 3, 0, 0]))).toBe(true);
    expect(looksBinary(utf8('a\tb\r\nđ'))).toBe(false);
  });
});

function split(text: string, pieces: readonly number[] = [], delimiter = ','): TextRecord[] {
  const splitter = new RecordSplitter({ delimiter, fileName: 'x' });
  const records: TextRecord[] = [];
  let at = 0;
  for (const size of pieces) {
    records.push(...splitter.push(text.slice(at, at + size)));
    at += size;
  }
  return [...records, ...splitter.push(text.slice(at)), ...splitter.end()];
}

describe('records', () => {
  it('resolves quotes, keeps inner line breaks and counts physical lines', () => {
    expect(split('a,"b ""x""",c\r\n"1\n2",,3\n"q"tail,x\n\nlast')).toEqual([
      { line: 1, cells: ['a', 'b "x"', 'c'] },
      { line: 2, cells: ['1\n2', '', '3'] },
      { line: 4, cells: ['"q"tail', 'x'], unbalanced: true, text: '"q"tail,x' },
      { line: 5, cells: [''] },
      { line: 6, cells: ['last'] },
    ]);
  });

  it('keeps a quote that never closes as text and goes on with the next line', () => {
    expect(split('a,b\n"x,1\nc,d\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['"x', '1'], unbalanced: true, text: '"x,1' },
      { line: 3, cells: ['c', 'd'] },
    ]);
  });

  it('takes lone CR as line end when told that lines end in several ways', () => {
    const splitter = new RecordSplitter({ delimiter: ',', fileName: 'x', anyLineEnd: true });
    expect([...splitter.push('a,b\r'), ...splitter.push('\nc,d\re,f'), ...splitter.end()].map(({ cells }) => cells.join('|'))).toEqual([
      'a|b',
      'c|d',
      'e|f',
    ]);
  });

  it('refuses a line without end instead of holding it', () => {
    const splitter = new RecordSplitter({ delimiter: ',', fileName: 'dài.csv', longestRecord: 1000 });
    expect(() => {
      for (let i = 0; i < 20; i++) splitter.push('x'.repeat(100));
    }).toThrow(expect.objectContaining({ code: 'file-line-too-long', detail: { file: 'dài.csv', line: 1, limit: 1000 } }));
  });

  it('gives back what the chunk writer wrote, however the text is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'đ', ',', '"', '\n', '\r\n', ' ', ';'), maxLength: 6 });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }), (table, pieces) => {
        const chunks = new CsvChunks();
        table.forEach((cells, i) => chunks.add(cells, 2, ',', i + 1, 'data'));
        const text = new TextDecoder().decode(chunks.take() ?? new Uint8Array());
        expect(split(text, pieces, pieceDelimiter).map(({ cells }) => cells)).toEqual(
          table.map((cells, i) => [...cells, String(i + 1), 'data']),
        );
      }),
    );
  });
});

describe('dialect', () => {
  it.each([
    ['a;b;c\n1,5;2;3\n2,5;3;4\n', ';'],
    ['BÁO CÁO, THÁNG 6\n\na\tb\n1\t2\n3\t4\n', '\t'],
    ['a,b\n"1;2;3",x\n"4;5;6",y\n', ','],
    ['a|b|c\n1|2|3\n', '|'],
    ['Tên đơn vị;Tỷ lệ\nHà Nội;1,5\nHuế;2,5\nYên Bái;3,5\n', ';'],
  ])('%j', (text, delimiter) => {
    expect(decideDialect(text).delimiter).toBe(delimiter);
  });

  it('obeys sep= and names the line ends', () => {
    expect(decideDialect('sep=;\r\na,b;c\r\n')).toMatchObject({ delimiter: ';', separatorLine: true, lineEnd: 'crlf' });
    expect(decideDialect('a,b\r1,2\r')).toMatchObject({ lineEnd: 'cr', delimiter: ',' });
  });
});

describe('table name', () => {
  it.each([
    ['Một cửa điện tử (2019–2021) minh hoạ.csv', 'mot_cua_dien_tu_2019_2021_minh_hoa'],
    ['2020.csv', 't_2020'],
    ['select.csv', 't_select'],
    ['???.csv', 'bang'],
    ['a/b\\ĐẮK LẮK.TXT', 'dak_lak'],
  ])('%s', (file, name) => expect(tableName(file)).toBe(name));
});
