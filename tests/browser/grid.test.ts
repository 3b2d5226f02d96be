import '../../src/ui/theme.css';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Plain } from '../../src/core/result-table';
import ResultGrid from '../../src/ui/grid/ResultGrid.svelte';
import { lazyTable } from '../support/lazy-table';

const million = 1_000_000;

const units = ['Lạng Sơn', 'Thái Nguyên', 'Tuyên Quang', 'Hà Giang'];
const small = () =>
  lazyTable({ don_vi: 'text', ngay: 'date', ty_le: 'number', so_ho_so: 'integer', verdict: 'text' }, 4, (row, name): Plain => {
    if (name === 'don_vi') return units[row]!;
    if (name === 'ngay') return '2021-06-30';
    if (name === 'ty_le') return [99.82, 99.36, 99, null][row]!;
    if (name === 'so_ho_so') return [12340, 1000, 7, 250_000][row]!;
    return ['met', 'behind', 'on_pace', 'no_data'][row]!;
  });
const long = (rowCount: number) =>
  lazyTable({ id: 'integer', name: 'text' }, rowCount, (row, name) => (name === 'id' ? row : `dòng ${row}`));

const grid = () => page.getByRole('grid').element() as HTMLElement;
const viewport = () => grid().closest<HTMLElement>('.viewport')!;
const cellAt = (row: number, column: number) =>
  grid().querySelector<HTMLElement>(`[aria-rowindex="${row + 2}"] [aria-colindex="${column + 1}"]`);
const shownRows = () => [...grid().querySelectorAll('.rows [aria-rowindex]')].map((row) => Number(row.getAttribute('aria-rowindex')) - 2);
const focused = () => {
  const cell = document.activeElement!;
  return [Number(cell.closest('[aria-rowindex]')?.getAttribute('aria-rowindex')) - 2, Number(cell.getAttribute('aria-colindex')) - 1];
};
const frames = async (count = 2) => {
  for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
};

/** What the last copy put on the clipboard, read from the event itself. */
let copied: string | undefined;
const listen = (event: ClipboardEvent) => (copied = event.clipboardData?.getData('text/plain'));
document.addEventListener('copy', listen);
beforeEach(() => page.viewport(900, 700));
afterEach(() => (copied = undefined));

async function press(keys: string) {
  await userEvent.keyboard(keys);
  await frames();
}

describe('what it shows', () => {
  test('cells in the reader’s language, missing values and verdicts in words', async () => {
    const { rerender } = await render(ResultGrid, { table: small(), language: 'vi', label: 'Kết quả' });
    await expect.element(page.getByRole('grid', { name: 'Kết quả' })).toHaveAttribute('aria-rowcount', '5');
    expect(grid().getAttribute('aria-colcount')).toBe('5');
    expect(cellAt(0, 1)!.textContent!.trim()).toBe('30/06/2021');
    expect([0, 1, 2].map((row) => cellAt(row, 2)!.textContent!.trim())).toEqual(['99,82', '99,36', '99,00']);
    expect(cellAt(0, 3)!.textContent!.trim()).toBe('12.340');
    await expect.element(page.getByRole('gridcell', { name: 'không có dữ liệu' })).toHaveTextContent('–');
    expect(cellAt(1, 4)!.textContent!.trim()).toBe('Chậm tiến độ');
    expect(cellAt(1, 4)!.querySelector('svg')).not.toBeNull();
    await rerender({ language: 'en' });
    expect(cellAt(0, 1)!.textContent!.trim()).toBe('30 Jun 2021');
    expect(cellAt(0, 3)!.textContent!.trim()).toBe('12,340');
    expect(cellAt(3, 4)!.textContent!.trim()).toBe('No data');
  });

  test('years are not grouped, and text is text', async () => {
    const table = lazyTable({ nam: 'integer', ma: 'text' }, 3, (row, name) => (name === 'nam' ? 2019 + row : '<b>01</b>'));
    await render(ResultGrid, { table, language: 'vi', label: 'x' });
    expect(cellAt(0, 0)!.textContent!.trim()).toBe('2019');
    expect(cellAt(0, 1)!.textContent!.trim()).toBe('<b>01</b>');
  });

  test('a count that is not final is not announced', async () => {
    await render(ResultGrid, { table: small(), language: 'en', label: 'x', complete: false });
    expect(grid().getAttribute('aria-rowcount')).toBe('-1');
    await expect.element(page.getByText('4 rows × 5 columns, more is coming…')).toBeVisible();
  });

  test('no rows say so', async () => {
    await render(ResultGrid, { table: long(0), language: 'vi', label: 'x' });
    await expect.element(page.getByText('Không có dòng nào.')).toBeVisible();
    await expect.element(page.getByRole('columnheader', { name: 'name' })).toBeVisible();
  });
});

