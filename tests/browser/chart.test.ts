import '../../src/ui/theme.css';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import ChartView from '../../src/ui/chart/ChartView.svelte';
import { chartValues, ownSpec, usedColumns } from '../../src/ui/chart/chart-values';
import { lazyTable } from '../support/lazy-table';

const provinces = ['Lạng Sơn', 'Thái Nguyên', 'Tuyên Quang'];
const table = lazyTable({ tinh: 'text', ky: 'date', ty_le: 'number', ghi_chu: 'text' }, 3, (row, name) => {
  if (name === 'tinh') return provinces[row]!;
  if (name === 'ky') return `2021-0${row + 1}-01`;
  return name === 'ty_le' ? [99.82, 99.36, 99][row]! : 'không dùng';
});
const bar = {
  mark: 'bar',
  encoding: {
    x: { field: 'tinh', type: 'nominal' },
    y: { field: 'ty_le', type: 'quantitative', title: 'Tỷ lệ (%)' },
    tooltip: [{ field: 'tinh' }, { field: 'ty_le' }],
    color: { condition: { test: 'datum.ty_le > 99.5', value: 'teal' }, value: 'gray' },
  },
};
const props = { spec: bar, table, language: 'vi' as const, theme: 'light' as const, label: 'Đúng hạn' };

/** Vega is fetched for the first chart; that takes a while on a busy machine. */
const patient = { timeout: 20_000 };
const marks = () => document.querySelectorAll('.chart-frame .mark-rect.role-mark path, .chart-frame .role-mark path');
const axisTexts = () => [...document.querySelectorAll('.chart-frame svg .role-axis text')].map((text) => text.textContent);

test('draws under the interpreter, with the summary as its name', async () => {
  await render(ChartView, props);
  await expect.poll(() => marks().length, patient).toBe(3);
  expect([...marks()].map((mark) => mark.getAttribute('fill'))).toEqual(['teal', 'gray', 'gray']);
  await expect
    .element(
      page.getByRole('img', {
        name: 'Đúng hạn. Biểu đồ cột, 3 dòng số liệu. Tỷ lệ (%): thấp nhất 99 (Tuyên Quang), cao nhất 99,82 (Lạng Sơn).',
      }),
    )
    .toHaveAttribute('aria-busy', 'false');
});

test('numbers and months in Vietnamese, and in English after a change', async () => {
  const spec = {
    mark: 'line',
    encoding: {
      x: {
        field: 'ky',
        type: 'temporal',
        axis: {
          format: '%B',
          values: [
            { year: 2021, month: 1 },
            { year: 2021, month: 2 },
          ],
        },
      },
      y: { field: 'ty_le', type: 'quantitative', scale: { zero: false }, axis: { format: '.1f' } },
    },
  };
  const { rerender } = await render(ChartView, { ...props, spec });
  await expect.poll(axisTexts, patient).toContain('Tháng 1');
  expect(axisTexts()).toContainEqual(expect.stringMatching(/^99,\d$/));
  await rerender({ language: 'en' });
  await expect.poll(axisTexts, patient).toContain('January');
  expect(axisTexts()).toContainEqual(expect.stringMatching(/^99\.\d$/));
});

test('exports a PNG and an SVG, in the colours of the theme', async () => {
  const { component, rerender } = await render(ChartView, props);
  const png = await component.toPng();
  expect(png.type).toBe('image/png');
  expect([...new Uint8Array(await png.arrayBuffer())].slice(1, 4)).toEqual([80, 78, 71]);
  const light = await component.toSvg();
  expect(light).toMatch(/^<svg[^>]*>.*Lạng Sơn/s);
  await rerender({ theme: 'dark' });
  const dark = await component.toSvg();
  expect(dark).not.toBe(light);
});

test('follows the width of its column', async () => {
  await render(ChartView, { ...props, spec: { ...bar, encoding: { ...bar.encoding, x: { field: 'tinh', type: 'nominal' } } } });
  await expect.poll(() => marks().length, patient).toBe(3);
  const holder = document.querySelector<HTMLElement>('.chart')!;
  const width = () => Number(document.querySelector('.chart-frame svg')!.getAttribute('width'));
  holder.style.width = '300px';
  await expect.poll(width, patient).toBeLessThanOrEqual(300);
  holder.style.width = '500px';
  await expect.poll(width, patient).toBeGreaterThan(450);
});

