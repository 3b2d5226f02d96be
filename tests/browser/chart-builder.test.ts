import '../../src/ui/theme.css';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { emptyBuild, type ChartBuild } from '../../src/core/chart/chart-build';
import { chartText, openChart } from '../../src/core/chart/chart-open';
import type { ResultTable } from '../../src/core/result-table';
import { startBrowserDuckDB } from '../../src/engine/browser-duckdb';
import { DuckDBEngine } from '../../src/engine/duckdb-engine';
import ChartView from '../../src/ui/chart/ChartView.svelte';
import ChartBench from '../support/ChartBench.svelte';
import { violationsIn } from '../support/axe-here';
import { lazyTable } from '../support/lazy-table';

let engine: DuckDBEngine;
let table: ResultTable;

/** Twelve months of five units in three regions. */
const sql = `SELECT DATE '2021-01-01' + to_months(CAST(i % 12 AS INTEGER)) AS period_end,
  ['Đà Nẵng', 'An Giang', 'Lào Cai', 'Huế', 'Yên Bái'][1 + i % 5] AS unit_name, ['Bắc', 'Trung', 'Nam'][1 + i % 3] AS region_vi,
  CAST(80 + (i * 7) % 20 AS INTEGER) AS on_time, 100 AS dossiers, 80.0 + (i * 7) % 20 AS ontime_rate, ['met', 'behind', 'missed'][1 + i % 3] AS verdict
FROM range(60) t(i)`;

beforeAll(async () => {
  engine = new DuckDBEngine(startBrowserDuckDB);
  await engine.ready;
  table = await engine.query(sql);
}, 60_000);
afterAll(() => engine.close());

const patient = { timeout: 20_000 };
const built = (more: Partial<ChartBuild>) => chartText({ ...emptyBuild, ...more }, table.columns, 'vi');
const marks = (kind: string) =>
  document.querySelectorAll(`.chart-frame .role-mark.mark-${kind} path, .chart-frame .role-mark.mark-${kind} line`).length;
const texts = () => [...document.querySelectorAll('.chart-frame svg text')].map((text) => text.textContent);

async function bench(first: string | null, more: object = {}) {
  const ontext = vi.fn<(text: string) => void>();
  const result = await render(ChartBench, { engine, sql, table, first, ontext, ...more });
  return { ...result, last: () => openChart(ontext.mock.lastCall?.[0] ?? null, table.columns, 'vi').build, ontext };
}

/** Chooses in a list by typing, as on a keyboard: focus is moved by Tab only. */
async function tabTo(name: string | RegExp) {
  for (let i = 0; i < 80; i++) {
    await userEvent.keyboard('{Tab}');
    const at = document.activeElement;
    const label = at?.getAttribute('aria-label') ?? (at as HTMLInputElement).labels?.[0]?.textContent ?? at?.textContent ?? '';
    if (typeof name === 'string' ? label.trim() === name : name.test(label.trim())) return;
  }
  throw new Error(`no way by Tab to ${name}`);
}

/** Walks a list with the arrow keys, from its first entry down. */
async function arrowTo(value: string) {
  const list = document.activeElement as HTMLSelectElement;
  await userEvent.keyboard('{Home}');
  for (let i = 0; i < 20 && list.value !== value; i++) await userEvent.keyboard('{ArrowDown}');
  expect(list.value).toBe(value);
}

test('by keyboard alone: on-time rate by quarter with a target line', async () => {
  const { last } = await bench(null);
  await expect.poll(() => marks('rect'), patient).toBe(3);
  document.body.focus();
  await tabTo(/Cột/);
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => last()?.mark, patient).toBe('line');
  await tabTo('Bỏ khỏi màu');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => last()?.color, patient).toBeUndefined();
  document.body.focus();
  await tabTo('Trục ngang');
  await arrowTo('period_end');
  await expect.poll(() => last()?.x?.column, patient).toBe('period_end');
  await tabTo('Kỳ: trục ngang');
  await arrowTo('quarter');
  await expect.poll(() => last()?.x?.step, patient).toBe('quarter');
  await tabTo('Trục dọc');
  await arrowTo('ontime_rate');
  await expect.poll(() => last()?.y, patient).toEqual({ column: 'on_time', over: 'dossiers', aggregate: 'ratio' });
  await tabTo('Thêm đường mục tiêu');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => last()?.targets.length, patient).toBe(1);
  document.body.focus();
  await tabTo('Mức mục tiêu');
  await userEvent.keyboard('{Control>}a{/Control}95{Tab}');
  await expect.poll(() => last()?.targets, patient).toEqual([{ kind: 'value', value: 95, label: '' }]);
  await expect.poll(texts, patient).toContain('Mục tiêu: 95');
  expect(texts()).toEqual(expect.arrayContaining(['Quý 1/2021', 'Quý 4/2021', 'Đúng hạn, %']));
  expect(marks('symbol')).toBe(4);
  expect(marks('rule')).toBe(1);
  await expect
    .element(page.getByRole('img', { name: /^Thử\. Biểu đồ đường, 4 dòng số liệu\. Đúng hạn, %: .+ Mục tiêu: 95\.$/ }))
    .toBeVisible();
  await expect.element(page.getByText('60 dòng đã được cộng thành 4 nhóm.')).toBeVisible();
});

