import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { NotebookSchema, sheetTypes, type SheetCell } from '../../src/core/notebook/notebook';
import * as edits from '../../src/core/sheet/sheet';
import { blockOf, pasteBlock, readTabbed, writeTabbed } from '../../src/core/sheet/sheet-block';
import { fill, fillDown, fillRight, fillSeries } from '../../src/core/sheet/sheet-fill';
import { computedOrder, isWhole, renamedIn } from '../../src/core/sheet/sheet-formula';
import { NameList, type SheetLookup } from '../../src/core/sheet/sheet-names';
import { editText, problemOf, problemText, readDay, readNumber, readValue, type SheetReader } from '../../src/core/sheet/sheet-value';

const named = (id: string, name: string, group: string, aliases: string[] = []) => ({
  id,
  name: { vi: name, en: name },
  group: { vi: group, en: group },
  aliases,
});
const lookup: SheetLookup = {
  unit: new NameList([
    named('63:02', 'Hà Giang', '63', ['Tỉnh Hà Giang', 'UBND tỉnh Hà Giang']),
    named('63:20', 'Lạng Sơn', '63'),
    named('34:12', 'Lạng Sơn', '34'),
    named('34:14', 'Quảng Ninh', '34'),
  ]),
  target: new NameList([named('t1', 'Cùng câu', 'a'), named('t2', 'Cùng câu', 'a')]),
  indicator: new NameList([]),
};
const vi: SheetReader = { language: 'vi', lookup };
const en: SheetReader = { language: 'en', lookup };

type Column = readonly [name: string, type: SheetCell['columns'][number]['type'], formula?: string];
const sheetOf = (columns: readonly Column[], rows: SheetCell['rows'] = []): SheetCell => ({
  ...edits.newSheet('c1', 'giao'),
  columns: columns.map(([name, type, formula]) => ({ name, type, formula: formula ?? null })),
  rows,
});
const range = (top: number, left: number, bottom = top, right = left): edits.SheetRange => ({ top, left, bottom, right });

describe('what is typed', () => {
  test.each([
    ['1.234,5', 1234.5, null],
    ['1,234.5', 1234.5, 1234.5],
    ['1.234', 1234, 1.234],
    ['1,234', 1.234, 1234],
    ['12.5', 12.5, 12.5],
    ['0,5', 0.5, 0.5],
    ['0.125', 0.125, 0.125],
    ['-7', -7, -7],
    ['−1.000.000', -1_000_000, -1_000_000],
    ['95 %', 95, 95],
    ['1 234 567', 1234567, 1234567],
    ['1e-7', 1e-7, 1e-7],
    ['1.2.3', null, null],
    ['1.23.456', null, null],
    ['12 34', null, null],
    ['1,5,5', null, null],
    ['mười', null, null],
    ['.', null, null],
    ['%', null, null],
    ['', null, null],
  ])('number %s', (text, inVietnamese, inEnglish) => {
    expect(readNumber(text, 'vi')).toBe(inVietnamese);
    if (inEnglish !== null || inVietnamese === null) expect(readNumber(text, 'en')).toBe(inEnglish);
  });

  test.each([
    ['31/12/2025', '2025-12-31'],
    ['1/2/25', '2025-02-01'],
    ['1-2-1999', '1999-02-01'],
    ['2025-1-5', '2025-01-05'],
    ['31 Dec 2025', '2025-12-31'],
    ['29/2/2024', '2024-02-29'],
    ['29/2/2025', null],
    ['12/2025', null],
    ['13/13/2025', null],
    ['31/12-2025', null],
  ])('day %s', (text, day) => expect(readDay(text)).toBe(day));

  test('units by any of their names; one that means two only where the column tells which', () => {
    for (const text of ['Hà Giang', 'ha giang', 'UBND TỈNH HÀ GIANG', '63:02', 'Hà Giang (63)'])
      expect(readValue(text, 'unit', vi)).toBe('63:02');
    expect(readValue('Lạng Sơn', 'unit', vi)).toBe('Lạng Sơn');
    expect(readValue('Lạng Sơn (34)', 'unit', vi)).toBe('34:12');
    expect(readValue('Lạng Sơn', 'unit', vi, new Set(['63']))).toBe('63:20');
    expect(readValue('Lạng Sơn', 'unit', vi, new Set(['63', '34']))).toBe('Lạng Sơn');
    expect(edits.readColumn(['Quảng Ninh', 'Lạng Sơn'], 'unit', vi)).toEqual(['34:14', '34:12']);
    expect(edits.readColumn(['Quảng Ninh', 'Hà Giang', 'Lạng Sơn'], 'unit', vi)).toEqual(['34:14', '63:02', 'Lạng Sơn']);
  });

  test('has a reason in both languages where it does not fit', () => {
    for (const type of sheetTypes) {
      const problem = problemOf('vô lý', type, lookup);
      expect(problem === null).toBe(type === 'text');
      if (problem) for (const reader of [vi, en]) expect(problemText(problem, type, reader).length).toBeGreaterThan(5);
    }
    expect(problemText(problemOf('lang son', 'unit', lookup)!, 'unit', vi)).toBe(
      'Tên này chỉ nhiều nơi; hãy chọn một trong Lạng Sơn (63), Lạng Sơn (34)',
    );
    expect(problemOf(1.5, 'integer', lookup)?.code).toBe('integer');
    expect(problemOf(null, 'integer', lookup)).toBeNull();
  });

  test('comes back from what the cell is edited as', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    const values = fc.oneof(
      number.map((value) => ['number', value] as const),
      fc.maxSafeInteger().map((value) => ['integer', value] as const),
      fc.boolean().map((value) => ['boolean', value] as const),
      fc
        .date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
        .map((day) => ['date', day.toISOString().slice(0, 10)] as const),
      fc.constantFrom('63:02', '63:20', '34:12').map((id) => ['unit', id] as const),
      fc.constantFrom('t1', 't2').map((id) => ['target', id] as const),
    );
    fc.assert(
      fc.property(values, fc.constantFrom(vi, en), ([type, value], reader) => {
        expect(readValue(editText(value, type, reader), type, reader)).toBe(value);
      }),
    );
  });
});