describe('ten million rows', () => {
  test('open by reading only what is seen, and the last one can be reached', async () => {
    const table = long(10 * million);
    await render(ResultGrid, { table, language: 'vi', label: 'x' });
    await frames();
    expect(table.reads()).toBeLessThan(1000);
    cellAt(0, 0)!.focus();
    await press('{Control>}{End}{/Control}');
    expect(focused()).toEqual([10 * million - 1, 1]);
    expect(cellAt(10 * million - 1, 1)!.textContent!.trim()).toBe('dòng 9999999');
    const cell = cellAt(10 * million - 1, 1)!.getBoundingClientRect();
    const view = viewport().getBoundingClientRect();
    expect(cell.bottom).toBeLessThanOrEqual(view.bottom + 1);
    expect(grid().querySelectorAll('[role=gridcell]').length).toBeLessThan(200);
    await press('{ArrowUp}');
    expect(focused()).toEqual([10 * million - 2, 1]);
  });

  test('the scrollbar spans all of them and the wheel steps row by row', async () => {
    await render(ResultGrid, { table: long(10 * million), language: 'vi', label: 'x' });
    const box = viewport();
    expect(box.scrollHeight).toBeLessThan(8_100_000);
    box.scrollTop = box.scrollHeight;
    await frames(3);
    expect(shownRows().at(-1)).toBe(10 * million - 1);
    box.scrollTop = (box.scrollHeight - box.clientHeight) / 2;
    await frames(3);
    expect(Math.abs(shownRows()[0]! - 5 * million)).toBeLessThan(50);
    const before = shownRows()[0]!;
    for (let tick = 0; tick < 10; tick++) {
      box.dispatchEvent(new WheelEvent('wheel', { deltaY: 100, bubbles: true, cancelable: true }));
      await frames(1);
    }
    await frames(3);
    expect(shownRows()[0]! - before).toBeGreaterThanOrEqual(33);
    expect(shownRows()[0]! - before).toBeLessThanOrEqual(35);
  });

  test('the wheel is left to the page at the end', async () => {
    await render(ResultGrid, { table: long(10 * million), language: 'vi', label: 'x' });
    const box = viewport();
    const up = new WheelEvent('wheel', { deltaY: -100, bubbles: true, cancelable: true });
    box.dispatchEvent(up);
    expect(up.defaultPrevented).toBe(false);
  });

  test('all selected: the sum comes without stopping the page, and can be overtaken', async () => {
    const table = lazyTable({ a: 'integer' }, 2 * million, () => 1);
    await render(ResultGrid, { table, language: 'en', label: 'x' });
    cellAt(0, 0)!.focus();
    const start = performance.now();
    await press('{Control>}a{/Control}');
    expect(performance.now() - start).toBeLessThan(5_000);
    await expect.element(page.getByText('2,000,000 cells selected · Sum 2,000,000 · Mean 1'), { timeout: 20_000 }).toBeVisible();
  });
});

test('five thousand columns: only those in view are in the page', async () => {
  const names = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`c${i}`, 'integer' as const]));
  await render(ResultGrid, { table: lazyTable(names, 100, (row) => row), language: 'vi', label: 'x' });
  await frames();
  expect(grid().querySelectorAll('[role=columnheader]').length).toBeLessThan(60);
  cellAt(0, 0)!.focus();
  await press('{End}');
  expect(focused()).toEqual([0, 4999]);
  const cell = document.activeElement!.getBoundingClientRect();
  expect(cell.right).toBeLessThanOrEqual(viewport().getBoundingClientRect().right + 1);
});

