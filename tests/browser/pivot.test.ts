import '../../src/ui/theme.css';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Pivot } from '../../src/core/pivot/pivot';
import { pivotChart } from '../../src/core/pivot/pivot-chart';
import { addGoal } from '../../src/core/pivot/pivot-edit';
import { pivotFields } from '../../src/core/pivot/pivot-fields';
import { suggestPivot, type PivotFacts } from '../../src/core/pivot/pivot-suggest';
import type { Plain, ResultColumn, ResultTable } from '../../src/core/result-table';
import ChartView from '../../src/ui/chart/ChartView.svelte';
import PivotBuilder from '../../src/ui/pivot/PivotBuilder.svelte';
import { violationsIn } from '../support/axe-here';

const column = (name: string, type: ResultColumn['type'], sqlType: string): ResultColumn => ({ name, type, sqlType });
const columns = [
  column('unit_id', 'text', 'VARCHAR'),
  column('period_end', 'date', 'DATE'),
  column('files_resolved', 'integer', 'BIGINT'),
  column('files_early', 'integer', 'BIGINT'),
  column('files_ontime', 'integer', 'BIGINT'),
  column('kênh', 'text', 'VARCHAR'),
];
const facts: PivotFacts = {
  labels: { files_resolved: 'Số hồ sơ đã giải quyết', files_early: 'Hồ sơ trước hạn', files_ontime: 'Hồ sơ đúng hạn' },
  ratios: [
    {
      name: { vi: 'Tỷ lệ hồ sơ giải quyết đúng hạn', en: 'On-time dossier rate' },
      numerator: ['files_early', 'files_ontime'],
      denominator: ['files_resolved'],
      percent: true,
      cumulative: false,
      targets: [],
    },
  ],
};
const values: ResultTable = {
  columns: [column('column_1', 'text', 'VARCHAR')],
  rowCount: 3,
  cell: (row) => ['Đồng bằng sông Hồng', 'Tây Nguyên', null][row] ?? null,
};

let pivot: Pivot;
let asked: string[];
let show: (pivot: Pivot) => Promise<void>;
const onopen = vi.fn();

/** The builder as a cell holds it: each change comes back as its next pivot. */
beforeEach(async () => {
  await page.viewport(900, 760);
  asked = [];
  onopen.mockClear();
  pivot = suggestPivot('mot_cua', columns, facts);
  const props = () => ({
    columns,
    facts,
    tables: [{ name: 'mot_cua' }, { name: 'unit' }],
    targets: [{ id: 't-95', label: 'Ít nhất 95 % hồ sơ đúng hạn' }],
    pivot,
    ask: async (sql: string) => (asked.push(sql), values),
    onchange: (next: Pivot) => void show(next),
    onsource: () => {},
    onopen,
  });
  const { rerender } = await render(PivotBuilder, props());
  show = async (next) => {
    pivot = next;
    await rerender(props());
  };
});

const well = (name: string) => page.getByRole('group', { name, exact: true });
const pieces = (name: string) =>
  [...well(name).element().querySelectorAll('li.piece > button')].map((button) => button.textContent!.trim());

test('the suggested pivot stands in its wells in words', async () => {
  expect([pieces('Hàng'), pieces('Cột'), pieces('Giá trị'), pieces('Bộ lọc')]).toEqual([
    ['Vùng'],
    ['Quý'],
    ['Tỷ lệ hồ sơ giải quyết đúng hạn, %'],
    [],
  ]);
  await expect.element(page.getByText('Kéo vào đây trường dùng để lọc')).toBeVisible();
});