describe('the clipboard', () => {
  test('what is written is read again, whatever stands in the cells', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('', '"', 'a"b', '"a"', 'a\tb', 'a\r\nb', '\n', '""'));
    const block = fc
      .integer({ min: 1, max: 5 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
    fc.assert(
      fc.property(block, (rows) => {
        // A single empty cell and nothing at all are one text.
        expect(readTabbed(`${writeTabbed(rows)}\r\n`)).toEqual(rows);
      }),
    );
  });

  test('reads what Excel writes', () => {
    expect(readTabbed('a\t"b\nc ""d"""\r\n\t2\r\n')).toEqual([
      ['a', 'b\nc "d"'],
      ['', '2'],
    ]);
    expect(readTabbed('"5" inch\tx')).toEqual([['"5" inch', 'x']]);
    expect(readTabbed('"open\t1')).toEqual([['"open', '1']]);
  });

  test('a header is taken as names only into an empty sheet, and only when it is one', () => {
    const paste = (text: string, sheet = edits.newSheet('c1', 'x')) => pasteBlock(sheet, range(0, 0), readTabbed(text), vi)!;
    const whole = paste('Đơn vị\tGiao\tGiao\nHà Giang\t1,5\t007\nLạng Sơn\t2\t010');
    expect([whole.header, whole.sheet.columns.map(({ name, type }) => `${name}: ${type}`)]).toEqual([
      true,
      ['Đơn vị: unit', 'Giao: number', 'Giao 2: text'],
    ]);
    const good = paste('Đơn vị\tGiao\tMã\nHà Giang\t1,5\t007\nLạng Sơn\t2\t010');
    expect([good.header, good.sheet.columns.map(({ name, type }) => `${name}: ${type}`)]).toEqual([
      true,
      ['Đơn vị: unit', 'Giao: number', 'Mã: text'],
    ]);
    expect(good.sheet.rows).toEqual([
      ['63:02', 1.5, '007'],
      ['63:20', 2, '010'],
    ]);
    expect(paste('Hà Giang\t1\nLạng Sơn\t2').header).toBe(false);
    expect(paste('Hà Giang\tx\nLạng Sơn\ty').header).toBe(false);
    expect(paste('1\t2\n3\t4').header).toBe(false);
    expect(paste('a\tb').header).toBe(false);
    const used = paste('Tên\tSố\nx\t1', sheetOf([['A', 'text']], [['y']]));
    expect([used.header, used.sheet.columns.length, used.sheet.rows]).toEqual([
      false,
      2,
      [
        ['Tên', 'Số'],
        ['x', '1'],
      ],
    ]);
  });

  test('fills, tiles, grows, keeps what does not fit, passes computed columns over, and refuses what has no room', () => {
    const sheet = sheetOf(
      [
        ['a', 'number'],
        ['b', 'number', 'a'],
        ['c', 'text'],
      ],
      [[1, null, 'x']],
    );
    const one = pasteBlock(sheet, range(0, 0, 2, 2), [['7']], vi)!;
    expect([one.sheet.rows, one.ignored]).toEqual([
      [
        [7, null, '7'],
        [7, null, '7'],
        [7, null, '7'],
      ],
      3,
    ]);
    const rest = pasteBlock(
      sheet,
      range(1, 0),
      [
        ['hai', '9', 'z'],
        ['3', '', '', 'mới'],
      ],
      vi,
    )!;
    expect(rest.sheet.rows).toEqual([
      [1, null, 'x', null],
      ['hai', null, 'z', null],
      [3, null, null, 'mới'],
    ]);
    expect(rest.ignored).toBe(1);
    expect(pasteBlock(sheet, range(4_999, 0), [['1'], ['2']], vi)).toBeNull();
    expect(pasteBlock(sheet, range(0, 2), [Array.from({ length: 99 }, () => '1')], vi)).toBeNull();
  });

  test('what is pasted is what is copied out of the place', () => {
    const block = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.array(
        fc.array(
          fc.string().filter((text) => text.trim() !== ''),
          { minLength: width, maxLength: width },
        ),
        { minLength: 1, maxLength: 5 },
      ),
    );
    fc.assert(
      fc.property(block, fc.nat(6), fc.nat(3), (texts, row, column) => {
        const sheet = sheetOf(
          [
            ['a', 'text'],
            ['b', 'text'],
            ['c', 'text'],
            ['d', 'text'],
          ],
          [['x', null, null, null]],
        );
        const pasted = pasteBlock(sheet, range(row, column), texts, vi)!;
        expect(blockOf(pasted.sheet, pasted.range, vi)).toEqual(texts);
      }),
    );
  });
});