describe('keyboard', () => {
  test('arrows, Home, End, pages and the corners', async () => {
    await render(ResultGrid, { table: long(1000), language: 'vi', label: 'x' });
    await userEvent.tab();
    expect(focused()).toEqual([0, 0]);
    await press('{ArrowDown}{ArrowDown}{ArrowRight}');
    expect(focused()).toEqual([2, 1]);
    await press('{Home}');
    expect(focused()).toEqual([2, 0]);
    await press('{End}');
    expect(focused()).toEqual([2, 1]);
    await press('{PageDown}');
    const page = focused()[0]! - 2;
    expect(page).toBeGreaterThan(8);
    await press('{PageUp}');
    expect(focused()).toEqual([2, 1]);
    await press('{Control>}{End}{/Control}');
    expect(focused()).toEqual([999, 1]);
    await press('{Control>}{Home}{/Control}');
    expect(focused()).toEqual([0, 0]);
    await press('{ArrowUp}');
    expect(document.activeElement!.getAttribute('role')).toBe('columnheader');
  });

  test('only one place is in the tab order', async () => {
    await render(ResultGrid, { table: long(1000), language: 'vi', label: 'x', onsort: () => {}, onopen: () => {} });
    expect(document.querySelectorAll('.result-grid [tabindex="0"], .result-grid button:not([tabindex="-1"])').length).toBe(1);
  });

  test('focus waits in the grid while its cell is scrolled away', async () => {
    await render(ResultGrid, { table: long(1000), language: 'vi', label: 'x' });
    cellAt(3, 1)!.focus();
    await userEvent.click(cellAt(3, 1)!);
    viewport().scrollTop = 9000;
    await frames(3);
    expect(document.activeElement).toBe(grid());
    await press('{ArrowDown}');
    expect(focused()).toEqual([4, 1]);
  });

  test('Enter opens the row; so does a double click', async () => {
    const onopen = vi.fn();
    await render(ResultGrid, { table: long(1000), language: 'vi', label: 'x', onopen });
    cellAt(0, 0)!.focus();
    await press('{ArrowDown}{Enter}');
    await userEvent.dblClick(cellAt(5, 1)!);
    expect(onopen.mock.calls).toEqual([[1], [5]]);
    await expect.element(page.getByTitle('Mở dòng này').first()).toBeVisible();
  });
});

describe('selection and copy', () => {
  test('a range by Shift and arrows, with its sum and mean', async () => {
    const onselection = vi.fn();
    await render(ResultGrid, { table: small(), language: 'vi', label: 'x', onselection });
    cellAt(0, 2)!.focus();
    await userEvent.click(cellAt(0, 2)!);
    await press('{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowRight}{/Shift}');
    expect(grid().querySelectorAll('[aria-selected=true]').length).toBe(8);
    const sum = 99.82 + 99.36 + 99 + 12340 + 1000 + 7 + 250_000;
    await expect
      .element(
        page.getByText(
          `8 ô đã chọn · Tổng ${sum.toLocaleString('vi-VN')} · Trung bình ${(sum / 7).toLocaleString('vi-VN', { maximumFractionDigits: 4 })}`,
        ),
      )
      .toBeVisible();
    expect(onselection).toHaveBeenLastCalledWith({ top: 0, bottom: 3, left: 2, right: 3 }, expect.objectContaining({ numbers: 7 }));
    await press('{Escape}');
    expect(grid().querySelectorAll('[aria-selected=true]').length).toBe(1);
  });

  test('copies tab-separated text with decimal comma, dates and words for Vietnamese, and the header when Shift is held', async () => {
    await render(ResultGrid, { table: small(), language: 'vi', label: 'x' });
    cellAt(0, 0)!.focus();
    await press('{Control>}a{/Control}{Control>}c{/Control}');
    expect(copied).toBe(
      [
        'Lạng Sơn\t30/06/2021\t99,82\t12340\tĐạt',
        'Thái Nguyên\t30/06/2021\t99,36\t1000\tChậm tiến độ',
        'Tuyên Quang\t30/06/2021\t99\t7\tĐúng tiến độ',
        'Hà Giang\t30/06/2021\t\t250000\tChưa có số liệu',
      ].join('\r\n'),
    );
    await expect.element(page.getByText('Đã chép 4 dòng.')).toBeVisible();
    await press('{Control>}{Shift>}c{/Shift}{/Control}');
    expect(copied!.split('\r\n')[0]).toBe('don_vi\tngay\tty_le\tso_ho_so\tverdict');
  });

  test('copies with decimal point and ISO dates for English, and quotes what would break the table', async () => {
    const table = lazyTable({ a: 'text', b: 'number', c: 'date' }, 1, (_, name) =>
      name === 'a' ? 'x\t"y"\nz' : name === 'b' ? 1234.5 : '2021-06-30',
    );
    await render(ResultGrid, { table, language: 'en', label: 'x' });
    cellAt(0, 0)!.focus();
    await press('{Control>}a{/Control}{Control>}c{/Control}');
    expect(copied).toBe('"x\t""y""\nz"\t1234.5\t2021-06-30');
  });

  test('a copy that is too long is cut and says so', async () => {
    await render(ResultGrid, { table: long(million), language: 'en', label: 'x' });
    cellAt(0, 0)!.focus();
    await press('{Control>}a{/Control}{Control>}c{/Control}');
    await expect.element(page.getByText('Copied 250,000 rows; the 750,000 rows after them are too many to copy.')).toBeVisible();
    expect(copied!.split('\r\n').length).toBe(250_000);
  });

  test('a mouse drag selects a rectangle', async () => {
    await render(ResultGrid, { table: long(1000), language: 'vi', label: 'x' });
    await userEvent.dragAndDrop(cellAt(1, 0)!, cellAt(4, 1)!);
    await frames();
    expect(grid().querySelectorAll('[aria-selected=true]').length).toBe(8);
    expect(focused()).toEqual([4, 1]);
  });
});

