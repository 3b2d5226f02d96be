import '../../src/ui/theme.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { FigureLook } from '../../src/core/notebook/live-figures';
import { TextCellState } from '../../src/state/text-cell.svelte';
import TextCellView from '../../src/ui/notebook/TextCellView.svelte';
import SessionFrame from '../support/SessionFrame.svelte';

const look: FigureLook = (name) => (name === 'k' ? 98.456 : undefined);

async function opened(markdown: string, more: object = {}) {
  const changed = vi.fn();
  const cell = new TextCellState('c1', { kind: 'text', id: 'c1', collapsed: false, markdown }, changed);
  const result = await render(SessionFrame, { language: 'vi', component: TextCellView, given: { cell, look, ...more } });
  return { cell, changed, ...result };
}
const area = () => document.querySelector('textarea')!;
const field = () => page.getByRole('textbox', { name: 'Ô chữ' });
const edit = () => page.getByRole('button', { name: 'Sửa ô chữ' });

test('reads as Markdown with its figures, and opens by its button and by a double click', async () => {
  await opened('# Đạt {{ k.rate | 1 }}');
  await expect.element(page.getByRole('heading', { name: 'Đạt 98,5' })).toBeVisible();
  await userEvent.dblClick(page.getByRole('heading'));
  await expect.element(field()).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(edit()).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(field()).toHaveFocus();
});

test('shows what is written while it is written, and keeps it with Ctrl+Enter', async () => {
  const { cell, changed } = await opened('một');
  await edit().click();
  await userEvent.fill(field(), 'hai **{{ k.rate | 0 }}**');
  await expect.element(page.getByRole('region', { name: 'Xem trước' })).toHaveTextContent('hai 98');
  expect(cell.markdown).toBe('một');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(cell.markdown).toBe('hai **{{ k.rate | 0 }}**');
  expect(changed).toHaveBeenCalledTimes(1);
  expect(document.querySelector('textarea')).toBeNull();
  await expect.element(page.getByText('98', { exact: true })).toBeVisible();
});

test('keeps what was written when the cell goes away in the middle', async () => {
  const { cell, unmount } = await opened('');
  await userEvent.fill(field(), 'chưa xong');
  await unmount();
  expect(cell.markdown).toBe('chưa xong');
});

test('a change from outside replaces what is shown', async () => {
  const { cell } = await opened('một');
  cell.write('ba');
  await expect.element(page.getByText('ba')).toBeVisible();
});

test('the tools work on what is selected', async () => {
  await opened('vùng dẫn đầu\nhai', { figures: ['by_region.rate', 'as_of'] });
  await edit().click();
  const select = (from: number, to: number) => area().setSelectionRange(from, to);
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  await expect.element(field()).toHaveFocus();
  select(5, 8);
  await press(/^Đậm/);
  expect(area().value).toBe('vùng **dẫn** đầu\nhai');
  await userEvent.keyboard('{Control>}b{/Control}');
  expect(area().value).toBe('vùng dẫn đầu\nhai');
  await press('Tiêu đề');
  expect(area().value).toBe('## vùng dẫn đầu\nhai');
  await press('Tiêu đề');
  await press('Tiêu đề');
  expect(area().value).toBe('vùng dẫn đầu\nhai');
  select(0, area().value.length);
  await press('Danh sách');
  expect(area().value).toBe('- vùng dẫn đầu\n- hai');
  select(area().value.length, area().value.length);
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Chèn số liệu' }), 'as_of');
  expect(area().value).toBe('- vùng dẫn đầu\n- hai{{ as_of }}');
  select(2, 6);
  await userEvent.keyboard('{Control>}k{/Control}');
  expect(area().value).toBe('- [vùng](https://) dẫn đầu\n- hai{{ as_of }}');
  await userEvent.keyboard('x.vn');
  expect(area().value).toContain('[vùng](x.vn)');
});