describe('filling', () => {
  const column = (values: SheetCell['rows'][number], type: Column[1], rows = 8) =>
    fill(
      sheetOf(
        [['a', type]],
        values.map((value) => [value]),
      ),
      range(0, 0, values.length - 1),
      range(0, 0, rows - 1),
      vi,
    ).rows.map((row) => row[0]);

  test.each<[SheetCell['rows'][number], Column[1], SheetCell['rows'][number]]>([
    [[5], 'number', [5, 5, 5]],
    [[1, 2], 'number', [3, 4, 5]],
    [[0.1, 0.2], 'number', [0.3, 0.4, 0.5]],
    [[1, 2, 4], 'number', [1, 2, 4]],
    [['2025-12-31'], 'date', ['2026-01-01', '2026-01-02']],
    [['2025-01-31', '2025-02-28'], 'date', ['2025-03-31', '2025-04-30', '2025-05-31']],
    [['2025-01-15', '2025-04-15'], 'date', ['2025-07-15', '2025-10-15']],
    [['2025-01-01', '2025-01-08'], 'date', ['2025-01-15', '2025-01-22']],
    [['Tháng 11/2025'], 'text', ['Tháng 12/2025', 'Tháng 1/2026', 'Tháng 2/2026']],
    [['11/2025', '12/2025'], 'text', ['1/2026', '2/2026']],
    [['09/2025'], 'text', ['10/2025', '11/2025', '12/2025', '01/2026']],
    [['2025-12'], 'text', ['2026-01', '2026-02']],
    [['Quý 3/2025'], 'text', ['Quý 4/2025', 'Quý 1/2026']],
    [['tháng 12 năm 2025'], 'text', ['tháng 1 năm 2026']],
    [['Xã 09'], 'text', ['Xã 10', 'Xã 11']],
    [['a', 'b'], 'text', ['a', 'b', 'a']],
    [['63:02'], 'unit', ['63:02', '63:02']],
  ])('%s goes on', (values, type, next) => {
    expect(column(values, type, values.length + next.length).slice(values.length)).toEqual(next);
  });

  test('upwards and to the right, and by step of arithmetic series', () => {
    const down = sheetOf([['a', 'number']], [[null], [null], [10], [20]]);
    expect(fill(down, range(2, 0, 3), range(0, 0, 3), vi).rows.map((row) => row[0])).toEqual([-10, 0, 10, 20]);
    const right = sheetOf(
      [
        ['a', 'number'],
        ['b', 'number'],
        ['c', 'text'],
      ],
      [[1, 2, null]],
    );
    expect(fill(right, range(0, 0, 0, 1), range(0, 0, 0, 2), vi).rows).toEqual([[1, 2, '3']].map((row) => [row[0], row[1], row[2]]));
    fc.assert(
      fc.property(
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.integer({ min: -1e3, max: 1e3 }),
        fc.integer({ min: 1, max: 30 }),
        (start, step, n) => {
          expect(column([start, start + step], 'number', 2 + n).at(-1)).toBe(start + step * (n + 1));
        },
      ),
    );
  });

  test('Ctrl+D and Ctrl+R copy, reading anew for another type; a series counts on', () => {
    const sheet = sheetOf(
      [
        ['a', 'number'],
        ['b', 'text'],
      ],
      [
        [1.5, null],
        [null, null],
      ],
    );
    expect(fillDown(sheet, range(0, 0, 1), vi).rows).toEqual([
      [1.5, null],
      [1.5, null],
    ]);
    expect(fillRight(sheet, range(0, 0, 0, 1), vi).rows).toEqual([
      [1.5, '1,5'],
      [null, null],
    ]);
    expect(fillSeries(sheet, range(0, 0, 3), vi).rows.map((row) => row[0])).toEqual([1.5, 2.5, 3.5, 4.5]);
  });
});