describe('columns', () => {
  test('sorting is asked of the parent and shown on the header', async () => {
    const onsort = vi.fn();
    const { rerender } = await render(ResultGrid, { table: small(), language: 'vi', label: 'x', onsort });
    const header = page.getByRole('columnheader', { name: 'ty_le' });
    await header.click();
    expect(onsort).toHaveBeenLastCalledWith('ty_le', 'asc');
    await rerender({ sort: { column: 'ty_le', direction: 'asc' } });
    await expect.element(header).toHaveAttribute('aria-sort', 'ascending');
    await press('{Enter}');
    expect(onsort).toHaveBeenLastCalledWith('ty_le', 'desc');
    await rerender({ sort: { column: 'ty_le', direction: 'desc' } });
    await press('{Enter}');
    expect(onsort).toHaveBeenLastCalledWith('ty_le', null);
  });

  test('are resized by keyboard and by drag', async () => {
    await render(ResultGrid, { table: small(), language: 'vi', label: 'x' });
    const header = page.getByRole('columnheader', { name: 'don_vi' }).element() as HTMLElement;
    const width = () => header.getBoundingClientRect().width;
    const before = width();
    header.focus();
    await press('{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
    expect(width()).toBe(before + 32);
    await press('{Shift>}{ArrowLeft}{/Shift}');
    expect(width()).toBe(before + 16);
    expect(cellAt(0, 0)!.getBoundingClientRect().width).toBe(before + 16);
    await userEvent.dragAndDrop(header.querySelector<HTMLElement>('.handle')!, cellAt(0, 2)!);
    expect(width()).toBeGreaterThan(before + 60);
  });
});

test('headings stand for names, also in the copy; sorting still speaks of the column', async () => {
  const onsort = vi.fn();
  const headings = ['Đơn vị', 'Ngày', 'Tỷ lệ đúng hạn, %', 'Số hồ sơ', 'Kết luận'];
  await render(ResultGrid, { table: small(), language: 'vi', label: 'x', headings, onsort });
  await page.getByRole('columnheader', { name: 'Tỷ lệ đúng hạn, %' }).click();
  expect(onsort).toHaveBeenLastCalledWith('ty_le', 'asc');
  cellAt(0, 0)!.focus();
  await press('{Control>}a{/Control}{Control>}{Shift>}c{/Shift}{/Control}');
  expect(copied!.split('\r\n')[0]).toBe(headings.join('\t'));
});

test('a shorter, narrower table in its place keeps the grid alive', async () => {
  const { rerender } = await render(ResultGrid, { table: long(10 * million), language: 'vi', label: 'x' });
  cellAt(0, 0)!.focus();
  await press('{Control>}{End}{/Control}');
  await rerender({ table: lazyTable({ only: 'text' }, 3, (row) => `r${row}`) });
  await frames(3);
  expect(shownRows()).toEqual([0, 1, 2]);
  expect(cellAt(2, 0)!.textContent!.trim()).toBe('r2');
  await press('{ArrowUp}');
});
