import '../../src/ui/theme.css';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import tables from '../../queries/model/tables.sql?raw';
import { figureOf } from '../../src/core/correction';
import type { Engine } from '../../src/core/engine';
import { recordsOf } from '../../src/core/result-table';
import { startBrowserDuckDB } from '../../src/engine/browser-duckdb';
import { DuckDBEngine } from '../../src/engine/duckdb-engine';
import { Corrections } from '../../src/state/corrections.svelte';
import CorrectionDialog from '../../src/ui/correction/CorrectionDialog.svelte';
import CorrectionLedger from '../../src/ui/correction/CorrectionLedger.svelte';
import CorrectionMark from '../../src/ui/correction/CorrectionMark.svelte';

let engine: Engine;
beforeAll(async () => {
  engine = new DuckDBEngine(startBrowserDuckDB);
  await engine.ready;
  await engine.execute(tables);
  await engine.execute(`INSERT INTO observation BY NAME SELECT '34:01' AS unit_id, 'ty_le' AS indicator_id, DATE '2025-01-01' AS period_start,
    DATE '2025-01-31' AS period_end, 'month' AS period_kind, 's' AS series, 50.0 AS value, 5 AS numerator, 10 AS denominator, 'user' AS origin, 'a.csv' AS file, 7 AS row`);
});
afterAll(() => engine.close());

/** The engine answers in milliseconds, but may share its core with others. */
const slowly = { timeout: 15_000 };
const record = async () => recordsOf(await engine.query('FROM observation'))[0]!;
const open = () => {
  const ports = { changed: vi.fn(), applied: vi.fn() };
  return { ports, corrections: new Corrections({ engine, ready: () => Promise.resolve(), now: () => '2025-11-22T03:00:00Z', ...ports }) };
};

test('a ratio is corrected by its parts; reason and name are asked for; one click switches back', async () => {
  const { ports, corrections } = open();
  const figure = figureOf(await record())!;
  const onclose = vi.fn();
  const dialogShown = await render(CorrectionDialog, {
    figure,
    title: 'Hà Nội · Tỷ lệ',
    scale: 100,
    language: 'vi',
    onsave: (value, said) => void corrections.add(figure, value, said),
    onclose,
  });
  const dialog = page.getByRole('dialog', { name: 'Sửa số liệu' });
  await expect.element(dialog).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Ghi vào sổ sửa' }));
  await expect.element(page.getByText('Số mới giống số trong nguồn.')).toBeVisible();
  expect(page.getByText('Cần điền ô này.').elements()).toHaveLength(2);
  expect(onclose).not.toHaveBeenCalled();
  await page.getByLabelText('Mẫu số mới').fill('0');
  await expect.element(page.getByText('Mẫu số phải lớn hơn 0.')).toBeVisible();
  await page.getByLabelText('Mẫu số mới').fill('10');
  await page.getByLabelText('Tử số mới').fill('7,5');
  await expect.element(page.getByText('Giá trị mới: 75')).toBeVisible();
  await page.getByLabelText('Lý do').fill('Gõ nhầm');
  await page.getByLabelText('Người sửa').fill('Lan');
  await userEvent.click(page.getByRole('button', { name: 'Ghi vào sổ sửa' }));
  expect(onclose).toHaveBeenCalled();
  await dialogShown.unmount();
  await vi.waitFor(async () => expect(await record()).toMatchObject({ value: 75, numerator: 7.5, correction_id: 'k1' }), slowly);
  await vi.waitFor(() => expect(corrections.marks('34:01', 'ty_le', '2025-01-31')).toHaveLength(1), slowly);
  expect(corrections.marks('34:01', 'ty_le', '2025-02-28')).toHaveLength(0);
  expect(corrections.sourceOf(figureOf(await record())!).figures.value).toBe(50);
  expect(ports.changed).toHaveBeenCalledOnce();
  expect(JSON.parse(JSON.stringify(corrections.list))).toMatchObject([{ id: 'k1', reason: 'Gõ nhầm', who: 'Lan', on: true }]);

  await render(CorrectionLedger, { corrections, unitName: () => 'Hà Nội', indicatorName: () => 'Tỷ lệ', language: 'vi' });
  await expect.element(page.getByText('Đang dùng')).toBeVisible();
  await userEvent.click(page.getByRole('switch', { name: 'Dùng bản sửa: Hà Nội, Tỷ lệ, 31/01/2025' }));
  await vi.waitFor(async () => expect(await record()).toMatchObject({ value: 50, numerator: 5, correction_id: null }), slowly);
  await expect.element(page.getByText('Đã tắt')).toBeVisible();
  expect(corrections.marks('34:01', 'ty_le')).toHaveLength(0);
  await corrections.toggle('k1');
  await engine.execute(
    "DELETE FROM observation; INSERT INTO observation BY NAME SELECT '34:01' AS unit_id, 'ty_le' AS indicator_id, DATE '2025-01-01' AS period_start, DATE '2025-01-31' AS period_end, 'month' AS period_kind, 's' AS series, 60.0 AS value, 'user' AS origin, 'a.csv' AS file, 7 AS row",
  );
  await corrections.apply();
  await expect.element(page.getByText('Nguồn đã khác')).toBeVisible();
  expect((await record()).value).toBe(60);
  await userEvent.click(page.getByRole('button', { name: /^Bỏ khỏi sổ/ }));
  await expect.element(page.getByText('Chưa sửa số liệu nào', { exact: false })).toBeVisible();
});

test('a second correction of a figure switches the first off and keeps the source’s value as the old one', async () => {
  await engine.execute('UPDATE observation SET value = 60, numerator = NULL, denominator = NULL, correction_id = NULL');
  const { corrections } = open();
  const alone = (value: number) => ({ value, numerator: null, denominator: null });
  await corrections.add(figureOf(await record())!, alone(61), { reason: 'a', who: 'b' });
  await corrections.add(figureOf(await record())!, alone(62), { reason: 'a', who: 'b' });
  expect(corrections.list.map(({ on, oldValue, newValue }) => [on, oldValue.value, newValue.value])).toEqual([
    [false, 60, 61],
    [true, 60, 62],
  ]);
  expect((await record()).value).toBe(62);
  await corrections.load([]);
  expect((await record()).value).toBe(60);
});

test('the mark says in words what the source says', async () => {
  const onopen = vi.fn();
  await render(CorrectionMark, { source: 1234.5, language: 'en', onopen });
  await userEvent.click(page.getByRole('button', { name: 'Corrected; the source says 1,234.5' }));
  expect(onopen).toHaveBeenCalled();
});
