import '../../src/ui/theme.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { QueryHistory } from '../../src/state/query-history.svelte';
import type { PlanNode } from '../../src/core/sql/plan-tree';
import type { ResultColumn } from '../../src/core/result-table';
import ChangeMenu from '../../src/ui/editor/ChangeMenu.svelte';
import FindReplace from '../../src/ui/editor/FindReplace.svelte';
import HistoryList from '../../src/ui/editor/HistoryList.svelte';
import PlanTree from '../../src/ui/editor/PlanTree.svelte';
import { violationsIn } from '../support/axe-here';

const cells = [
  { id: 'c1', label: 'Bảng điểm', kind: 'sql' as const, text: "SELECT * FROM unit\nWHERE name = 'Hà Nội' -- hà nội" },
  { id: 'c2', label: 'Lời dẫn', kind: 'text' as const, text: 'Hà Nội và Hà Nội mới; Hànội' },
];

test('find and replace: count, preview of each change, one, all', async () => {
  const onreplace = vi.fn();
  const { rerender } = await render(FindReplace, { cells, language: 'vi', onreplace, onclose: () => {} });
  const find = page.getByLabelText('Tìm', { exact: true });
  await expect.element(find).toHaveFocus();
  await find.fill('hà nội');
  await expect.element(page.getByRole('status')).toHaveTextContent('4 chỗ trong 2 ô');
  await page.getByLabelText('Thay bằng').fill('TP. $1');
  expect(await violationsIn(document.querySelector('.find')!)).toEqual([]);
  expect([...document.querySelectorAll('ins')].map((ins) => ins.textContent)).toEqual(Array(4).fill('TP. $1'));
  await page.getByRole('button', { name: 'Thay chỗ này, ô Bảng điểm, dòng 2' }).first().click();
  expect(onreplace).toHaveBeenLastCalledWith([{ id: 'c1', text: "SELECT * FROM unit\nWHERE name = 'TP. $1' -- hà nội" }]);
  await page.getByLabelText('Phân biệt chữ hoa').click();
  await expect.element(page.getByRole('button', { name: 'Thay tất cả (1)' })).toBeVisible();
  await find.fill('Hà Nội');
  await expect.element(page.getByRole('button', { name: 'Thay tất cả (3)' })).toBeVisible();
  await page.getByRole('button', { name: 'Thay tất cả (3)' }).click();
  expect(onreplace).toHaveBeenLastCalledWith([
    { id: 'c1', text: "SELECT * FROM unit\nWHERE name = 'TP. $1' -- hà nội" },
    { id: 'c2', text: 'TP. $1 và TP. $1 mới; Hànội' },
  ]);
  await rerender({ cells: [{ ...cells[1]!, text: 'xong' }] });
  await expect.element(page.getByRole('status')).toHaveTextContent('Đã thay 3 chỗ.');
});

test('find by expression, with groups; a wrong one says so; Escape closes', async () => {
  const onreplace = vi.fn();
  const onclose = vi.fn();
  await render(FindReplace, { cells, language: 'en', onreplace, onclose });
  await page.getByLabelText('Regular expression').click();
  await page.getByLabelText('Find', { exact: true }).fill('(Hà) (Nội');
  await expect.element(page.getByRole('status')).toHaveTextContent(/Expression is wrong/);
  await page.getByLabelText('Find', { exact: true }).fill('(Hà) (Nội)');
  await page.getByLabelText('Replace with').fill('$2 $1');
  await page.getByLabelText('Match case').click();
  await page.getByRole('button', { name: 'Replace all (3)' }).click();
  expect(onreplace.mock.calls[0]![0][1]).toEqual({ id: 'c2', text: 'Nội Hà và Nội Hà mới; Hànội' });
  await userEvent.keyboard('{Escape}');
  expect(onclose).toHaveBeenCalledTimes(1);
});

const columns: ResultColumn[] = [
  { name: 'unit_id', type: 'text', sqlType: 'VARCHAR' },
  { name: 'rate', type: 'number', sqlType: 'DOUBLE' },
  { name: 'numerator', type: 'integer', sqlType: 'BIGINT' },
  { name: 'denominator', type: 'integer', sqlType: 'BIGINT' },
  { name: 'day', type: 'date', sqlType: 'DATE' },
];

