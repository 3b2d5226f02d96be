import '../../src/ui/theme.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { EditorKnowledge, KnownTable } from '../../src/ui/editor/editor-knowledge';
import SqlEditor from '../../src/ui/editor/SqlEditor.svelte';

const table = (name: string, columns: readonly string[]): KnownTable => ({
  name,
  kind: 'own',
  columns: columns.map((column) => ({ name: column, sqlType: 'VARCHAR' })),
  rows: 3,
});

const props = {
  value: 'SELECT name_vi FROM unit',
  knowledge: {
    tables: [table('unit', ['id', 'name_vi', 'Kỳ báo cáo']), table('target', ['id', 'deadline'])],
    parameters: [
      { name: 'as_of', label: 'Tính đến ngày', value: '2020-12-31' },
      { name: 'scope', label: null, value: null },
    ],
  } satisfies EditorKnowledge,
  diagnostics: [],
  language: 'vi' as const,
  label: 'Câu lệnh SQL',
  onrun: () => {},
};
const content = () => document.querySelector<HTMLElement>('.cm-content');
const options = () =>
  [...document.querySelectorAll('.cm-tooltip-autocomplete li')].map((option) => option.querySelector('.cm-completionLabel')!.textContent);

async function opened(more: object = {}) {
  const result = await render(SqlEditor, { ...props, ...more });
  await expect.poll(content, { timeout: 20_000 }).not.toBeNull();
  return result;
}

async function typeAtEnd(text: string) {
  content()!.focus();
  await userEvent.keyboard('{Control>}{End}{/Control}');
  await userEvent.keyboard(text);
}

test('a plain text area works until the editor is there, and hands over text, focus and cursor', async () => {
  const onrun = vi.fn();
  await render(SqlEditor, { ...props, onrun });
  const area = document.querySelector('textarea')!;
  expect(area.value).toBe(props.value);
  expect(area.getAttribute('aria-label')).toBe('Câu lệnh SQL');
  area.focus();
  area.setSelectionRange(3, 3);
  area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
  expect(onrun).toHaveBeenCalledTimes(1);
  await expect.poll(content, { timeout: 20_000 }).not.toBeNull();
  expect(document.querySelector('textarea')).toBeNull();
  expect(document.activeElement).toBe(content());
  await userEvent.keyboard('X');
  expect(content()!.textContent).toBe('SELXECT name_vi FROM unit');
});

test('has its name and its keys for assistive technology', async () => {
  await opened();
  await expect.element(page.getByRole('textbox', { name: 'Câu lệnh SQL' })).toBeVisible();
  expect(content()!.getAttribute('aria-description')).toContain('bấm Escape rồi Tab để rời');
});

test('Mod-Enter runs with what was typed', async () => {
  const onrun = vi.fn();
  let value = props.value;
  await render(SqlEditor, {
    ...props,
    onrun: () => onrun(value),
    get value() {
      return value;
    },
    set value(next: string) {
      value = next;
    },
  });
  await expect.poll(content, { timeout: 20_000 }).not.toBeNull();
  await typeAtEnd(' LIMIT 5');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(onrun.mock.calls).toEqual([['SELECT name_vi FROM unit LIMIT 5']]);
});

test('completes parameters, columns, tables and functions', async () => {
  await opened();
  await typeAtEnd(' WHERE x = $');
  await userEvent.keyboard('a');
  await expect.poll(options).toEqual(['$as_of']);
  await userEvent.keyboard('{Escape}');
  await typeAtEnd(' AND nam');
  await expect.poll(options).toContain('name_vi');
  await userEvent.keyboard('{Escape}');
  await typeAtEnd(' AND unit.');
  await expect.poll(options).toEqual(expect.arrayContaining(['id', 'name_vi']));
  await userEvent.keyboard('{Escape}');
  await typeAtEnd('id AND quantile');
  await expect.poll(options).toContain('quantile_cont');
  await new Promise((resolve) => setTimeout(resolve, 100));
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => content()!.textContent).toContain('quantile_cont()');
});

test('a column whose name needs quotes gets them', async () => {
  await opened();
  await typeAtEnd(' WHERE Kỳ');
  await expect.poll(options).toContain('Kỳ báo cáo');
  await new Promise((resolve) => setTimeout(resolve, 100));
  await userEvent.keyboard('{Tab}');
  expect(content()!.textContent).toContain('"Kỳ báo cáo"');
});

test('Tab indents; after Escape it leaves', async () => {
  await opened();
  const after = document.createElement('button');
  document.body.append(after);
  content()!.focus();
  await userEvent.keyboard('{Tab}');
  expect(document.activeElement).toBe(content());
  expect(content()!.textContent).toMatch(/^ {2}SELECT/);
  await userEvent.keyboard('{Escape}{Tab}');
  expect(document.activeElement).toBe(after);
  after.remove();
});

test('diagnostics are underlined and listed, and follow new text', async () => {
  const { rerender } = await opened({
    value: 'SELECT a\nFROM unti',
    diagnostics: [{ line: 2, column: 6, message: 'Không có bảng "unti"; có phải "unit"?' }],
  });
  expect(document.querySelector('.cm-problem')!.textContent).toBe('unti');
  await expect.element(page.getByRole('listitem')).toHaveTextContent('2:6 Không có bảng "unti"; có phải "unit"?');
  await rerender({ value: 'SELECT 1', diagnostics: [{ line: 9, column: 99, message: 'ngoài văn bản' }] });
  expect(content()!.textContent).toBe('SELECT 1');
  expect(document.querySelectorAll('.cm-problem').length).toBe(1);
  await rerender({ diagnostics: [] });
  expect(document.querySelectorAll('.cm-problem').length).toBe(0);
});

test('keywords, strings and parameters are told apart', async () => {
  await opened({ value: "SELECT 'a' WHERE x = $as_of -- ghi chú" });
  const colours = new Map([...content()!.querySelectorAll('span')].map((span) => [span.textContent, getComputedStyle(span).color]));
  expect(new Set([colours.get('SELECT'), colours.get("'a'"), colours.get('$as_of'), colours.get('-- ghi chú')]).size).toBe(4);
});

test('read-only takes no typing', async () => {
  await opened({ readonly: true });
  content()!.focus();
  await userEvent.keyboard('abc');
  expect(content()!.textContent).toBe(props.value);
  expect(content()!.getAttribute('aria-readonly')).toBe('true');
});
