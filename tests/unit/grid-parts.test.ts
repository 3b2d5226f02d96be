import { describe, expect, it } from 'vitest';
import { columnTint } from '../../src/ui/grid/grid-colour';
import { gridColumns, placedColumns, columnEdges } from '../../src/ui/grid/grid-columns';
import { copyRange } from '../../src/ui/grid/grid-copy';
import { cellTest, findCells, nextFound, type Found } from '../../src/ui/grid/grid-find';
import { selectionFigures } from '../../src/ui/grid/grid-selection';
import { RowSlots } from '../../src/ui/grid/row-slots';
import { typedNumber } from '../../src/ui/grid/typed-number';
import { lazyTable } from '../support/lazy-table';

describe('a typed number', () => {
  it('is read in the reader’s language', () => {
    expect(typedNumber('1.234,5', 'vi')).toBe(1234.5);
    expect(typedNumber('1,234.5', 'en')).toBe(1234.5);
    expect(typedNumber('1.234', 'vi')).toBe(1234);
    expect(typedNumber('1.234', 'en')).toBe(1.234);
    expect(typedNumber('1.5', 'vi')).toBe(1.5);
    expect(typedNumber('−12 345', 'vi')).toBe(-12345);
    expect(typedNumber(',5', 'vi')).toBe(0.5);
    expect(typedNumber(' ', 'vi')).toBeUndefined();
    for (const text of ['mười', '1.23.4', '1,2,3', '-', '12a', 'Infinity']) expect(typedNumber(text, 'vi'), text).toBeNull();
  });
});

