import '../../src/ui/theme.css';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Engine } from '../../src/core/engine';
import type { SheetCell } from '../../src/core/notebook/notebook';
import { recordsOf } from '../../src/core/result-table';
import { newSheet } from '../../src/core/sheet/sheet';
import { NameList, type SheetLookup } from '../../src/core/sheet/sheet-names';
import { startBrowserDuckDB } from '../../src/engine/browser-duckdb';
import { DuckDBEngine } from '../../src/engine/duckdb-engine';
import { SheetCellState } from '../../src/state/sheet-cell.svelte';
import SheetGrid from '../../src/ui/sheet/SheetGrid.svelte';

let engine: Engine;
beforeAll(async () => {
  engine = new DuckDBEngine(startBrowserDuckDB);
  await engine.ready;
  await engine.execute(`CREATE TABLE unit AS SELECT unnest(['63:02', '63:20', '34:12']) AS unit_id`);
});
afterAll(() => engine.close());

const unit = (id: string, name: string, group: string) => ({ id, name: { vi: name, en: name }, group: { vi: group, en: group } });
const lookup: SheetLookup = {
  unit: new NameList([unit('63:02', 'Hà Giang', '63'), unit('63:20', 'Lạng Sơn', '63'), unit('34:12', 'Lạng Sơn', '34')]),
  target: new NameList([]),
  indicator: new NameList([]),
};

let cell: SheetCellState;
const before: SheetCell[] = [];
async function open(sheet: SheetCell = newSheet('c1', 'giao'), language: 'vi' | 'en' = 'vi') {
  before.length = 0;
  let last = sheet;
  cell = new SheetCellState(sheet, {
    engine,
    ready: () => Promise.resolve(),
    lookup: () => lookup,
    changed: () => {
      before.push(last);
      last = cell.toCell();
    },
    written: () => undefined,
  });
  const onundo = vi.fn(() => {
    const previous = before.pop();
    if (previous) {
      last = previous;
      cell.restore(previous);
    }
  });
  return { ...(await render(SheetGrid, { cell, language, onundo, onredo: vi.fn() })), onundo };
}
beforeEach(async () => {
  await cell?.remove();
});

type Column = readonly [name: string, type: SheetCell['columns'][number]['type'], formula?: string];
const sheetOf = (columns: readonly Column[], rows: SheetCell['rows']): SheetCell => ({
  ...newSheet('c1', 'giao'),
  columns: columns.map(([name, type, formula]) => ({ name, type, formula: formula ?? null })),
  rows,
});
const grid = () => page.getByRole('grid').element() as HTMLElement;
const cellAt = (row: number, column: number) =>
  grid().querySelector<HTMLElement>(`[aria-rowindex="${row + 2}"] [role=gridcell][aria-colindex="${column + 2}"]`);
const textAt = (row: number, column: number) => cellAt(row, column)?.querySelector('.text')?.textContent;
const place = () => {
  const here = document.activeElement!;
  return [
    Number(here.closest('[aria-rowindex]')?.getAttribute('aria-rowindex')) - 2,
    Number(here.closest('[role=gridcell]')?.getAttribute('aria-colindex')) - 2,
  ];
};
const frames = async (count = 2) => {
  for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
};
async function press(keys: string) {
  await userEvent.keyboard(keys);
  await frames();
}
async function clickCell(row: number, column: number) {
  await userEvent.click(cellAt(row, column)!);
  await frames();
}
function pasteHere(text: string, html = '') {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  if (html) clipboardData.setData('text/html', html);
  document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}