test('a column is dragged by pointer into a well; a press opens the same choice as a menu', async () => {
  const { last } = await bench(built({ x: { column: 'on_time', aggregate: 'sum' } }));
  await userEvent.dragAndDrop(page.getByRole('button', { name: 'Đơn vị' }).first(), page.getByLabelText('Trục dọc', { exact: true }));
  await expect.poll(() => last()?.y, patient).toEqual({ column: 'unit_name', sort: 'value-down' });
  await expect.poll(() => marks('rect'), patient).toBe(5);
  expect(document.querySelector('.chart-field-ghost')).toBeNull();
  await userEvent.click(page.getByRole('button', { name: 'Vùng' }).first());
  await userEvent.click(page.getByRole('group', { name: 'Đưa “Vùng” vào' }).getByRole('button', { name: 'Màu' }));
  await expect.poll(() => last()?.color, patient).toEqual({ column: 'region_vi' });
  await expect.poll(() => marks('rect'), patient).toBe(15);
});

test('every kind of chart draws its marks, and the goal once', async () => {
  const rate = { column: 'ontime_rate', aggregate: 'mean' as const };
  const cases: [string, Partial<ChartBuild>, string, number][] = [
    ['stacked counts', { x: { column: null, aggregate: 'count' }, y: { column: 'unit_name' }, color: { column: 'verdict' } }, 'rect', 15],
    ['side by side', { x: { column: 'period_end', step: 'quarter' }, y: rate, color: { column: 'region_vi' }, stack: 'group' }, 'rect', 12],
    ['heat', { mark: 'heat', x: { column: 'period_end', step: 'month' }, y: { column: 'unit_name' }, color: rate }, 'rect', 60],
    [
      'dots',
      { mark: 'point', x: { column: 'on_time' }, y: { column: 'ontime_rate' }, targets: [{ kind: 'value', value: 90, label: '' }] },
      'symbol',
      60,
    ],
    [
      'panels',
      {
        mark: 'line',
        x: { column: 'period_end' },
        y: rate,
        facet: { column: 'unit_name' },
        targets: [{ kind: 'value', value: 90, label: '' }],
      },
      'rule',
      5,
    ],
    [
      'areas',
      { mark: 'area', x: { column: 'period_end', step: 'year' }, y: { column: 'on_time', aggregate: 'sum' }, color: { column: 'verdict' } },
      'area',
      3,
    ],
  ];
  for (const [name, build, kind, count] of cases) {
    const { unmount } = await bench(built(build));
    await expect.poll(() => marks(kind), { ...patient, message: name }).toBe(count);
    await unmount();
  }
});

test('names are in Vietnamese order, verdicts in words and in the colours of the theme', async () => {
  await bench(built({ x: { column: null, aggregate: 'count' }, y: { column: 'unit_name', sort: 'name' }, color: { column: 'verdict' } }));
  await expect.poll(() => marks('rect'), patient).toBe(15);
  const units = ['An Giang', 'Đà Nẵng', 'Huế', 'Lào Cai', 'Yên Bái'];
  expect(texts().filter((text) => units.includes(text))).toEqual(units);
  expect(texts()).toEqual(expect.arrayContaining(['Đạt', 'Chậm tiến độ', 'Không đạt']));
  const fills = new Set([...document.querySelectorAll('.chart-frame .role-mark.mark-rect path')].map((path) => path.getAttribute('fill')));
  expect(fills.size).toBe(3);
  expect(fills).toContain('rgb(27, 107, 104)');
});

test('a long result is binned in the engine, says so, and its table has the rows drawn', async () => {
  const long = 'SELECT CAST(i AS DOUBLE) AS x, sin(i / 500.0) AS y FROM range(30000) t(i)';
  const rows = await engine.query(long);
  const text = chartText({ ...emptyBuild, mark: 'point', x: { column: 'x' }, y: { column: 'y' } }, rows.columns, 'vi');
  await render(ChartBench, { engine, sql: long, table: rows, first: text });
  await expect
    .element(page.getByText(/^Kết quả có 30\.000 dòng; các giá trị gần nhau đã được gộp thành [\d.]+ điểm vẽ\.$/), patient)
    .toBeVisible();
  const said = document.querySelector('figcaption')!.textContent;
  const drawn = Number(/thành ([\d.]+) điểm/.exec(said)![1]!.replace('.', ''));
  expect(drawn).toBeGreaterThan(1000);
  expect(drawn).toBeLessThan(1500);
  await expect.poll(() => marks('symbol'), patient).toBe(drawn);
  await userEvent.click(page.getByText(/^Số liệu của biểu đồ/));
  await expect.element(page.getByRole('region', { name: 'Số liệu của biểu đồ Thử' })).toBeVisible();
  expect(document.querySelectorAll('details tbody tr').length).toBe(200);
});

