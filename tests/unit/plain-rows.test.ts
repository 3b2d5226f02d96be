import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKey } from '../../src/core/name-key';
import { figureEnd, numberAt } from '../../src/ingest/cell-bytes';
import { bareNumber, groupedNumber } from '../../src/ingest/cell-facts';
import type { Knowledge } from '../../src/ingest/knowledge';
import { prepareFile } from '../../src/ingest/prepare-file';
import { seeded } from '../support/corpus/seeded';

const provinces = ['Hà Nội', 'Hà Giang', 'Cao Bằng', 'Tuyên Quang', 'Lào Cai', 'Yên Bái', 'Quảng Ninh', 'Phú Thọ', 'Cả nước'];
const knowledge: Knowledge = {
  units: provinces.map((nameVi, i) => ({ unitId: `63:${i}`, unitSystem: '63', code: String(i), nameVi, kind: 'province' })),
  aliases: new Map([['63', new Map(provinces.map((name, i) => [nameKey(name), `63:${i}`]))]]),
  systems: [],
};

/** All pieces of the file's raw rows and what was learnt of its tables. */
async function read(bytes: Uint8Array) {
  let rows = '';
  const tables = await prepareFile({ name: 'a.csv', bytes }, 'a', knowledge, {
    onTable: async () => {},
    onChunk: async (csv) => void (rows += new TextDecoder('utf-8', { ignoreBOM: true }).decode(csv)),
  });
  return { rows, tables };
}

/** UTF-16 is always read record by record. */
function utf16(text: string): Uint8Array {
  const units = Uint16Array.from({ length: text.length + 1 }, (_, i) => (i === 0 ? 0xfeff : text.charCodeAt(i - 1)));
  return new Uint8Array(units.buffer);
}

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Rows that are no plain rows of data, between many that are. */
const others: readonly (readonly [string, (id: number) => string])[] = [
  ['a total', () => ';Tổng cộng;;;9.999.999;1.250,5;'],
  ['a region', () => ';Đồng bằng sông Hồng;;;12;1,5;'],
  ['a remark', () => 'Ghi chú: số liệu ước tính;;;;;;'],
  ['a blank row', () => ';;;;;;'],
  ['an empty line', () => ''],
  ['heads again', () => 'STT;Đơn vị;Kỳ;Ngày;Số hồ sơ;Tỷ lệ (%);Ghi chép'],
  ['too few cells', (id) => `${id};Hà Nội;Tháng 1/2020`],
  ['too many cells', (id) => `${id};Hà Nội;Tháng 1/2020;01/02/2020;5;1,5;x;y;z`],
  ['a surplus delimiter', (id) => `${id};Hà Nội;Tháng 1/2020;01/02/2020;5;1,5;x;`],
  ['quotes', (id) => `${id};"Hà Nội";Tháng 1/2020;01/02/2020;5;1,5;"a ""b"" ; c"`],
  ['a line break in quotes', (id) => `${id};Hà Nội;Tháng 1/2020;01/02/2020;5;1,5;"hai\r\ndòng"`],
  ['a quote that never closes', (id) => `${id};"Hà Nội;Tháng 1/2020;01/02/2020;5;1,5;x`],
  ['a lone CR', (id) => `${id};Hà Nội;Tháng 1/2020;01/02/2020;5;1,5;a\rb`],
  ['odd spaces', (id) => `${id};Hà\u00a0Nội;Tháng 1/2020;01/02/2020;5;1,5; hai  chỗ `],
  ['letters apart', (id) => `${id};${'Hà Nội'.normalize('NFD')};Tháng 1/2020;01/02/2020;5;1,5;x`],
  ['letters read wrongly', (id) => `${id};HÃ  Ná»™i;Tháng 1/2020;01/02/2020;5;1,5;ÐÆ°á»ng`],
  ['a guard', (id) => `${id};Hà Nội;Tháng 1/2020;01/02/2020;5;1,5;'=1+1`],
  ['lost letters', (id) => `${id};Hà N\ufffdi;Tháng 1/2020;01/02/2020;5;1,5;😀`],
  ['words for nothing', (id) => `${id};Yên Bái;Tháng 2/2020;-;n/a;…;không có số liệu`],
  ['marked numbers', (id) => `${id};Yên Bái;Tháng 2/2020;6/30/2020;(1.234);98,5 %;12*`],
  ['codes and years', (id) => `${id};Yên Bái;2020;2020-06-30;007;0,125;12345678901234567890`],
  ['a median', () => ';Trung vị;;;12;1,5;'],
  ['a lone text', () => ';;;;;;Người ký'],
];

function fileOf(seed: number, share: number, ends: string): string {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const vn = (value: number) => String(value).replaceAll(/\B(?=(\d{3})+(?!\d))/g, '.');
  const lines = ['BÁO CÁO;;;;;;', 'ĐVT: hồ sơ;;;;;;', 'STT;Đơn vị;Kỳ;Ngày;Số hồ sơ;Tỷ lệ (%);Ghi chép'];
  let size = 0;
  for (let id = 1; size < 3_000_000; id++) {
    // The head, on which dialect and fonts are decided, is sound.
    const other = id > 4000 && random() < share ? others[below(others.length)] : undefined;
    const line = other
      ? other[1](id)
      : `${id};${provinces[below(8)]};Tháng ${1 + below(12)}/2020;${1 + below(28)}/0${1 + below(9)}/2020;${vn(below(3_000_000))};${below(100)},${below(1000)};cán bộ ${below(9000)}`;
    lines.push(line);
    size += line.length * 1.3;
  }
  return lines.join(ends);
}

describe('rows told from their bytes are what records give', () => {
  it.each([
    ['few other rows, CRLF', 1, 0.004, '\r\n'],
    ['more other rows, LF', 2, 0.05, '\n'],
  ])(
    '%s',
    async (_, seed, share, ends) => {
      const text = fileOf(seed, share, ends);
      const expected = await read(utf16(text));
      const found = await read(utf8(text));
      expect(found.rows === expected.rows).toBe(true);
      const bare = (tables: typeof found.tables) =>
        tables.map(({ issues, ...table }) => ({ ...table, encoding: '', issues: issues.filter(({ code }) => code !== 'encoding-utf16') }));
      expect(bare(found.tables)).toEqual(bare(expected.tables));
      // Each fault is met on the way: the comparison compares something.
      expect(found.tables[0]?.counts).toMatchObject({ title: 1, total: expect.any(Number) as number });
      expect(found.tables[0]?.counts.ragged).toBeGreaterThan(0);
    },
    60_000,
  );

  it('tells numbers as the readers of cells do', () => {
    const cell = fc.string({ unit: fc.constantFrom('0', '1', '12', '345', '678', '.', ',', '-', '9'), maxLength: 9 });
    fc.assert(
      fc.property(cell, (text) => {
        fc.pre(text !== '');
        const bytes = utf8(`;${text};`);
        expect(figureEnd(bytes, 1)).toBe(text.length + 1);
        expect(numberAt(bytes, 1, text.length + 1)).toBe(bareNumber(text) ?? groupedNumber(text));
      }),
      { numRuns: 5000 },
    );
  });
});
