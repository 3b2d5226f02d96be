import '../../src/ui/theme.css';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { ColumnProfile } from '../../src/core/grid/column-profile';
import type { GridLayout } from '../../src/core/grid/grid-layout';
import type { Plain } from '../../src/core/result-table';
import ResultGrid from '../../src/ui/grid/ResultGrid.svelte';
import { lazyTable } from '../support/lazy-table';

const units = ['Lạng Sơn', 'Thái Nguyên', 'Tuyên Quang', 'Hà Giang', 'Đà Nẵng', 'An Giang'];
const verdicts = ['met', 'behind', 'on_pace', 'no_data', 'missed', 'met'];
const small = () =>
  lazyTable({ don_vi: 'text', ngay: 'date', ty_le: 'number', so_ho_so: 'integer', verdict: 'text' }, 6, (row, name): Plain => {
    if (name === 'don_vi') return units[row]!;
    if (name === 'ngay') return `2021-06-${10 + row}`;
    if (name === 'ty_le') return [99.82, 99.36, 50, null, 10, 75][row]!;
    if (name === 'so_ho_so') return 12_340 + row;
    return verdicts[row]!;
  });

const grid = () => page.getByRole('grid').element() as HTMLElement;
const viewport = () => grid().closest<HTMLElement>('.viewport')!;
const cellAt = (row: number, column: number) =>
  grid().querySelector<HTMLElement>(`[aria-rowindex="${row + 2}"] [aria-colindex="${column + 1}"]`);
const headings = () => [...grid().querySelectorAll('[role=columnheader] .name')].map((name) => name.textContent);
const header = (name: string) => page.getByRole('columnheader', { name, exact: true });
const menu = (name: string) => page.getByRole('dialog', { name: `Cột ${name}` });
const frames = async (count = 3) => {
  for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
};
async function press(keys: string) {
  await userEvent.keyboard(keys);
  await frames();
}

/** A grid whose parent does as it asks. */
async function kept(layout: GridLayout = {}, props: object = {}) {
  const seen: GridLayout[] = [];
  const view = await render(ResultGrid, {
    table: small(),
    language: 'vi' as const,
    label: 'Kết quả',
    layout,
    onlayout: (next: GridLayout) => {
      seen.push(next);
      void view.rerender({ layout: next });
    },
    ...props,
  });
  await frames();
  return { last: () => seen.at(-1)!, count: () => seen.length, rerender: view.rerender };
}

const open = async (name: string) => {
  (header(name).element() as HTMLElement).focus();
  await press('{Alt>}{ArrowDown}{/Alt}');
  await expect.element(menu(name)).toBeVisible();
};

beforeEach(() => page.viewport(1000, 800));

