import { describe, expect, it } from 'vitest';
import { nameKey } from '../../src/core/name-key';
import type { Knowledge } from '../../src/ingest/knowledge';
import { findLayout, type RowKind } from '../../src/ingest/layout';
import {
  decideFormat,
  emptyShapeCounts,
  numberShape,
  numberToken,
  parseNumber,
  type NumberShape,
  type ShapeCounts,
} from '../../src/ingest/numbers';
import { parsePeriod } from '../../src/ingest/periods';
import { RowQueue, RowSorter } from '../../src/ingest/row-sorter';
import { isRegion, isTotal } from '../../src/ingest/row-words';
import { matchSystem } from '../../src/ingest/system-match';
import { UnitMatcher, withinOneEdit } from '../../src/ingest/unit-match';
import { decideUnitSystems } from '../../src/ingest/unit-system';

function kinds(text: string, unitColumn = -1): { kinds: RowKind[]; headers: readonly string[] } {
  const rows = text.split('\n').map((line, i) => ({ line: i + 1, cells: line.split(';') }));
  const layout = findLayout(rows);
  const queue = new RowQueue(new RowSorter(layout, unitColumn), layout);
  const sorted = [...rows.flatMap((row, i) => queue.push(row, i)), ...queue.end()];
  return { kinds: sorted.map(({ kind }) => kind), headers: layout.headers };
}

describe('layout', () => {
  it('sorts a whole report', () => {
    const found = kinds(
      'UBND TỈNH\n\nBÁO CÁO THÁNG 6\n;;;ĐVT: hồ sơ\nSTT;Đơn vị;Đúng hạn;Quá hạn\nA;B;1;2=1+3\nI;Đồng bằng sông Hồng;10;20\n1;Hà Nội;5;8\n;Tổng cộng;10;20\nSTT;Đơn vị;Đúng hạn;Quá hạn\n2;Hải Phòng;5;12\nGhi chú: số liệu tạm tính\n;;;',
      1,
    );
    expect(found.kinds).toEqual([
      'title',
      'blank',
      'title',
      'unit',
      'header',
      'code',
      'region',
      'data',
      'total',
      'repeated-header',
      'data',
      'note',
      'blank',
    ]);
  });

  it('joins a header of two rows under merged heads', () => {
    const found = kinds('STT;Đơn vị;Hồ sơ;;Ghi chú\n;;Đúng hạn;Quá hạn;\n1;Hà Nội;5;8;x\n2;Huế;5;8;x');
    expect(found.headers).toEqual(['STT', 'Đơn vị', 'Hồ sơ › Đúng hạn', 'Hồ sơ › Quá hạn', 'Ghi chú']);
    expect(found.kinds).toEqual(['header', 'header', 'data', 'data']);
  });

  it('takes years as heads, but not a first row of figures', () => {
    expect(kinds('Tỉnh;2019;2020\nHà Nội;5;8\nHuế;5;8').kinds[0]).toBe('header');
    expect(kinds('1;5;8\n2;5;8\n3;4;4').kinds).toEqual(['data', 'data', 'data']);
  });

  it('does not take a text table for titles, nor a second text row for a header', () => {
    expect(kinds('họ tên;quê\nAn;Huế\nBình;Vinh').kinds).toEqual(['header', 'data', 'data']);
  });

  it('marks rows with too few or too many cells', () => {
    expect(kinds('a;b;c\n1;2;3\n4;5\n6;7;8;9\n6;7;8;').kinds).toEqual(['header', 'data', 'ragged', 'ragged', 'data']);
  });

  it('knows totals from offices and regions from provinces', () => {
    for (const text of ['Tổng cộng', 'TỔNG SỐ', 'Cả nước', 'Cộng:', 'Tổng cộng tháng 6/2020', 'Toàn quốc', 'Total'])
      expect([text, isTotal(text)]).toEqual([text, true]);
    for (const text of ['Tổng cục Thống kê', 'Cổng Dịch vụ công', 'Bộ Công Thương', 'Công an', 'Total War', 'Tổng'])
      expect([text, isTotal(text)]).toEqual([text, text === 'Tổng']);
    for (const text of ['ĐB sông Hồng', 'II. Tây Nguyên', 'Vùng Đông Nam Bộ', 'TD&MNPB'])
      expect([text, isRegion(text)]).toEqual([text, true]);
    for (const text of ['Tây Ninh', 'Đồng Nai', 'Hà Nam']) expect([text, isRegion(text)]).toEqual([text, false]);
  });
});