describe('rows and columns', () => {
  test('renaming follows into formulas, but not into text, comments, functions or other tables', () => {
    expect(renamedIn(`a + "a" + A + b.a + a(1) + 'a' -- a\n+ ab`, 'a', 'x y')).toBe(`"x y" + "x y" + "x y" + b.a + a(1) + 'a' -- a\n+ ab`);
    const sheet = edits.renameColumn(
      sheetOf([
        ['a', 'number'],
        ['b', 'number', 'a * 2'],
      ]),
      0,
      'số "mới"',
    );
    expect(sheet.columns.map(({ name, formula }) => [name, formula])).toEqual([
      ['số "mới"', null],
      ['b', '"số ""mới""" * 2'],
    ]);
    expect(edits.renameColumn(sheet, 0, 'B')).toBe(sheet);
    expect(edits.columnNameProblem(sheet, 0, 'B')).toBe('taken');
  });

  test('computed columns are ordered by what they use; circles are found', () => {
    const columns = sheetOf([
      ['a', 'number', 'b + 1'],
      ['b', 'number', 'c'],
      ['c', 'number'],
      ['d', 'number', 'e'],
      ['e', 'number', 'd'],
      ['f', 'number', 'd'],
    ]).columns;
    expect([computedOrder(columns).order, computedOrder(columns).cyclic]).toEqual([
      [1, 0],
      [3, 4, 5],
    ]);
    expect([isWhole('(a)'), isWhole("')' || a"), isWhole('a) AS x, (b'), isWhole('a; b'), isWhole('((a)')]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('sorting is stable, Vietnamese, by size, and leaves empty cells last', () => {
    const sheet = sheetOf(
      [
        ['a', 'text'],
        ['n', 'number'],
      ],
      [
        ['Đà', 2],
        ['Da', 10],
        [null, 1],
        ['An', null],
        ['Ân', 2],
      ],
    );
    const first = (one: SheetCell) => one.rows.map((row) => row[0]);
    expect(first(edits.sortRows(sheet, 0, 'asc', vi))).toEqual(['An', 'Ân', 'Da', 'Đà', null]);
    expect(first(edits.sortRows(sheet, 0, 'desc', vi))).toEqual(['Đà', 'Da', 'Ân', 'An', null]);
    expect(first(edits.sortRows(sheet, 1, 'asc', vi))).toEqual([null, 'Đà', 'Ân', 'Da', 'An']);
  });

  test('retyping reads the cells again, and back', () => {
    const sheet = sheetOf([['a', 'text']], [['1,5'], ['Hà Giang'], ['31/12/2025'], [null]]);
    const number = edits.retypeColumn(sheet, 0, 'number', vi);
    expect(number.rows).toEqual([[1.5], ['Hà Giang'], ['31/12/2025'], [null]]);
    expect(edits.retypeColumn(number, 0, 'text', vi).rows).toEqual(sheet.rows);
    expect(edits.retypeColumn(sheet, 0, 'date', vi).rows[2]).toEqual(['2025-12-31']);
  });
});

describe('any edits', () => {
  const at = fc.nat(4);
  const text = fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('1,5', '31/12/2025', 'Hà Giang', 'Lạng Sơn', 'có', ''));
  const type = fc.constantFrom(...sheetTypes);
  const edit = fc.oneof(
    fc.record({ row: at, column: at, text }).map(
      ({ row, column, text }) =>
        (sheet: SheetCell) =>
          edits.typeInto(sheet, row, column, text, vi),
    ),
    fc.record({ row: at, column: at, block: fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }) }).map(
      ({ row, column, block }) =>
        (sheet: SheetCell) =>
          pasteBlock(sheet, range(row, Math.min(column, sheet.columns.length - 1)), block, vi)?.sheet ?? sheet,
    ),
    fc.tuple(at, at).map(
      ([from, n]) =>
        (sheet: SheetCell) =>
          edits.insertRows(sheet, from, n),
    ),
    fc.tuple(at, at).map(
      ([from, n]) =>
        (sheet: SheetCell) =>
          edits.deleteRows(sheet, from, n),
    ),
    fc.tuple(at, at).map(
      ([from, n]) =>
        (sheet: SheetCell) =>
          edits.insertColumns(sheet, Math.min(from, sheet.columns.length), n),
    ),
    fc.tuple(at, at).map(
      ([from, n]) =>
        (sheet: SheetCell) =>
          edits.deleteColumns(sheet, from, n),
    ),
    fc.tuple(at, type).map(
      ([column, one]) =>
        (sheet: SheetCell) =>
          edits.retypeColumn(sheet, column, one, vi),
    ),
    fc.tuple(at, text).map(
      ([column, name]) =>
        (sheet: SheetCell) =>
          edits.renameColumn(sheet, column, name),
    ),
    fc.tuple(at, fc.option(text)).map(
      ([column, formula]) =>
        (sheet: SheetCell) =>
          edits.setFormula(sheet, column, formula),
    ),
    fc.tuple(at, at).map(
      ([bottom, right]) =>
        (sheet: SheetCell) =>
          fillDown(sheet, range(0, 0, bottom, Math.min(right, sheet.columns.length - 1)), vi),
    ),
    fc.tuple(at, at).map(
      ([top, bottom]) =>
        (sheet: SheetCell) =>
          fill(sheet, range(top, 0), range(Math.min(top, bottom), 0, Math.max(top, bottom)), vi),
    ),
    fc.tuple(at, fc.constantFrom('asc' as const, 'desc' as const)).map(
      ([column, way]) =>
        (sheet: SheetCell) =>
          edits.sortRows(sheet, column, way, vi),
    ),
  );

  test('leave the value before as it was, fit the notebook’s form, and keep every row whole', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (steps) => {
        let sheet = edits.newSheet('c1', 'giao');
        for (const step of steps) {
          const before = structuredClone(sheet);
          const next = step(frozen(sheet));
          expect(sheet).toEqual(before);
          sheet = next;
          const read = v.safeParse(NotebookSchema, { title: '', cells: [sheet] });
          expect(read.issues?.map((issue) => issue.message)).toBeUndefined();
          expect(sheet.rows.every((row) => row.length === sheet.columns.length)).toBe(true);
          expect(new Set(sheet.columns.map((column) => column.name.toLowerCase())).size).toBe(sheet.columns.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('inserting and deleting at one place cancel out', () => {
    const sheet = sheetOf(
      [
        ['a', 'number'],
        ['b', 'text'],
      ],
      [
        [1, 'x'],
        [2, 'y'],
      ],
    );
    fc.assert(
      fc.property(fc.nat(2), fc.integer({ min: 1, max: 5 }), (place, n) => {
        expect(edits.deleteRows(edits.insertRows(sheet, place, n), place, n)).toEqual(sheet);
        expect(edits.deleteColumns(edits.insertColumns(sheet, place, n), place, n)).toEqual(sheet);
      }),
    );
  });
});

/** Any write into it throws. */
function frozen(sheet: SheetCell): SheetCell {
  sheet.rows.forEach((row) => Object.freeze(row));
  sheet.columns.forEach((column) => Object.freeze(column));
  Object.freeze(sheet.rows);
  Object.freeze(sheet.columns);
  return Object.freeze(sheet);
}