describe('the menu of a column', () => {
  test('opens by keyboard with the focus in it, and Escape gives the focus back to the header', async () => {
    await kept();
    await open('ty_le');
    expect(menu('ty_le').element().contains(document.activeElement)).toBe(true);
    await press('{Escape}');
    await expect.element(menu('ty_le')).not.toBeInTheDocument();
    await frames();
    expect(document.activeElement).toBe(header('ty_le').element());
  });

  test('sorts, and a further column decides among equals', async () => {
    const view = await kept();
    await open('ty_le');
    await menu('ty_le').getByRole('button', { name: 'Giảm dần' }).click();
    expect(view.last()).toEqual({ sort: [{ column: 'ty_le', descending: true }] });
    await expect.element(header('ty_le')).toHaveAttribute('aria-sort', 'descending');
    (header('don_vi').element() as HTMLElement).focus();
    await press('{Shift>}{Enter}{/Shift}');
    expect(view.last().sort).toEqual([
      { column: 'ty_le', descending: true },
      { column: 'don_vi', descending: false },
    ]);
    await header('don_vi').click();
    expect(view.last().sort).toEqual([{ column: 'don_vi', descending: true }]);
  });

  test('filters by values that the engine lists, found by search', async () => {
    const values = vi.fn((_: string, search: string) =>
      Promise.resolve(units.filter((unit) => unit.includes(search)).map((value) => ({ value, count: 1 }))),
    );
    const view = await kept({}, { values });
    await open('don_vi');
    const list = menu('don_vi');
    await list.getByRole('checkbox', { name: 'Lạng Sơn' }).click();
    await list.getByRole('button', { name: 'Lọc', exact: true }).click();
    expect(view.last().filters).toEqual([{ kind: 'values', column: 'don_vi', values: ['Lạng Sơn'], exclude: true }]);
    await expect.element(page.getByText('trừ Lạng Sơn')).toBeVisible();
    await open('don_vi');
    await list.getByRole('button', { name: 'Bỏ chọn' }).click();
    await list.getByRole('searchbox', { name: 'Tìm giá trị' }).fill('Giang');
    await expect.element(list.getByRole('checkbox', { name: 'Lạng Sơn' })).not.toBeInTheDocument();
    expect(values).toHaveBeenLastCalledWith('don_vi', 'Giang', expect.any(AbortSignal));
    await list.getByRole('checkbox', { name: 'Hà Giang' }).click();
    await list.getByRole('button', { name: 'Lọc', exact: true }).click();
    expect(view.last().filters).toEqual([{ kind: 'values', column: 'don_vi', values: ['Hà Giang'] }]);
  });

  test('filters by verdict in words', async () => {
    const values = () => Promise.resolve([...new Set(verdicts)].map((value) => ({ value, count: 1 })));
    const view = await kept({}, { values });
    await open('verdict');
    await menu('verdict').getByRole('button', { name: 'Bỏ chọn' }).click();
    await menu('verdict').getByRole('checkbox', { name: 'Chậm tiến độ' }).click();
    await menu('verdict').getByRole('button', { name: 'Lọc', exact: true }).click();
    expect(view.last().filters).toEqual([{ kind: 'verdict', column: 'verdict', verdicts: ['behind'] }]);
  });

  test('filters by a range typed as Vietnamese do, and refuses what is no number', async () => {
    const view = await kept();
    await open('so_ho_so');
    const list = menu('so_ho_so');
    await list.getByRole('textbox', { name: 'Từ' }).fill('12.342,5');
    await list.getByRole('textbox', { name: 'Đến' }).fill('mười');
    await expect.element(list.getByText('Không phải là số')).toBeVisible();
    await expect.element(list.getByRole('button', { name: 'Lọc', exact: true })).toBeDisabled();
    await list.getByRole('textbox', { name: 'Đến' }).fill('');
    await list.getByRole('button', { name: 'Lọc', exact: true }).click();
    expect(view.last().filters).toEqual([{ kind: 'range', column: 'so_ho_so', from: 12342.5 }]);
    await page.getByRole('button', { name: 'Bỏ lọc: so_ho_so từ 12.342,5' }).click();
    expect(view.last().filters).toEqual([]);
    await expect.element(page.getByRole('group', { name: 'Bộ lọc đang dùng' })).not.toBeInTheDocument();
  });

  test('filters by text and by being blank', async () => {
    const view = await kept();
    await open('don_vi');
    await menu('don_vi').getByRole('textbox', { name: 'Chữ cần tìm' }).fill('giang');
    await press('{Enter}');
    expect(view.last().filters).toEqual([{ kind: 'text', column: 'don_vi', text: 'giang', how: 'contains' }]);
    await open('ty_le');
    await menu('ty_le').getByRole('button', { name: 'Trống', exact: true }).click();
    await menu('ty_le').getByRole('button', { name: 'Chỉ dòng có giá trị' }).click();
    expect(view.last().filters).toHaveLength(2);
    await page.getByRole('button', { name: 'Bỏ mọi bộ lọc' }).click();
    expect(view.last().filters).toEqual([]);
  });

  test('shows what the column holds, and stops asking when it is closed', async () => {
    const one: ColumnProfile = {
      column: 'ty_le',
      rows: 6,
      nulls: 1,
      distinct: 5,
      distinctExact: true,
      min: 10,
      max: 99.82,
      mean: 66.836,
      notFinite: 0,
      kind: 'ranges',
      bars: [
        { from: 10, to: 50, rows: 1 },
        { from: 50, to: 99.82, rows: 4 },
      ],
      otherRows: 0,
    };
    const signals: AbortSignal[] = [];
    const profile = (_: string, signal: AbortSignal) => (signals.push(signal), Promise.resolve(one));
    await kept({}, { profile });
    await open('ty_le');
    await expect.element(menu('ty_le').getByText('66,836')).toBeVisible();
    await expect.element(menu('ty_le').getByRole('listitem').nth(1)).toHaveTextContent('50,00 đến 99,82: 4 dòng');
    expect(signals[0]!.aborted).toBe(false);
    await press('{Escape}');
    await frames();
    expect(signals[0]!.aborted).toBe(true);
  });

  test('groups by its column', async () => {
    const ongroup = vi.fn();
    await kept({}, { ongroup });
    await open('don_vi');
    await menu('don_vi').getByRole('button', { name: 'Gộp nhóm theo cột này' }).click();
    expect(ongroup.mock.calls).toEqual([['don_vi']]);
  });

  test('is reached with the mouse, and fits a phone', async () => {
    await page.viewport(390, 700);
    await kept();
    await page.getByRole('button', { name: 'Mục của cột don_vi' }).click();
    await expect.element(menu('don_vi')).toBeVisible();
    const box = menu('don_vi').element().getBoundingClientRect();
    expect([box.left, box.right, Math.round(box.bottom)]).toEqual([0, 390, 700]);
    expect(menu('don_vi').element().scrollWidth).toBeLessThanOrEqual(390);
  });
});