describe('numbers', () => {
  it.each([
    ['99,72%', 'vn-decimal'],
    ['13.795,50', 'vn-grouped'],
    ['1.865.270', 'vn-grouped'],
    ['407.673', 'dot3'],
    ['1,250', 'comma3'],
    ['1,234.5', 'en-grouped'],
    ['12.34', 'en-decimal'],
    ['0.123', 'en-decimal'],
    ['1 234 567', 'space-grouped'],
    ['(1.234)', 'dot3'],
    ['1.2.3', 'none'],
    ['2020-06', 'none'],
    ['12*', 'plain'],
    ['x', 'none'],
  ] as const)('%s is %s', (cell, shape) => {
    expect(numberShape(numberToken(cell).token)).toBe(shape satisfies NumberShape);
  });

  it.each(['55147*', '55147 *', '55147 (*)', '55147**', '55147 (1*)', '55147 1*'])(
    '%s keeps its last digit beside a footnote mark',
    (cell) => {
      expect(numberToken(cell).token).toBe('55147');
    },
  );

  const counts = (change: Partial<ShapeCounts>): ShapeCounts => ({ ...emptyShapeCounts(), ...change });

  it('decides by the column, then its totals, then the file, and says when only the language is left', () => {
    const none = { vn: 0, en: 0 };
    expect(decideFormat(counts({ dot3: 5, 'vn-decimal': 1 }), none, false)).toEqual({
      decimal: ',',
      thousands: '.',
      evidence: 'column',
      ambiguous: 0,
      contrary: 0,
    });
    expect(decideFormat(counts({ dot3: 5 }), none, true, counts({ 'vn-grouped': 1 }))).toMatchObject({
      thousands: '.',
      evidence: 'column',
      ambiguous: 0,
    });
    expect(decideFormat(counts({ comma3: 5 }), { vn: 0, en: 2 }, true)).toMatchObject({
      decimal: '.',
      thousands: ',',
      evidence: 'file',
      ambiguous: 0,
    });
    expect(decideFormat(counts({ dot3: 5 }), none, true)).toMatchObject({ decimal: ',', evidence: 'language', ambiguous: 5 });
    expect(decideFormat(counts({ dot3: 5 }), { vn: 1, en: 1 }, false)).toMatchObject({ decimal: '.', evidence: 'language', ambiguous: 5 });
    expect(decideFormat(counts({ plain: 5 }), none, true)).toMatchObject({ thousands: null, evidence: 'none', ambiguous: 0 });
    expect(decideFormat(counts({ 'vn-decimal': 5, 'en-decimal': 2 }), none, true)).toMatchObject({ decimal: ',', contrary: 2 });
  });

  it('never guesses at wrong grouping', () => {
    const vn = { decimal: ',', thousands: '.' } as const;
    expect(['1.234,5', '1.23', '12.345.67', '(2.000)', '99,82 %', '1,2,3', '−3'].map((cell) => parseNumber(cell, vn))).toEqual([
      1234.5,
      null,
      null,
      -2000,
      99.82,
      null,
      -3,
    ]);
  });
});