describe('typing', () => {
  test('replaces, Enter goes down, Tab goes right and Enter comes back below where Tabs began', async () => {
    await open(
      sheetOf(
        [
          ['đơn vị', 'text'],
          ['số', 'number'],
          ['ngày', 'date'],
        ],
        [],
      ),
    );
    await clickCell(0, 0);
    await press('Hà Giang{Tab}1.234,5{Tab}31/12/2025{Enter}');
    expect(place()).toEqual([1, 0]);
    await press('x{Enter}');
    expect(cell.rows).toEqual([
      ['Hà Giang', 1234.5, '2025-12-31'],
      ['x', null, null],
    ]);
    expect([textAt(0, 0), textAt(0, 1), textAt(0, 2)]).toEqual(['Hà Giang', '1.234,5', '31/12/2025']);
    await clickCell(0, 1);
    await press('7{Enter}');
    expect(cell.rows[0]![1]).toBe(7);
    await clickCell(0, 1);
    await press('{F2}5{Enter}');
    expect(cell.rows[0]![1]).toBe(75);
    await press('{ArrowUp}99{Escape}');
    expect(cell.rows[0]![1]).toBe(75);
    await press('{Delete}');
    expect(cell.rows[0]![1]).toBeNull();
  });

  test('what does not fit stays, is marked with a reason, and undo gives the value before back', async () => {
    const { onundo } = await open(sheetOf([['số', 'number']], [[1], [2]]));
    await clickCell(1, 0);
    await press('mười hai{Enter}');
    expect(cell.rows[1]).toEqual(['mười hai']);
    expect(cellAt(1, 0)!.title).toContain('Không phải số');
    expect(cellAt(1, 0)!.querySelector('.mark')).not.toBeNull();
    await expect.element(page.getByText('1 ô chưa hợp kiểu của cột')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Tới ô kế tiếp' }));
    expect(place()).toEqual([1, 0]);
    await expect.element(page.getByRole('textbox', { name: 'số, dòng 2: mười hai. Không phải số; ví dụ đúng: 1.234,5' })).toHaveFocus();
    await press('{Control>}z{/Control}');
    expect(onundo).toHaveBeenCalledOnce();
    expect(cell.rows).toEqual([[1], [2]]);
    expect(cell.misfits).toEqual([]);
  });

  test('a unit is found without accents; a name of two units stays open until one is chosen', async () => {
    await open(sheetOf([['đv', 'unit']], []));
    await clickCell(0, 0);
    await press('ha gi');
    await expect.element(page.getByRole('option', { name: 'Hà Giang' })).toHaveAttribute('aria-selected', 'true');
    await press('{Enter}');
    expect(cell.rows).toEqual([['63:02']]);
    expect(textAt(0, 0)).toBe('Hà Giang');
    await press('lang son');
    expect(
      page
        .getByRole('option')
        .elements()
        .map((option) => option.textContent!.trim()),
    ).toEqual(['Lạng Sơn (63)', 'Lạng Sơn (34)']);
    await press('{ArrowDown}{ArrowDown}{Enter}');
    expect(cell.rows).toEqual([['63:02'], ['34:12']]);
    expect(textAt(1, 0)).toBe('Lạng Sơn (34)');
  });
});

describe('the clipboard', () => {
  test('a table from Excel fills an empty sheet: names, types, quoted cells', async () => {
    await open();
    await expect.element(page.getByText('Dán bảng từ Excel vào đây')).toBeVisible();
    await clickCell(0, 0);
    pasteHere('Đơn vị\tGiao\tHạn\tGhi chú\r\nHà Giang\t1.234,5\t31/12/2025\t"a\nb"\r\nLạng Sơn (34)\t2.000\t30/6/2025\t\r\n');
    await frames();
    expect(cell.columns.map(({ name, type }) => [name, type])).toEqual([
      ['Đơn vị', 'unit'],
      ['Giao', 'number'],
      ['Hạn', 'date'],
      ['Ghi chú', 'text'],
    ]);
    expect(cell.rows).toEqual([
      ['63:02', 1234.5, '2025-12-31', 'a\nb'],
      ['34:12', 2000, '2025-06-30', null],
    ]);
    await expect.element(page.getByText('Đã dán 2 dòng × 4 cột; dòng đầu thành tên cột.')).toBeVisible();
    await cell.write();
    expect(recordsOf(await engine.query('SELECT "Đơn vị", "Giao" FROM giao'))).toEqual([
      { 'Đơn vị': '63:02', Giao: 1234.5 },
      { 'Đơn vị': '34:12', Giao: 2000 },
    ]);
  });

  test('a table of a web page is read from its HTML; nothing of it runs', async () => {
    await open(sheetOf([['a', 'text']], [['x']]));
    await clickCell(1, 0);
    pasteHere(
      'no tabs',
      '<table><tr><td rowspan=2>1</td><td>2<script>window.bad = 1</script></td></tr><tr><td>4<img src=x onerror="window.bad=1"></td></tr></table>',
    );
    await frames(5);
    expect(cell.rows.map((row) => [...row])).toEqual([
      ['x', null],
      ['1', expect.stringMatching(/^2/)],
      [null, '4'],
    ]);
    expect('bad' in window).toBe(false);
  });

  test('real copy, cut and paste by keyboard bring the same cells', async () => {
    await open(
      sheetOf(
        [
          ['số', 'number'],
          ['đv', 'unit'],
          ['chữ', 'text'],
        ],
        [
          [0.1, '34:12', '"tab\t'],
          [1e-7, '63:20', 'b'],
          [null, null, null],
        ],
      ),
    );
    await clickCell(0, 0);
    await press('{Shift>}{ArrowDown}{ArrowRight}{ArrowRight}{/Shift}');
    expect(place()).toEqual([0, 0]);
    await press('{Control>}c{/Control}');
    await expect.element(page.getByText('Đã chép 6 ô.')).toBeVisible();
    await clickCell(3, 0);
    await press('{Control>}v{/Control}');
    await vi.waitFor(() => expect(cell.rows.slice(3)).toEqual(cell.rows.slice(0, 2)));
    await clickCell(0, 0);
    await press('{Control>}x{/Control}');
    expect(cell.rows[0]![0]).toBeNull();
  });
});

describe('selection, fill and menus', () => {
  test('the status line adds up; Ctrl+D copies down; the fill handle goes on', async () => {
    await open(
      sheetOf(
        [
          ['số', 'number'],
          ['tháng', 'text'],
        ],
        [
          [1, 'Tháng 11/2025'],
          [2, ''],
          [null, null],
          [null, null],
        ],
      ),
    );
    await clickCell(0, 0);
    await press('{Shift>}{ArrowDown}{/Shift}');
    await expect.element(page.getByText('2 ô, có giá trị 2 · Tổng 3 · Trung bình 1,5')).toBeVisible();
    const handle = document.querySelector<HTMLElement>('.fill')!.getBoundingClientRect();
    const end = cellAt(3, 0)!.getBoundingClientRect();
    const at = (type: string, x: number, y: number, on: Element) =>
      on.dispatchEvent(
        new PointerEvent(type, { clientX: x, clientY: y, button: 0, pointerId: 1, pointerType: 'mouse', bubbles: true, cancelable: true }),
      );
    const viewport = grid().closest<HTMLElement>('.viewport')!;
    viewport.setPointerCapture = () => undefined;
    at('pointerdown', handle.x + 4, handle.y + 4, document.querySelector('.fill')!);
    at('pointermove', end.x + 10, end.y + 10, viewport);
    await frames();
    expect(document.querySelector('.filling')).not.toBeNull();
    at('pointerup', end.x + 10, end.y + 10, viewport);
    await frames();
    expect(cell.rows.map((row) => row[0])).toEqual([1, 2, 3, 4]);
    await clickCell(0, 1);
    await press('{Shift>}{ArrowDown}{ArrowDown}{/Shift}{Control>}d{/Control}');
    expect(cell.rows.map((row) => row[1])).toEqual(['Tháng 11/2025', 'Tháng 11/2025', 'Tháng 11/2025', null]);
    await press('{Shift>}{F10}{/Shift}');
    await expect.element(page.getByRole('menu', { name: 'Thao tác' })).toBeVisible();
    await userEvent.click(page.getByRole('menuitem', { name: 'Xoá 3 dòng' }));
    expect(cell.rows).toEqual([[4, null]]);
  });

  test('a column is renamed, typed and computed from its options; a wrong formula says why there', async () => {
    await open(
      sheetOf(
        [
          ['tử', 'number'],
          ['mẫu', 'number'],
          ['C', 'text'],
        ],
        [
          [1, 4, null],
          [3, 4, null],
        ],
      ),
    );
    await userEvent.click(page.getByRole('button', { name: 'Tuỳ chọn cột C' }));
    await page.getByLabelText('Tên cột').fill('tỷ lệ');
    await userEvent.click(page.getByLabelText(/^Công thức/));
    await userEvent.keyboard('rou');
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('tu');
    await expect.element(page.getByRole('option', { name: 'tử' })).toBeVisible();
    await userEvent.keyboard('{Enter} / mau');
    await userEvent.keyboard('{Enter} * 100');
    await userEvent.click(page.getByRole('button', { name: 'Áp dụng' }));
    expect(cell.columns[2]).toEqual({ name: 'tỷ lệ', type: 'text', formula: 'round("tử" / "mẫu" * 100)' });
    await vi.waitFor(() => expect([textAt(0, 2), textAt(1, 2)]).toEqual(['25', '75']));
    await clickCell(0, 2);
    await press('9{Enter}');
    expect(cell.rows[0]![2]).toBeNull();
    cell.renameColumn(0, 'tử số');
    expect(cell.columns[2]!.formula).toBe('round("tử số" / "mẫu" * 100)');
    cell.setFormula(2, '"tủ" + 1');
    await vi.waitFor(() => expect(cell.formulaErrors.get(2)?.code).toBe('sql-unknown-column'));
    await expect.element(page.getByText('Không có cột "tủ"', { exact: false }).first()).toBeVisible();
  });

  test('the keyboard gets out of the sheet', async () => {
    await open(sheetOf([['a', 'text']], [['x']]));
    await clickCell(0, 0);
    await press('{Tab}');
    expect(grid().contains(document.activeElement)).toBe(true);
    await press('{Escape}{Tab}');
    expect(grid().contains(document.activeElement)).toBe(false);
  });
});

test('5 000 rows and 100 columns: few cells in the page, the last is reached, typing is quick', async () => {
  const columns = Array.from({ length: 100 }, (_, i): Column => [`c${i}`, 'number']);
  const rows = Array.from({ length: 5_000 }, (_, r) => columns.map((_, c) => r * 100 + c));
  await open(sheetOf(columns, rows));
  await clickCell(0, 0);
  await press('{Control>}{End}{/Control}');
  expect(place()).toEqual([4_999, 99]);
  expect(grid().querySelectorAll('[role=gridcell]').length).toBeLessThan(700);
  await cell.write();
  await userEvent.keyboard('5');
  const startedMs = performance.now();
  document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  const typedMs = performance.now() - startedMs;
  expect(cell.rows[4_999]![99]).toBe(5);
  expect(typedMs).toBeLessThan(5_000);
  const viewport = grid().closest<HTMLElement>('.viewport')!;
  for (let i = 0; i < 20; i++) {
    viewport.scrollTop = 140_000 - i * 1_800;
    await new Promise(requestAnimationFrame);
  }
  await frames();
  expect(grid().querySelectorAll('[role=row]').length).toBeLessThan(40);
});