test('a specification that cannot be drawn says why, in both languages, and a corrected one is drawn', async () => {
  const { rerender, component } = await render(ChartView, { ...props, spec: { mark: 'no-such-mark', encoding: {} } });
  await expect.element(page.getByRole('alert')).toHaveTextContent(/Biểu đồ không vẽ được: .+/);
  await expect(component.toSvg()).rejects.toThrow('chart-invalid');
  await rerender({ language: 'en' });
  await expect.element(page.getByRole('alert')).toHaveTextContent(/Chart cannot be drawn: .+/);
  await rerender({ spec: bar });
  await expect.poll(() => marks().length, patient).toBe(3);
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  expect(document.querySelector('.chart-frame svg')!.getBoundingClientRect().width).toBeGreaterThan(200);
});

test.each([
  ['data from an address', { mark: 'bar', data: { url: 'https://example.org/a.csv' } }],
  ['data of a layer', { layer: [{ mark: 'bar', data: { url: '/a.csv' } }] }],
  ['a lookup', { mark: 'bar', transform: [{ lookup: 'a', from: { data: { url: 'x' }, key: 'a' } }] }],
  ['a link', { mark: 'bar', encoding: { href: { value: 'javascript:alert(1)' } } }],
  ['a link on the mark', { mark: { type: 'bar', href: 'javascript:alert(1)' } }],
  ['a picture', { mark: { type: 'image' }, encoding: { x: { field: 'tinh' } } }],
  ['a picture by name', { mark: 'image' }],
  ['an input elsewhere in the page', { mark: 'bar', params: [{ name: 'p', bind: { input: 'text', element: 'body' } }] }],
])('is refused: %s', async (_, spec) => {
  expect(() => ownSpec(spec)).toThrow('chart-outside');
});

test('a refused specification shows the message and makes no request', async () => {
  performance.clearResourceTimings();
  await render(ChartView, { ...props, spec: { mark: 'bar', data: { url: 'https://example.org/a.csv' } } });
  await expect.element(page.getByRole('alert')).toHaveTextContent('Biểu đồ bị từ chối: "data.url" trỏ ra ngoài biểu đồ');
  expect(performance.getEntriesByType('resource').filter(({ name }) => name.includes('example.org'))).toEqual([]);
});

test('settings that would steer the loader are left out', () => {
  expect(
    ownSpec({
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      usermeta: { embedOptions: { loader: {}, actions: true } },
      mark: 'bar',
    }),
  ).toEqual({ mark: 'bar' });
});

test('takes only the columns in use, dates as local midnight where they are time', () => {
  const spec = {
    mark: 'line',
    encoding: { x: { field: 'ky', type: 'temporal' }, y: { field: 'ty_le', type: 'quantitative' } },
    transform: [{ filter: "datum['tinh'] != ''" }],
  };
  expect(usedColumns(spec, table)).toEqual([0, 1, 2]);
  expect(chartValues(spec, table)[0]).toEqual({ tinh: 'Lạng Sơn', ky: new Date(2021, 0, 1).getTime(), ty_le: 99.82 });
  expect(chartValues(bar, table)[1]).toEqual({ tinh: 'Thái Nguyên', ty_le: 99.36 });
});

test('says when it does not draw every row', async () => {
  const many = lazyTable({ a: 'integer', b: 'integer' }, 1_000_000, (row) => row);
  await render(ChartView, {
    ...props,
    table: many,
    spec: { mark: 'point', encoding: { x: { field: 'a', type: 'quantitative' }, y: { field: 'b', type: 'quantitative' } } },
  });
  await expect.element(page.getByText('Biểu đồ chỉ vẽ 5.000 dòng đầu trong 1.000.000 dòng.')).toBeVisible();
  expect(many.reads()).toBeLessThan(60_000);
});

test('the tooltip shows text as text', async () => {
  const hostile = lazyTable({ tinh: 'text', ty_le: 'number' }, 1, (_, name) => (name === 'tinh' ? '<img src=x onerror=alert(1)>' : 5));
  await render(ChartView, { ...props, table: hostile });
  await expect.poll(() => marks().length, patient).toBe(1);
  await userEvent.hover(marks()[0]!);
  await expect.poll(() => document.querySelector('#vg-tooltip-element')?.textContent).toContain('<img');
  expect(document.querySelector('#vg-tooltip-element img')).toBeNull();
});