describe('columns', () => {
  test('are moved by keyboard, and the focus goes with them', async () => {
    const view = await kept();
    (header('don_vi').element() as HTMLElement).focus();
    await press('{Alt>}{Shift>}{ArrowRight}{/Shift}{/Alt}');
    expect(headings().slice(0, 3)).toEqual(['ngay', 'don_vi', 'ty_le']);
    expect(document.activeElement).toBe(header('don_vi').element());
    await press('{Alt>}{Shift>}{ArrowRight}{/Shift}{/Alt}');
    expect(view.last().order).toEqual(['ngay', 'ty_le', 'don_vi', 'so_ho_so', 'verdict']);
    expect(cellAt(0, 2)!.textContent!.trim()).toBe('Lạng Sơn');
  });

  test('are moved by drag, which does not sort', async () => {
    const view = await kept();
    await userEvent.dragAndDrop(header('don_vi').element(), header('so_ho_so').element());
    await frames();
    expect(headings()).toEqual(['ngay', 'ty_le', 'so_ho_so', 'don_vi', 'verdict']);
    expect(view.last().sort ?? []).toEqual([]);
  });

  test('are hidden and come back', async () => {
    const view = await kept();
    await open('ngay');
    await menu('ngay').getByRole('button', { name: 'Ẩn cột' }).click();
    expect(view.last().hidden).toEqual(['ngay']);
    expect(headings()).not.toContain('ngay');
    expect(grid().getAttribute('aria-colcount')).toBe('4');
    await expect.element(page.getByText('1 cột đang ẩn')).toBeVisible();
    await page.getByRole('button', { name: 'Hiện lại' }).click();
    expect(headings()).toContain('ngay');
  });

  test('that are frozen stay in place while the others scroll, and the keyboard shows the others beside them', async () => {
    await page.viewport(600, 700);
    const names = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`c${i}`, 'integer' as const]));
    await kept({ frozen: 2 }, { table: lazyTable(names, 50, (row, name) => Number(name.slice(1)) * 1000 + row) });
    const left = () => cellAt(0, 1)!.getBoundingClientRect().left;
    const before = left();
    viewport().scrollLeft = 1500;
    await frames();
    expect(left()).toBe(before);
    expect(cellAt(0, 1)!.textContent!.trim()).toBe('1.000');
    const columns = [...grid().querySelectorAll('.rows [aria-rowindex="2"] [aria-colindex]')].map((cell) =>
      Number(cell.getAttribute('aria-colindex')),
    );
    expect(columns.slice(0, 2)).toEqual([1, 2]);
    expect(columns[2]).toBeGreaterThan(10);
    expect(columns.length).toBeLessThan(20);
    const third = cellAt(0, columns[3]! - 1)!.getBoundingClientRect();
    const head = grid().querySelector(`[role=columnheader][aria-colindex="${columns[3]}"]`)!.getBoundingClientRect();
    expect([third.left, third.width]).toEqual([head.left, head.width]);
    await userEvent.click(cellAt(0, columns[4]! - 1)!);
    for (let step = 0; step < columns[4]! - 5; step++) await userEvent.keyboard('{ArrowLeft}');
    await frames();
    const active = document.activeElement!;
    expect(active.getAttribute('aria-colindex')).toBe('5');
    expect(active.getBoundingClientRect().left).toBeGreaterThanOrEqual(cellAt(0, 1)!.getBoundingClientRect().right - 1);
  });

  test('keep the width they were given; drag tells the parent once', async () => {
    const view = await kept({ widths: { don_vi: 222 } });
    expect(cellAt(0, 0)!.getBoundingClientRect().width).toBe(222);
    await userEvent.dragAndDrop(header('don_vi').element().querySelector('.handle')!, cellAt(0, 3)!);
    expect(view.count()).toBe(1);
    expect(view.last().widths!.don_vi).toBeGreaterThan(222);
  });

  test('are tinted from worst to best, and the other way round where lower is better', async () => {
    const view = await kept({ colour: [{ column: 'ty_le', lowerIsBetter: false }] });
    const colour = (row: number) => cellAt(row, 2)!.style.backgroundColor;
    expect(colour(0)).toContain('--grid-best');
    expect(colour(4)).toContain('--grid-worst');
    expect(colour(3)).toBe('');
    await open('ty_le');
    await menu('ty_le').getByRole('button', { name: 'Thấp là tốt' }).click();
    expect(view.last().colour).toEqual([{ column: 'ty_le', lowerIsBetter: true }]);
    expect(colour(0)).toContain('--grid-worst');
  });

  test('without a parent that keeps the layout the grid keeps it itself', async () => {
    await render(ResultGrid, { table: small(), language: 'vi', label: 'x' });
    (header('don_vi').element() as HTMLElement).focus();
    await press('{Alt>}{Shift>}{ArrowRight}{/Shift}{/Alt}');
    expect(headings().slice(0, 2)).toEqual(['ngay', 'don_vi']);
    await open('don_vi');
    await expect.element(menu('don_vi').getByText('Sắp xếp')).not.toBeInTheDocument();
    await menu('don_vi').getByRole('button', { name: 'Ẩn cột' }).click();
    expect(headings()).not.toContain('don_vi');
  });
});

