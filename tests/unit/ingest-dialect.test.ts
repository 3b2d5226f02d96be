import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideDialect } from '../../src/ingest/dialect';
import { readTextRows, type RowTaker } from '../../src/ingest/text-rows';
import type { GridRow } from '../../src/ingest/sheet';

async function read(text: string) {
  const rows: GridRow[] = [];
  const taker: RowTaker = { begin: () => {}, take: async (more) => void rows.push(...more) };
  const facts = await readTextRows({ name: 'x.csv', bytes: new TextEncoder().encode(text) }, 't', taker, {});
  return { ...facts, cells: rows.map(({ cells }) => cells), codes: facts.issues.map((issue) => issue.code) };
}

const rows = [
  ['Ngày', 'Mã', 'Nội dung', 'Số hồ sơ', 'Tỷ lệ'],
  ...Array.from({ length: 12 }, (_, i) => [
    `0${1 + (i % 9)}/06/2020`,
    `HS-${100 + i * 7}`,
    ['Cấp phép, gia hạn', 'Đăng ký mới', "Văn bản 12' dài", 'Ống 48" loại A'][i % 4] ?? '',
    String(3 + i * 11),
    `${10 + i}.${i % 10}`,
  ]),
];

const written = (delimiter: string, { quote = '"', escape = '"', end = '\n' } = {}, table = rows) =>
  table
    .map((cells) =>
      cells
        .map((cell) =>
          cell.includes(delimiter.trim() || ' ') || cell.includes(quote) ? quote + cell.split(quote).join(escape + quote) + quote : cell,
        )
        .join(delimiter),
    )
    .join(end) + end;

describe('dialect, told nothing', () => {
  it.each([',', ';', '\t', '|', '^', '~', ':', ' ', ', ', '||', ';;', '\t\t'])('delimiter "%s"', async (delimiter) => {
    const { dialect, cells } = await read(written(delimiter));
    expect(dialect.delimiter).toBe(delimiter);
    expect(cells).toEqual(rows);
  });

  it.each(['\n', '\r\n', '\r', '\r\r\n'])('line end %j', async (end) => {
    expect((await read(written(';', { end }))).cells).toEqual(rows);
  });

  it.each([
    ["'", "'"],
    ['`', '`'],
    ['"', '\\'],
    ['"', ''],
  ])('quote %s, escape %s', async (quote, escape) => {
    expect((await read(written(',', { quote, escape }))).cells).toEqual(rows);
  });

  it('Excel says it in the first line', async () => {
    const { dialect, cells } = await read(`sep=~\n${written('~')}`);
    expect(dialect).toMatchObject({ delimiter: '~', separatorLine: true });
    expect(cells.slice(1)).toEqual(rows);
  });

  it('every line in quotes is a row all the same', async () => {
    const lines = written(',').trimEnd().split('\n');
    expect((await read(lines.map((line) => `"${line.replaceAll('"', '""')}"\n`).join(''))).cells).toEqual(rows);
  });

  it('a decimal comma is no delimiter', async () => {
    const { dialect } = await read('Đơn vị;A;B\nHà Nội;1,5;2,25\nHuế;3,5;4,75\nĐà Nẵng;0,5;1,25\n');
    expect(dialect).toMatchObject({ delimiter: ';', width: 3 });
  });
});

describe('a damaged row', () => {
  const lines = written(',').trimEnd().split('\n');
  const damaged = (at: number, line: string) => [...lines.slice(0, at), line, ...lines.slice(at + 1), ''].join('\n');

  it.each([
    ['one delimiter too many', '04/06/2020,,HS-121,"Văn bản 12\' dài",36,13.3', 'row-delimiters'],
    ['one delimiter lost', '04/06/2020HS-121,"Văn bản 12\' dài",36,13.3', 'row-delimiters'],
    ['a text that should be quoted', '04/06/2020,HS-121,"Cấp phép",36,13.3'.replace('"Cấp phép"', 'Cấp phép, gia hạn'), 'row-delimiters'],
    ['a stray quote', '04/06/2020,"HS-121,Đăng ký mới,36,13.3', 'row-quote'],
    ['a stray quote at the end', '04/06/2020,HS-121,Đăng ký mới,36,"13.3', 'row-quote'],
    ['a quote not escaped', '04/06/2020,HS-121,"Ống 48" loại A, dài",36,13.3', 'row-quote'],
    ['another delimiter', '04/06/2020;HS-121;Cấp phép, gia hạn;36;13.3', 'row-other-delimiter'],
    ['spaces for delimiters', '04/06/2020 HS-121 Cấp phép, gia hạn 36 13.3', 'row-other-delimiter'],
    ['quotes around the whole', '"04/06/2020,HS-121,""Cấp phép, gia hạn"",36,13.3"', 'row-wrapped'],
    ['a line break in it', '04/06/2020,HS-121,Cấp phép\ngia hạn lần hai,36,13.3', 'row-line-break'],
  ])('%s', async (_, line, code) => {
    const { cells, codes } = await read(damaged(4, line));
    expect(codes).toEqual([code]);
    expect(cells).toHaveLength(rows.length);
    expect(cells[4]).toHaveLength(5);
    expect([cells[4]?.[0], cells[4]?.[3]]).toEqual(['04/06/2020', '36']);
    expect(cells.filter((_, i) => i !== 4)).toEqual(rows.filter((_, i) => i !== 4));
  });

  it('stays as it is where two readings are as good', async () => {
    const table = [['a', 'b', 'c', 'd'], ...Array.from({ length: 8 }, (_, i) => [`${i}`, `${i + 1}`, `${i + 2}`, `${i + 3}`])];
    const text = written(',', {}, table).replace('4,5,6,7', '4,5,7');
    const { cells, codes } = await read(text);
    expect(cells[5]).toEqual(['4', '5', '7']);
    expect(codes).toEqual([]);
  });

  it('two tables of different widths below one another are as regular as one', () => {
    const first = ['Tỉnh,Hồ sơ', 'Hà Nội,12', 'Hà Giang,7', 'Cao Bằng,5'];
    const second = ['Ngành,Cán bộ,Máy', 'Y tế,31,8', 'Giáo dục,44,9', 'Giao thông,12,3'];
    expect(decideDialect([...first, '', ...second].join('\n')).delimiter).toBe(',');
  });

  it('titles and another table below are left alone', async () => {
    const text = `BÁO CÁO THÁNG 6\n\n${written(',')}\nx,y\n1,2\n3,4\n5,6\n7,8\n`;
    const { cells, codes } = await read(text);
    expect(codes).toEqual([]);
    expect(cells.slice(-5)).toEqual([['x', 'y'], ...['12', '34', '56', '78'].map((pair) => pair.split(''))]);
  });
});

describe('whatever comes', () => {
  it('ends, and loses no row', async () => {
    const piece = fc.constantFrom('a', '12', '"', "'", ',', ';', '\n', '\r', '\t', ' ', '\\', 'đ', '""', ',,', '"\n', '1,5');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 120 }), async (pieces) => {
        const { cells } = await read(`${pieces.join('')}x`);
        expect(cells.flat().join('').includes('x')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