describe('periods', () => {
  it.each([
    ['Tháng 6/2020', '2020-06-01', '2020-06-30', 'month'],
    ['tháng 02 năm 2020', '2020-02-01', '2020-02-29', 'month'],
    ['T12/2021', '2021-12-01', '2021-12-31', 'month'],
    ['2020-06', '2020-06-01', '2020-06-30', 'month'],
    ['Quý II/2020', '2020-04-01', '2020-06-30', 'quarter'],
    ['Q4/2021', '2021-10-01', '2021-12-31', 'quarter'],
    ['6 tháng đầu năm 2020', '2020-01-01', '2020-06-30', 'half'],
    ['9 tháng năm 2020', '2020-01-01', '2020-09-30', 'ytd'],
    ['30/6/2020', '2020-06-30', '2020-06-30', 'day'],
    ['5/6/20', '2020-06-05', '2020-06-05', 'day'],
    ['giai đoạn 2020 – 2025', '2020-01-01', '2025-12-31', 'range'],
    ['Năm 2020', '2020-01-01', '2020-12-31', 'year'],
    ['nửa cuối năm 2020', '2020-07-01', '2020-12-31', 'half'],
    ['9T/2020', '2020-01-01', '2020-09-30', 'ytd'],
    ['15/12/2019 - 14/12/2020', '2019-12-15', '2020-12-14', 'range'],
    ['từ ngày 01/01/2020 đến ngày 31/03/2020', '2020-01-01', '2020-03-31', 'quarter'],
    ['01/01/2020–15/03/2020', '2020-01-01', '2020-03-15', 'ytd'],
    ['từ tháng 1 đến hết tháng 6 năm 2020', '2020-01-01', '2020-06-30', 'half'],
    ['tháng 7/2019 – tháng 6/2020', '2019-07-01', '2020-06-30', 'range'],
    ['Quý I - III/2020', '2020-01-01', '2020-09-30', 'ytd'],
    ['Quý 1 đến quý 4 năm 2020', '2020-01-01', '2020-12-31', 'year'],
  ])('%s', (cell, start, end, kind) => expect(parsePeriod(cell)).toEqual({ start, end, kind }));

  it.each([
    ...['Tháng 13/2020', '31/6/2020', '29/02/2021', 'Quý V/2020', '30/6-2020', '6/30/2020', '2020-13', 'x'],
    ...['3-5/2020', '14/12/2020 - 15/12/2019', 'tháng 6 đến tháng 1 năm 2020', 'Quý I - 31/12/2020', 'từ 2020', '10-20', 'a-b-2020'],
  ])('%s is none', (cell) => expect(parsePeriod(cell)).toBeNull());
});

const aliasesOf = (system: string, names: Record<string, string>): [string, Map<string, string>] => [
  system,
  new Map(Object.entries(names).map(([name, code]) => [nameKey(name), `${system}:${code}`])),
];
const old = {
  'Hà Giang': '02',
  'Hậu Giang': '93',
  'Quảng Ninh': '22',
  'Quảng Bình': '44',
  'Lào Cai': '10',
  'Yên Bái': '15',
  'Tuyên Quang': '08',
};
const merged = { 'Lào Cai': '15', 'Tuyên Quang': '08', 'Quảng Ninh': '22' };
const unitsOf = (system: string, names: Record<string, string>) =>
  Object.entries(names).map(([nameVi, code]) => ({ unitId: `${system}:${code}`, unitSystem: system, code, nameVi, kind: 'province' }));
const column = (field: string, role: 'unit' | 'period' | 'number', headerVi: string, headerAliases: string[] = []) => ({
  field,
  role,
  headerVi,
  headerAliases,
  unit: null,
});
const knowledge: Knowledge = {
  units: [...unitsOf('63', old), ...unitsOf('34', merged)],
  aliases: new Map([aliasesOf('63', old), aliasesOf('34', merged)]),
  systems: [
    {
      systemId: 'a',
      nameVi: 'A',
      nameEn: 'A',
      columns: [
        column('unit', 'unit', 'Đơn vị'),
        column('period', 'period', 'Tháng'),
        column('x', 'number', 'Hồ sơ quá hạn', ['Quá hạn']),
        column('y', 'number', 'Hồ sơ đúng hạn'),
      ],
    },
    {
      systemId: 'b',
      nameVi: 'B',
      nameEn: 'B',
      columns: [
        column('unit', 'unit', 'Đơn vị'),
        column('period', 'period', 'Kỳ'),
        column('z', 'number', 'Số phiếu'),
        column('w', 'number', 'Số dịch vụ'),
      ],
    },
  ],
};

