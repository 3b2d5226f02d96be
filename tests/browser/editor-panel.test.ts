import '../../src/ui/theme.css';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { QueryCellState } from '../../src/state/query-cell.svelte';
import { QueryHistory } from '../../src/state/query-history.svelte';
import type { Session } from '../../src/state/session.svelte';
import SqlPanel from '../../src/ui/question/SqlPanel.svelte';
import { violationsIn } from '../support/axe-here';
import { editorSession } from '../support/editor-session';
import WithSession from '../support/WithSession.svelte';

let session: Session;
beforeAll(async () => {
  await page.viewport(1000, 800);
  session = await editorSession();
  session.notebook.addInput('he', 'unit_system', '34');
});
afterAll(() => session.engine.close());

const content = () => document.querySelector<HTMLElement>('.cm-content');
const text = () => [...document.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n');
const problem = () => document.querySelector('.cm-problem')?.textContent ?? null;
const details = () => [...document.querySelectorAll('.cm-tooltip-autocomplete .cm-completionDetail')].map((detail) => detail.textContent);

async function opened(sql: string): Promise<QueryCellState> {
  const cell = session.notebook.addQuery(null);
  cell.edit(sql);
  await render(WithSession, { session, component: SqlPanel as never, given: { cell, title: 'Thử', history: new QueryHistory() } });
  await expect.poll(content, { timeout: 20_000 }).not.toBeNull();
  content()!.focus();
  await userEvent.keyboard('{Control>}{End}{/Control}');
  return cell;
}

test('a wrong name is underlined while it is typed, at its place in the text as written, and mended by one click', async () => {
  const cell = await opened('SELECT name_vi FROM unit u WHERE u.unit_system = $he ');
  await userEvent.keyboard('AND u.populatio > 1{Escape}');
  const typedAt = performance.now();
  await expect.poll(problem, { interval: 10 }).toBe('populatio');
  console.info(`underlined ${Math.round(performance.now() - typedAt)} ms after the last key`);
  await expect.element(page.getByRole('listitem')).toHaveTextContent(/1:5[48] Không có cột "populatio"; có phải "population"/);
  await page.getByRole('button', { name: 'Sửa thành population' }).click();
  expect(cell.sql).toBe('SELECT name_vi FROM unit u WHERE u.unit_system = $he AND u.population > 1');
  await expect.poll(problem).toBeNull();
});

test('what is refused is underlined too; a pivot without a list of values is not', async () => {
  await opened('SET threads = 2');
  await expect.poll(problem).toBe('SET');
  await userEvent.keyboard('{Control>}a{/Control}PIVOT unit ON unit_system USING count(*){Escape}');
  await expect.poll(problem).toBeNull();
  await userEvent.keyboard('{Control>}a{/Control}PIVOT unit ON unit_systm USING count(*){Escape}');
  await expect.poll(problem).toBe('unit_systm');
});

test('units come from the model, those of the input in force first; macros have their columns', async () => {
  await opened('SELECT * FROM unit WHERE unit_system = $he AND unit_id = ');
  await userEvent.keyboard("'lang son");
  await expect.poll(details, { timeout: 5000 }).toEqual(['34:20', '63:20']);
  await userEvent.keyboard('{Escape}{Control>}a{/Control}');
  await userEvent.keyboard("SELECT  FROM verdict(DATE '2020-12-31') v{Escape}{Control>}{Home}{/Control}{ArrowRight>7}v.gap");
  await expect.poll(details, { timeout: 5000 }).toEqual(['double', 'bigint']);
});

test('format, explain and keys; accessible', async () => {
  const cell = await opened('select region_vi, count(*) from unit where unit_system = $he group by all -- vùng');
  await page.getByRole('button', { name: 'Trình bày lại' }).click();
  await expect.poll(text).toBe('SELECT\n  region_vi,\n  count(*)\nFROM\n  unit\nWHERE\n  unit_system = $he\nGROUP BY ALL -- vùng');
  expect(cell.sql).toBe(text());
  await page.getByRole('button', { name: 'Xem cách chạy' }).click();
  await expect.element(page.getByRole('treeitem').first(), { timeout: 10_000 }).toHaveTextContent(/Gom nhóm/);
  await expect.element(page.getByRole('treeitem').last()).toHaveTextContent(/Đọc bảng.*Table: unit.*34 dòng/);
  await page.getByRole('button', { name: 'Phím tắt' }).click();
  await expect.element(page.getByText('Shift+Alt+F')).toBeVisible();
  expect(await violationsIn(document.querySelector('.sql')!)).toEqual([]);
});