test('a field goes into a well from its menu, by keyboard alone', async () => {
  const field = page.getByRole('button', { name: 'kênh: thêm vào bảng tổng hợp' });
  (field.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}{Tab}{Enter}');
  await expect.poll(() => pieces('Hàng')).toEqual(['Vùng', 'kênh']);
  await expect.element(page.getByRole('status')).toHaveTextContent('Đã chuyển kênh vào Hàng.');
  (page.getByRole('button', { name: 'kênh, trong Hàng: tuỳ chọn' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
  await expect.poll(() => pieces('Hàng')).toEqual(['kênh', 'Vùng']);
});

test('fields and pieces are dragged between wells, and land where the line is', async () => {
  const drag = (from: Element, to: Element, y: number) => {
    const data = new DataTransfer();
    const event = (type: string, more: DragEventInit = {}) =>
      new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data, ...more });
    from.dispatchEvent(event('dragstart'));
    return new Promise<void>((resolve) =>
      requestAnimationFrame(() => {
        to.dispatchEvent(event('dragover', { clientY: y }));
        to.dispatchEvent(event('drop', { clientY: y }));
        from.dispatchEvent(event('dragend'));
        resolve();
      }),
    );
  };
  const rows = well('Hàng').element();
  const top = () => rows.querySelector('li.piece')!.getBoundingClientRect().top;
  await drag(page.getByRole('button', { name: 'kênh: thêm vào bảng tổng hợp' }).element(), rows, top() - 5);
  await expect.poll(() => pieces('Hàng')).toEqual(['kênh', 'Vùng']);
  await drag(page.getByRole('button', { name: 'Quý, trong Cột: tuỳ chọn' }).element(), rows, top() + 500);
  await expect.poll(() => pieces('Hàng')).toEqual(['kênh', 'Vùng', 'Quý']);
  expect(pieces('Cột')).toEqual([]);
  await drag(page.getByRole('button', { name: 'Quý, trong Hàng: tuỳ chọn' }).element(), rows, top() - 5);
  await expect.poll(() => pieces('Hàng')).toEqual(['Quý', 'kênh', 'Vùng']);
  expect(pivot.rows[0]).toEqual({ column: 'period_end', step: 'quarter', label: null });
});

test('grouping by another step, by options of the piece', async () => {
  await page.getByRole('button', { name: 'Quý, trong Cột: tuỳ chọn' }).click();
  await page.getByLabelText('Nhóm theo').selectOptions('Tháng');
  await expect.poll(() => pieces('Cột')).toEqual(['Tháng']);
  await page.getByLabelText('Tên hiển thị').fill('Kỳ');
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => pieces('Cột')).toEqual(['Kỳ']);
});

test('held against a goal: the reader’s own, then a target of the acts', async () => {
  await page.getByRole('button', { name: 'So với chỉ tiêu' }).click();
  await expect.poll(() => pieces('Giá trị')).toEqual(['Tỷ lệ hồ sơ giải quyết đúng hạn, %', 'Mức tự đặt', 'Chênh so với mức tự đặt']);
  await page.getByRole('button', { name: 'Chênh so với mức tự đặt, trong Giá trị: tuỳ chọn' }).click();
  await page.getByLabelText('Mức', { exact: true }).fill('98');
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => pivot.measures.at(-1)).toMatchObject({ kind: 'gap', goal: { value: 98, comparator: '>=' } });
  await page.getByLabelText('Chỉ tiêu', { exact: true }).selectOptions('Ít nhất 95 % hồ sơ đúng hạn');
  await expect.poll(() => pivot.measures.at(-1)).toMatchObject({ kind: 'gap', goal: { target: 't-95' }, of: { kind: 'ratio' } });
  // The goal itself, beside the gap, is the same goal.
  expect(pieces('Giá trị').slice(1)).toEqual(['Chỉ tiêu', 'Chênh so với chỉ tiêu']);
});