test('JSON and back: a change by hand is kept, named, and can be dropped', async () => {
  const { last, ontext } = await bench(built({ x: { column: 'on_time', aggregate: 'sum' }, y: { column: 'unit_name' } }));
  await userEvent.click(page.getByRole('button', { name: 'Sửa JSON' }));
  const editor = () => document.querySelector<HTMLElement>('.cm-content');
  await expect.poll(editor, patient).not.toBeNull();
  await expect.element(page.getByRole('textbox', { name: 'Mô tả biểu đồ (JSON Vega-Lite)' })).toBeVisible();
  editor()!.focus();
  await userEvent.keyboard('{Control>}{Home}{/Control}{ArrowRight}"ti');
  await expect.poll(() => document.querySelector('.cm-tooltip-autocomplete')?.textContent, patient).toContain('title');
  await expect.element(page.getByRole('status')).toHaveTextContent(/^\d+:\d+ /);
  await expect.element(page.getByRole('button', { name: 'Áp dụng' })).toBeDisabled();
  // CodeMirror takes no Enter in the first moment of a list, lest it was meant for the text.
  await new Promise((done) => setTimeout(done, 200));
  await userEvent.keyboard('{Enter}"Của tôi",');
  await expect.element(page.getByRole('button', { name: 'Áp dụng' })).toBeEnabled();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => ontext.mock.lastCall?.[0], patient).toContain('"title": "Của tôi"');
  await expect.poll(texts, patient).toContain('Của tôi');
  await expect.element(page.getByText(/đã được sửa bằng JSON/)).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Dựng lại từ các cột' }));
  await expect.element(page.getByRole('radio', { name: 'Cột' })).toBeChecked();
  expect(last()?.y).toEqual({ column: 'unit_name' });
  await expect.poll(texts, patient).not.toContain('Của tôi');
});

test('text that is no JSON, a column that went away, a fault in an expression: said, and the page goes on', async () => {
  const broken = await bench('{"mark": "bar", ');
  await expect.element(page.getByText(/không phải JSON hợp lệ/)).toBeVisible();
  await broken.unmount();
  const gone = await bench(built({ x: { column: 'gone' }, y: { column: 'unit_name' } }));
  await expect.element(page.getByText(/Kết quả không còn cột: gone/)).toBeVisible();
  await userEvent.selectOptions(page.getByLabelText('Trục ngang', { exact: true }), 'on_time');
  await expect.poll(() => marks('rect'), patient).toBe(5);
  await gone.unmount();
  await bench('{"mark":"bar","transform":[{"filter":"datum.x >>> ("}],"encoding":{"x":{"field":"nowhere","type":"nominal"}}}');
  await expect.element(page.getByRole('alert'), patient).toHaveTextContent(/Biểu đồ không vẽ được: .+/);
});

test('a field that the result does not have is named; an empty result is a friendly sentence', async () => {
  const props = {
    table: lazyTable({ a: 'text', b: 'number' }, 2, (row) => row),
    language: 'vi' as const,
    theme: 'light' as const,
    label: 'Thử',
  };
  const spec = { mark: 'bar', encoding: { x: { field: 'a', type: 'nominal' }, y: { field: 'missing', type: 'quantitative' } } };
  const { rerender, component } = await render(ChartView, { ...props, spec });
  await expect.element(page.getByText('Biểu đồ nhắc đến cột không có trong kết quả: missing.')).toBeVisible();
  expect(component.toCsv()).toBe('a;b\r\n0;0\r\n1;1\r\n');
  await rerender({ table: lazyTable({ a: 'text' }, 0, () => null) });
  await expect.element(page.getByText('Chưa có gì để vẽ')).toBeVisible();
});

test('everything that can be worked has a name, also on a narrow screen and in English', async () => {
  await page.viewport(390, 800);
  await bench(
    built({
      mark: 'point',
      x: { column: 'on_time' },
      y: { column: 'ontime_rate' },
      targets: [{ kind: 'value', value: 95, label: '' }],
      notes: [{ text: 'a', x: 1, y: 2 }],
    }),
    { language: 'en' },
  );
  await expect.poll(() => marks('symbol'), patient).toBe(60);
  const nameless = [...document.querySelectorAll<HTMLInputElement>('.builder :is(button, select, input, summary)')].filter(
    (one) => !(one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent)?.trim(),
  );
  expect(nameless).toEqual([]);
  for (const name of ['Horizontal axis', 'Vertical axis', 'Size of dots', 'Target value', 'Text of the note'])
    await expect.element(page.getByLabelText(name, { exact: true })).toBeInTheDocument();
  expect(await violationsIn(document.querySelector('.panel')!)).toEqual([]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  await page.viewport(1000, 800);
});