test('a change shows its SQL before it is taken', async () => {
  const onsql = vi.fn();
  await render(ChangeMenu, {
    sql: 'FROM t',
    columns,
    targets: [{ id: 'a-1', name: 'Chỉ tiêu một' }],
    language: 'vi',
    asOf: '2020-12-31',
    onsql,
  });
  await page.getByRole('button', { name: 'Đổi câu hỏi…' }).click();
  const sql = () => document.querySelector('pre')!.textContent;
  await page.getByLabelText('Cột').selectOptions('rate');
  await page.getByLabelText('So sánh').selectOptions('từ … trở lên');
  await expect.element(page.getByText('Giá trị này không hợp')).toBeVisible();
  await page.getByLabelText('Giá trị', { exact: true }).fill('95,5');
  expect(sql()).toBe('WITH result AS (\nFROM t\n)\nSELECT *\nFROM result\nWHERE rate >= 95.5');
  await page.getByRole('button', { name: 'Gom nhóm' }).click();
  await page.getByLabelText('Gom theo').selectOptions('unit_id');
  await page.getByLabelText('Tính').selectOptions('trung bình');
  await page.getByLabelText('Của cột').selectOptions('rate');
  await expect.element(page.getByRole('note')).toHaveTextContent('Trung bình của các tỷ lệ không phải là tỷ lệ chung');
  await page.getByLabelText('Tính').selectOptions('tỷ lệ: tổng tử số / tổng mẫu số');
  expect(sql()).toContain('100.0 * sum(numerator) / nullif(sum(denominator), 0) AS ratio');
  await page.getByRole('button', { name: 'So với chỉ tiêu' }).click();
  await page.getByLabelText('Chỉ tiêu').selectOptions('Chỉ tiêu một');
  expect(sql()).toContain("LEFT JOIN verdict(DATE '2020-12-31', target_ids := ['a-1'])");
  expect(onsql).not.toHaveBeenCalled();
  expect(await violationsIn(document.querySelector('[popover]')!)).toEqual([]);
  await page.getByRole('button', { name: 'Nhiều nhất, ít nhất' }).click();
  const shown = sql();
  await page.getByRole('button', { name: 'Dùng câu lệnh này' }).click();
  expect(onsql.mock.calls).toEqual([[shown]]);
  expect(document.querySelector('[popover]:popover-open')).toBeNull();
});

const step = (name: string, ms: number, children: readonly PlanNode[] = []): PlanNode => ({
  name,
  detail: [`Table: ${name}`],
  rows: 3,
  ms,
  children,
});

test('the plan is a tree for the keyboard and the screen reader', async () => {
  const plan = step('HASH_JOIN', 5, [step('SEQ_SCAN', 90, [step('FILTER', 0)]), step('NEW_OPERATOR', 5)]);
  await render(PlanTree, { plan, language: 'vi' });
  await expect.element(page.getByText('Tổng cộng 100 ms')).toBeVisible();
  const items = () => [...document.querySelectorAll<HTMLElement>('[role=treeitem]')];
  expect(items().map((item) => [item.ariaLevel, item.ariaPosInSet, item.ariaSetSize, item.ariaExpanded])).toEqual([
    ['1', '1', '1', 'true'],
    ['2', '1', '2', 'true'],
    ['3', '1', '1', null],
    ['2', '2', '2', null],
  ]);
  expect(items()[1]!.ariaLabel).toBe('Đọc bảng; Table: SEQ_SCAN; 3 dòng; 90 ms, 90 % thời gian');
  expect(items().map((item) => item.querySelector('.name')!.textContent)).toEqual(['Ghép bảng', 'Đọc bảng', 'Lọc', 'NEW_OPERATOR']);
  expect(await violationsIn(document.querySelector('[role=tree]')!)).toEqual([]);
  items()[0]!.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowLeft}');
  expect(items()).toHaveLength(3);
  expect(document.activeElement).toBe(items()[1]);
  await userEvent.keyboard('{ArrowRight}{End}');
  expect(items()).toHaveLength(4);
  expect(document.activeElement).toBe(items()[3]);
  await userEvent.keyboard('{ArrowLeft}');
  expect(document.activeElement).toBe(items()[0]);
  expect(items().filter((item) => item.tabIndex === 0)).toHaveLength(1);
});

test('the history lists what ran and gives it back; a store keeps it', async () => {
  const kept = new Map<string, string>();
  const store = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  const history = new QueryHistory(store, 2);
  for (const [at, sql] of ['SELECT 1', 'SELECT 2', 'SELECT 1', '  ', 'SELECT 3'].entries())
    history.record({ sql, atMs: Date.UTC(2020, 11, 31) + at, rows: sql === 'SELECT 3' ? null : 1234, elapsedMs: 1500 });
  expect(new QueryHistory(store).entries.map((entry) => entry.sql)).toEqual(['SELECT 3', 'SELECT 1']);
  kept.set('doi-chieu.history', '[{"sql":1}]');
  expect(new QueryHistory(store).entries).toEqual([]);
  const onrestore = vi.fn();
  await render(HistoryList, { history, language: 'vi', onrestore });
  await expect.element(page.getByRole('listitem').nth(1)).toHaveTextContent(/1\.234 dòng.*1,5 giây.*SELECT 1/);
  await page.getByRole('button', { name: 'Lấy lại: SELECT 1' }).click();
  expect(onrestore.mock.calls).toEqual([['SELECT 1']]);
  await page.getByRole('button', { name: 'Xoá danh sách' }).click();
  await expect.element(page.getByText('Chưa chạy câu lệnh nào')).toBeVisible();
});