test('a filter offers the values the engine has, blanks too, and asks only once it is open', async () => {
  await page
    .getByRole('button', { name: 'unit_id: thêm vào bảng tổng hợp' })
    .or(page.getByRole('button', { name: 'Mã đơn vị: thêm vào bảng tổng hợp' }))
    .click();
  await page.getByRole('button', { name: 'Thêm vào Bộ lọc' }).click();
  await expect.poll(() => pieces('Bộ lọc')).toEqual(['Đơn vị: tất cả']);
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: 'Đơn vị: tất cả, trong Bộ lọc: tuỳ chọn' }).click();
  await page.getByLabelText('Lọc theo').selectOptions('Vùng');
  await page.getByLabelText('Tây Nguyên').click();
  await expect.poll(() => pieces('Bộ lọc')).toEqual(['Vùng: Tây Nguyên']);
  await page.getByLabelText('(trống)').click();
  await expect
    .poll(() => pivot.filters)
    .toEqual([{ kind: 'values', column: 'unit_id', step: 'region', values: ['Tây Nguyên', null], except: false }]);
  expect(asked.length).toBe(2);
});

test('Delete takes a piece out; totals and SQL at hand', async () => {
  (page.getByRole('button', { name: 'Quý, trong Cột: tuỳ chọn' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Delete}');
  await expect.poll(() => pieces('Cột')).toEqual([]);
  await page.getByLabelText('Dòng tổng cộng').click();
  await expect.poll(() => pivot.totals.rows).toBe(false);
  await page.getByText('Xem câu lệnh SQL').click();
  await page.getByRole('button', { name: 'Mở thành truy vấn riêng' }).click();
  expect(onopen).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('FROM "mot_cua" AS s'));
});

test('axe finds nothing wrong, options open or not', async () => {
  await page.getByRole('button', { name: 'So với chỉ tiêu' }).click();
  expect(await violationsIn(document.body)).toEqual([]);
  await page.getByRole('button', { name: /^Tỷ lệ hồ sơ .*, trong Giá trị: tuỳ chọn$/ }).click();
  await expect.element(page.getByRole('group', { name: /^Tử số/ })).toBeVisible();
  expect(await violationsIn(document.body)).toEqual([]);
});

test('its chart is drawn with a line for the goal', async () => {
  const withGoal = addGoal({ ...pivot, totals: { rows: true, columns: true, subtotals: true } }, { value: 98, comparator: '>=' });
  const fields = pivotFields(withGoal, [['2025 quý 3'], ['2025 quý 4'], ['2026 quý 1']]);
  const cells: Plain[][] = [
    ['Tây Nguyên', 1, 97.1, 0, 97.9, 0, null, 0, 97.5, 0, 98],
    ['Đông Nam Bộ', 1, 99.1, 0, 98.9, 0, 98.2, 0, 98.7, 0, 98],
    ['Tổng cộng', 0, 98.1, 0, 98.4, 0, 98.2, 0, 98.1, 0, 98],
  ];
  const table: ResultTable = {
    columns: fields.map((field, i) => column(field.name, i === 0 ? 'text' : 'number', '')),
    rowCount: cells.length,
    cell: (at, i) => cells[at]![i]!,
  };
  await render(ChartView, { spec: pivotChart(withGoal, fields) ?? {}, table, language: 'vi', theme: 'light', label: 'Biểu đồ' });
  await expect.poll(() => document.querySelectorAll('.chart-frame .mark-rule.role-mark line').length, { timeout: 20_000 }).toBe(1);
  expect([...document.querySelectorAll('.chart-frame .role-axis-label text')].map((one) => one.textContent)).toEqual(
    expect.arrayContaining(['2025 quý 3', '2025 quý 4', '2026 quý 1']),
  );
  expect(document.querySelectorAll('.chart-frame .mark-line path').length).toBe(2);
  expect(document.querySelectorAll('.chart-frame .mark-symbol.role-mark path').length).toBe(5);
});

test('at 390 px nothing is wider than the screen', async () => {
  await page.viewport(390, 900);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  const tops = ['Bộ lọc', 'Cột', 'Hàng', 'Giá trị'].map((name) => well(name).element().getBoundingClientRect().top);
  expect([...tops].sort((a, b) => a - b)).toEqual(tops);
  expect(new Set(tops).size).toBe(4);
});