describe('units', () => {
  const matcher = new UnitMatcher(knowledge, ['63']);
  it('matches by key, without what stands before the name', () => {
    expect(matcher.match('UBND TỈNH HÀ GIANG')).toEqual({ how: 'alias', unitId: '63:02' });
    expect(matcher.match('Ha  Giang')).toEqual({ how: 'alias', unitId: '63:02' });
  });

  it('proposes one near unit and refuses where a second is as near', () => {
    expect(matcher.match('Yên Bái 1')).toEqual({ how: 'near', unitId: '63:15' });
    expect(matcher.match('Hạu Giang')).toEqual({ how: 'alias', unitId: '63:93' });
    expect(matcher.match('Hau Giangg')).toEqual({ how: 'near', unitId: '63:93' });
    expect(matcher.match('Ha Giangg')).toEqual({ how: 'near', unitId: '63:02' });
    expect(matcher.match('Hu Giang')).toEqual({ how: 'none' });
    expect(matcher.match('Quảng Binh')).toMatchObject({ how: 'alias' });
    expect(matcher.match('Quảng Pinh')).toEqual({ how: 'none' });
    expect(matcher.match('Sở Y tế')).toEqual({ how: 'none' });
  });

  it('counts one edit', () => {
    expect(['abc', 'abd', 'ab', 'abcd', 'acb', 'bac'].map((other) => withinOneEdit('abc', other))).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(['a', 'abcde', 'cba', 'xyc'].map((other) => withinOneEdit('abc', other))).toEqual([false, false, false, false]);
  });

  it('decides the unit system by vanished names, then by period, with the reason', () => {
    expect(decideUnitSystems(knowledge, ['Lào Cai', 'Hà Giang'], { first: '2025-08-01', last: '2025-08-31' })).toMatchObject({
      systems: ['63'],
      reason: { vi: 'có “Hà Giang”, chỉ có trong hệ 63' },
    });
    expect(decideUnitSystems(knowledge, ['Lào Cai', 'Tuyên Quang'], { first: '2025-08-01', last: '2025-08-31' }).systems).toEqual(['34']);
    expect(decideUnitSystems(knowledge, ['Lào Cai', 'Tuyên Quang'], { first: '2020-01-01', last: '2020-12-31' }).systems).toEqual(['63']);
    expect(decideUnitSystems(knowledge, ['Lào Cai', 'Tuyên Quang', 'Quảng Ninh'], null).systems).toEqual(['34']);
    expect(decideUnitSystems(knowledge, ['Paris'], null).systems).toEqual([]);
  });
});

describe('systems', () => {
  it('are recognised by their figure columns, also under two-row heads and other spellings', () => {
    expect(matchSystem(knowledge, ['STT', 'Đơn vị', 'Tháng', 'Hồ sơ › Quá hạn', 'HỒ SƠ ĐÚNG HẠN'])).toMatchObject({
      system: { systemId: 'a' },
      columns: [null, { field: 'unit' }, { field: 'period' }, { field: 'x' }, { field: 'y' }],
    });
  });

  it('are not recognised by key columns alone', () => {
    expect(matchSystem(knowledge, ['Đơn vị', 'Tháng'])).toBeNull();
    expect(matchSystem(knowledge, ['Đơn vị', 'Tháng', 'Chiều cao', 'Cân nặng'])).toBeNull();
  });
});