describe('the elements of rows', () => {
  it('keep their row while it is in view', () => {
    const slots = new RowSlots();
    expect(slots.keys(0, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(slots.keys(2, 5)).toEqual([2, 3, 4, 0, 1]);
    expect(slots.keys(1, 5)).toEqual([1, 2, 3, 4, 0]);
  });

  it('stay in their order when the view jumps', () => {
    const slots = new RowSlots();
    slots.keys(0, 5);
    const before = slots.keys(3, 5);
    expect(slots.keys(1000, 5)).toEqual(before);
    expect(slots.keys(7, 5)).toEqual(before);
    expect(slots.keys(50, 3).toSorted()).toEqual([0, 1, 2]);
    expect(slots.keys(0, 0)).toEqual([]);
  });
});

const table = lazyTable({ don_vi: 'text', n: 'number', ngay: 'date' }, 6, (row, name) =>
  name === 'don_vi'
    ? ['Hà Giang', 'Đà Nẵng', 'An Giang', 'hà nam', 'Huế', 'GIANG'][row]!
    : name === 'n'
      ? 12_340 + row / 2
      : `2021-06-0${row + 1}`,
);
const columns = gridColumns(table, 'vi');

describe('finding', () => {
  const rowsWith = (text: string, column: number) => {
    const test = cellTest(table, text, 'vi');
    return [0, 1, 2, 3, 4, 5].filter((row) => test?.(row, columns[column]!));
  };

  it('takes letters without accents for all, and with accents for themselves', () => {
    expect(rowsWith('giang', 0)).toEqual([0, 2, 5]);
    expect(rowsWith('ha', 0)).toEqual([0, 3]);
    expect(rowsWith('HÀ', 0)).toEqual([0, 3]);
    expect(rowsWith('đà', 0)).toEqual([1]);
    expect(rowsWith('da', 0)).toEqual([1]);
    expect(cellTest(table, '  ', 'vi')).toBeUndefined();
  });

  it('finds numbers with and without grouping, and days as they are written', () => {
    expect(rowsWith('12.341', 1)).toEqual([2, 3]);
    expect(rowsWith('12341,5', 1)).toEqual([3]);
    expect(rowsWith('giang', 1)).toEqual([]);
    expect(rowsWith('03/06', 2)).toEqual([2]);
  });

  it('goes through the whole table from the reader’s row on, and tells it in the table’s order', async () => {
    let last: Found | undefined;
    await findCells(table, columns, cellTest(table, 'giang', 'vi')!, 2, new AbortController().signal, (found) => (last = found));
    expect(last).toEqual({ cells: [0, 6, 15], count: 3, searchedRows: 6, complete: true });
  });

  it('gives up when it is aborted', async () => {
    const long = lazyTable({ a: 'text' }, 3_000_000, () => 'x');
    const abort = new AbortController();
    const told: Found[] = [];
    setTimeout(() => abort.abort(), 30);
    await findCells(long, gridColumns(long, 'vi'), cellTest(long, 'y', 'vi')!, 0, abort.signal, (found) => told.push(found));
    expect(told.some((found) => found.complete)).toBe(false);
  });

  it('goes on and back around the end', () => {
    const cells = [0, 6, 15];
    const next = (row: number, column: number, back = false) => nextFound(cells, { row, column }, 3, back)?.at;
    expect([next(0, 0), next(0, 1), next(5, 0), next(2, 0)]).toEqual([1, 1, 0, 2]);
    expect([next(0, 0, true), next(2, 0, true), next(5, 2, true)]).toEqual([2, 0, 2]);
    expect(nextFound([], { row: 0, column: 0 }, 3, false)).toBeUndefined();
  });
});

describe('figures of a selection', () => {
  it('are over its numbers', async () => {
    const range = { top: 1, bottom: 4, left: 0, right: 2 };
    expect(await selectionFigures(table, columns, range, new AbortController().signal)).toEqual({
      cells: 12,
      numbers: 4,
      sum: 4 * 12_340 + 5,
      mean: 12_341.25,
      min: 12_340.5,
      max: 12_342,
    });
    expect(await selectionFigures(table, columns, { ...range, right: 0 }, new AbortController().signal)).toMatchObject({
      sum: null,
      min: null,
    });
  });

  it('give the page its turn again and again over a million rows', async () => {
    const long = lazyTable({ a: 'number' }, 1_000_000, (row) => row);
    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    try {
      await selectionFigures(long, gridColumns(long, 'vi'), { top: 0, bottom: 999_999, left: 0, right: 0 }, new AbortController().signal);
    } finally {
      clearInterval(ticking);
    }
    expect(turns).toBeGreaterThan(2);
  });
});

describe('a copy', () => {
  it('follows the columns as shown', () => {
    const moved = [columns[2]!, columns[0]!];
    const copied = copyRange(table, moved, { top: 0, bottom: 1, left: 0, right: 1 }, 'vi', true);
    expect(copied.text).toBe('ngay\tdon_vi\r\n01/06/2021\tHà Giang\r\n02/06/2021\tĐà Nẵng');
    expect(copied.html).toContain('<td class=d>01/06/2021</td><td class=t>Hà Giang</td>');
  });

  it('cannot be broken out of', () => {
    const hostile = lazyTable({ a: 'text' }, 1, () => '</td></table><script>x</script>&\nz');
    const { html } = copyRange(hostile, gridColumns(hostile, 'en'), { top: 0, bottom: 0, left: 0, right: 0 }, 'en', false);
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;/td&gt;&lt;/table&gt;&lt;script&gt;x&lt;/script&gt;&amp;<br');
  });
});

describe('colour', () => {
  it('runs from worst to best, and the other way where lower is better', () => {
    const line = lazyTable({ n: 'number' }, 101, (row) => row);
    const column = gridColumns(line, 'en')[0]!;
    const higher = columnTint(line, column, false)!;
    const lower = columnTint(line, column, true)!;
    expect(higher(100)).toBe(lower(0));
    expect(higher(100)).toContain('--grid-best) 100%');
    expect(higher(0)).toContain('--grid-worst) 100%');
    expect(higher(50)).toContain(' 0%');
    expect(higher(null)).toBeUndefined();
    expect(
      columnTint(
        lazyTable({ n: 'number' }, 0, () => 1),
        column,
        false,
      ),
    ).toBeUndefined();
  });
});

describe('frozen columns', () => {
  it('leave most of the view to the others', () => {
    const edges = columnEdges([200, 200, 200]);
    const frozen = (wanted: number, viewPx: number) => placedColumns(columns, edges, wanted, 40, viewPx).map((column) => column.frozenPx);
    expect(frozen(2, 1000)).toEqual([40, 240, null]);
    expect(frozen(2, 500)).toEqual([40, null, null]);
    expect(frozen(2, 300)).toEqual([null, null, null]);
  });
});