describe('filters in use', () => {
  test('on a column that is not there are said to do nothing', async () => {
    await kept({ filters: [{ kind: 'range', column: 'gone', to: 5 }] });
    await expect.element(page.getByText('đến 5 (không có cột này, chưa lọc)')).toBeVisible();
  });

  test('that let nothing through say so and can be removed', async () => {
    const view = await kept(
      { filters: [{ kind: 'text', column: 'don_vi', text: 'zz', how: 'contains' }] },
      { table: lazyTable({ don_vi: 'text' }, 0, () => '') },
    );
    await expect.element(page.getByText('Không có dòng nào qua được bộ lọc.')).toBeVisible();
    await page.getByRole('button', { name: 'Bỏ lọc: don_vi chứa “zz”' }).click();
    expect(view.last().filters).toEqual([]);
  });
});

describe('selection, find and marks', () => {
  test('Shift+Space takes rows, Ctrl+Space columns, Ctrl+Shift+End the rest', async () => {
    const onselection = vi.fn();
    await kept({}, { onselection });
    await userEvent.click(cellAt(2, 1)!);
    await press('{Shift>} {/Shift}');
    expect(onselection.mock.calls.findLast(([, figures]) => figures === undefined)![0]).toEqual({ top: 2, bottom: 2, left: 0, right: 4 });
    await userEvent.click(cellAt(2, 2)!);
    await press('{Control>} {/Control}');
    expect(onselection.mock.calls.findLast(([, figures]) => figures === undefined)![0]).toEqual({ top: 0, bottom: 5, left: 2, right: 2 });
    await expect.element(page.getByText('Nhỏ nhất 10 · Lớn nhất 99,82 · 5 ô có số')).toBeVisible();
    await userEvent.click(cellAt(2, 2)!);
    await press('{Control>}{Shift>}{End}{/Shift}{/Control}');
    expect(onselection.mock.calls.findLast(([, figures]) => figures === undefined)![0]).toEqual({ top: 2, bottom: 5, left: 2, right: 4 });
  });

  test('a copy also carries a table that keeps numbers, days and codes as they are', async () => {
    const table = lazyTable({ ma: 'text', n: 'number', ngay: 'date' }, 1, (_, name) =>
      name === 'ma' ? '01 <b>&' : name === 'n' ? 1234.5 : '2021-06-30',
    );
    await render(ResultGrid, { table, language: 'vi', label: 'x' });
    let html = '';
    const listen = (event: ClipboardEvent) => (html = event.clipboardData?.getData('text/html') ?? '');
    document.addEventListener('copy', listen);
    await userEvent.click(cellAt(0, 0)!);
    await press('{Control>}a{/Control}{Control>}{Shift>}c{/Shift}{/Control}');
    document.removeEventListener('copy', listen);
    const read = new DOMParser().parseFromString(html, 'text/html');
    expect([...read.querySelectorAll('th')].map((cell) => cell.textContent)).toEqual(['ma', 'n', 'ngay']);
    const [code, number, day] = read.querySelectorAll('td');
    expect([code!.textContent, code!.className]).toEqual(['01 <b>&', 't']);
    expect([number!.textContent, number!.getAttribute('x:num')]).toEqual(['1234,5', '1234.5']);
    expect([day!.textContent, day!.className]).toEqual(['30/06/2021', 'd']);
  });

  test('100 000 cells are copied in under a second', async () => {
    const table = lazyTable({ a: 'integer', b: 'number', c: 'text', d: 'date', e: 'text' }, 20_000, (row, name) =>
      name === 'a' ? row : name === 'b' ? row / 7 : name === 'd' ? '2021-06-30' : `dòng ${row}`,
    );
    await render(ResultGrid, { table, language: 'vi', label: 'x' });
    await userEvent.click(cellAt(0, 0)!);
    await press('{Control>}a{/Control}');
    let tookMs = Infinity;
    let length = 0;
    const started = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'c') tookMs = performance.now();
    };
    const ended = (event: ClipboardEvent) => {
      tookMs = performance.now() - tookMs;
      length = event.clipboardData!.getData('text/plain').split('\r\n').length;
    };
    addEventListener('keydown', started, true);
    document.addEventListener('copy', ended);
    await press('{Control>}c{/Control}');
    removeEventListener('keydown', started, true);
    document.removeEventListener('copy', ended);
    expect(length).toBe(20_000);
    expect(tookMs).toBeLessThan(5_000);
  });

  test('Ctrl+F finds, goes on, goes back, counts, and Escape returns to the grid', async () => {
    await kept();
    await userEvent.click(cellAt(0, 0)!);
    await press('{Control>}f{/Control}');
    const box = page.getByRole('searchbox', { name: 'Tìm trong bảng' });
    await expect.element(box).toHaveFocus();
    await box.fill('giang');
    await expect.element(page.getByText('2 ô', { exact: true })).toBeVisible();
    expect(grid().querySelectorAll('.found').length).toBe(2);
    await press('{Enter}');
    await expect.element(page.getByText('1 / 2 ô')).toBeVisible();
    expect(cellAt(3, 0)!.classList.contains('active')).toBe(true);
    await press('{Enter}');
    expect(cellAt(5, 0)!.classList.contains('active')).toBe(true);
    await press('{Enter}');
    expect(cellAt(3, 0)!.classList.contains('active')).toBe(true);
    await press('{Shift>}{Enter}{/Shift}');
    expect(cellAt(5, 0)!.classList.contains('active')).toBe(true);
    await expect.element(box).toHaveFocus();
    await box.fill('12342');
    await press('{Enter}');
    expect(cellAt(2, 3)!.classList.contains('active')).toBe(true);
    await box.fill('hạ');
    await expect.element(page.getByText('Không thấy')).toBeVisible();
    await press('{Escape}');
    await frames();
    expect(document.activeElement).toBe(cellAt(2, 3));
    expect(grid().querySelectorAll('.found').length).toBe(0);
  });

  test('a million rows are searched without stopping the page, from the place of the reader on', async () => {
    const table = lazyTable({ id: 'integer', name: 'text' }, 1_000_000, (row, name) =>
      name === 'id' ? row : row % 250_000 === 249_999 ? 'kim' : 'rơm',
    );
    await render(ResultGrid, { table, language: 'vi', label: 'x' });
    await userEvent.click(cellAt(0, 0)!);
    await press('{Control>}f{/Control}');
    const gaps: number[] = [];
    let before = performance.now();
    let looking = true;
    const frame = () => {
      gaps.push(performance.now() - before);
      before = performance.now();
      if (looking) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    await page.getByRole('searchbox', { name: 'Tìm trong bảng' }).fill('kim');
    await expect.element(page.getByText('4 ô', { exact: true }), { timeout: 30_000 }).toBeVisible();
    looking = false;
    expect(gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length * 0.95)]).toBeLessThan(60);
    await press('{Enter}');
    expect(cellAt(249_999, 1)!.textContent!.trim()).toBe('kim');
  });

  test('a mark on a cell is seen and said', async () => {
    const marks = (row: number, column: string) => (row === 1 && column === 'ty_le' ? 'Đã sửa từ 99,3' : null);
    await kept({}, { marks });
    await expect.element(page.getByRole('gridcell', { name: '99,36 Đã sửa từ 99,3' })).toBeVisible();
    expect(cellAt(1, 2)!.title).toBe('Đã sửa từ 99,3');
    expect(grid().querySelectorAll('.marked').length).toBe(1);
  });
});
