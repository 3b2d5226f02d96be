import '../../src/ui/theme.css';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Action } from '../../src/core/action';
import CommandPalette from '../../src/ui/shell/CommandPalette.svelte';
import Outline from '../../src/ui/shell/Outline.svelte';
import Presentation from '../../src/ui/shell/Presentation.svelte';
import Shortcuts from '../../src/ui/shell/Shortcuts.svelte';
import { keyMap } from '../../src/ui/shell/key-map';
import type { OutlineEntry } from '../../src/ui/shell/outline-entries';
import SessionFrame from '../support/SessionFrame.svelte';
import { violationsIn } from '../support/axe-here';

const cells = { vi: 'Ô', en: 'Cells' };
const file = { vi: 'Tệp', en: 'File' };
function actionsWith(run: (id: string) => void): Action[] {
  const action = (id: string, vi: string, en: string, group: Action['group'], keys?: string): Action => ({
    id,
    label: { vi, en },
    group,
    ...(keys === undefined ? {} : { keys }),
    enabled: () => id !== 'off',
    run: () => run(id),
  });
  return [
    action('run', 'Chạy lại ô', 'Run the cell', cells, 'Mod+Enter'),
    action('new-query', 'Thêm câu hỏi', 'Add a question', cells, 'Mod+Shift+Q'),
    action('open', 'Mở tệp', 'Open files', file, 'o'),
    action('export', 'Xuất sổ ra Excel, Word', 'Export the notebook', file),
    action('off', 'Không làm được', 'Cannot be done', file, 'x'),
  ];
}
const dialog = () => document.querySelector('dialog')!;
const optionTexts = () => [...document.querySelectorAll('[role=option] .name')].map((option) => option.textContent);

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  beforeEach(() => void (document.documentElement.dataset.theme = theme));
  afterEach(() => void delete document.documentElement.dataset.theme);

  test('the palette, the outline, the keys and the presentation are accessible', async () => {
    await page.viewport(390, 800);
    const palette = await render(CommandPalette, { actions: actionsWith(() => {}), language: 'vi', recent: ['open'], onclose: () => {} });
    expect(await violationsIn(dialog())).toEqual([]);
    await palette.unmount();
    const keys = await render(SessionFrame, {
      language: 'vi',
      component: Shortcuts,
      given: { actions: actionsWith(() => {}), language: 'vi', onclose: () => {} },
    });
    expect(await violationsIn(dialog())).toEqual([]);
    await keys.unmount();
    const outline = await render(Outline, { entries, current: 'q1', language: 'vi', onopen: () => {}, onmove: () => {} });
    expect(await violationsIn(outline.container)).toEqual([]);
    await outline.unmount();
    await render(Presentation, { title: 'Sổ', pages, cell: cellSnippet, language: 'vi', onclose: () => {} });
    expect(await violationsIn(dialog())).toEqual([]);
    await page.viewport(1000, 800);
  });
});

describe('the command palette', () => {
  test('lists what was used last, then the groups; what cannot be done is not there', async () => {
    await render(CommandPalette, { actions: actionsWith(() => {}), language: 'vi', recent: ['export', 'gone'], onclose: () => {} });
    await expect.element(page.getByRole('combobox', { name: 'Bảng lệnh' })).toHaveFocus();
    expect(optionTexts()).toEqual(['Xuất sổ ra Excel, Word', 'Chạy lại ô', 'Thêm câu hỏi', 'Mở tệp']);
    expect([...document.querySelectorAll('[role=listbox] .overline')].map((name) => name.textContent)).toEqual(['Vừa dùng', 'Ô', 'Tệp']);
    await expect.element(page.getByRole('option', { name: 'Chạy lại ô Ctrl Enter' })).toBeVisible();
  });

  test('finds without marks, moves by keys, runs once and says what was used', async () => {
    const run = vi.fn();
    const onuse = vi.fn();
    const onclose = vi.fn();
    await render(CommandPalette, { actions: actionsWith(run), language: 'vi', onuse, onclose });
    const box = page.getByRole('combobox');
    await box.fill('te');
    expect(optionTexts()).toEqual(['Mở tệp', 'Xuất sổ ra Excel, Word']);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    await expect.element(page.getByRole('option', { selected: true })).toHaveTextContent('Xuất sổ');
    expect(box.element().getAttribute('aria-activedescendant')).toBe(document.querySelector('[aria-selected=true]')!.id);
    await userEvent.keyboard('{Enter}');
    expect(run.mock.calls).toEqual([['export']]);
    expect(onuse.mock.calls).toEqual([['export']]);
    expect(onclose).toHaveBeenCalled();
  });

  test('says when nothing matches, and Escape closes', async () => {
    const onclose = vi.fn();
    await render(CommandPalette, { actions: actionsWith(() => {}), language: 'en', onclose });
    await page.getByRole('combobox').fill('zzz');
    await expect.element(page.getByText('No command matches.')).toBeVisible();
    await userEvent.keyboard('{Enter}{Escape}');
    await expect.poll(() => onclose.mock.calls.length).toBe(1);
  });
});

describe('keys', () => {
  test('run actions, but leave typing, what a widget used, and open dialogs alone', () => {
    const run = vi.fn();
    const listener = keyMap(() => actionsWith(run));
    const field = document.createElement('input');
    document.body.append(field);
    const press = (target: EventTarget, key: string, more: KeyboardEventInit = {}) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
      Object.defineProperty(event, 'target', { value: target });
      listener(event);
      return event.defaultPrevented;
    };
    expect(press(document.body, 'o')).toBe(true);
    expect(press(field, 'o')).toBe(false);
    expect(press(field, 'Enter', { ctrlKey: true })).toBe(true);
    expect(press(document.body, 'Enter', { metaKey: true })).toBe(true);
    expect(press(document.body, 'x')).toBe(false);
    expect(press(document.body, 'o', { isComposing: true })).toBe(false);
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.showModal();
    expect(press(document.body, 'o')).toBe(false);
    dialog.remove();
    field.remove();
    expect(run.mock.calls.flat()).toEqual(['open', 'run', 'run']);
  });

  test('are all listed with their keys', async () => {
    await render(SessionFrame, {
      language: 'vi',
      component: Shortcuts,
      given: { actions: actionsWith(() => {}), language: 'vi', onclose: () => {} },
    });
    const rows = [...document.querySelectorAll('dl > div')].map((row) => row.textContent?.replace(/\s+/g, ' ').trim());
    expect(rows).toEqual(['Chạy lại ô CtrlEnter', 'Thêm câu hỏi CtrlShiftQ', 'Mở tệp O', 'Không làm được X']);
  });
});

const entry = (
  id: string,
  kind: OutlineEntry['kind'],
  label: string,
  level: number,
  status: OutlineEntry['status'] = 'idle',
): OutlineEntry => ({ id, kind, label, level, status });
const entries = [
  entry('t1', 'text', 'Nhận xét', 1),
  entry('t1:2', 'heading', 'Cách tính', 2),
  entry('q1', 'query', 'Ai đang chậm', 3, 'failed'),
  entry('d1', 'divider', 'Phần hai', 1),
  entry('q2', 'query', 'Xếp hạng', 2, 'running'),
];

describe('the outline', () => {
  test('is a tree that tells kind and state, walks by keys and opens', async () => {
    const onopen = vi.fn();
    await render(Outline, { entries, current: 'q1', language: 'vi', onopen, onmove: () => {} });
    const item = page.getByRole('treeitem', { name: 'Ai đang chậm, câu hỏi, có lỗi' });
    await expect.element(item).toHaveAttribute('aria-level', '3');
    await expect.element(item).toHaveAttribute('aria-selected', 'true');
    expect(document.querySelectorAll('[role=treeitem][tabindex="0"]').length).toBe(1);
    (item.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(document.activeElement!.textContent).toContain('Cách tính');
    await userEvent.keyboard('{Home}{ArrowDown}{Enter}{End}{Enter}');
    expect(onopen.mock.calls.flat()).toEqual(['t1:2', 'q2']);
  });

  test('moves cells with Alt and arrows, and tells it; further headings stay with their cell', async () => {
    const onmove = vi.fn();
    await render(Outline, { entries, current: null, language: 'vi', onopen: () => {}, onmove });
    (page.getByRole('treeitem', { name: /^Ai đang chậm/ }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(onmove.mock.calls).toEqual([['q1', 2]]);
    await expect.element(page.getByRole('status')).toHaveTextContent('Đã dời “Ai đang chậm” tới vị trí 3 trong 4');
    (page.getByRole('treeitem', { name: /^Cách tính/ }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}{Home}{Alt>}{ArrowUp}{/Alt}');
    expect(onmove.mock.calls.length).toBe(1);
  });

  test('moves cells by dragging', async () => {
    const onmove = vi.fn();
    await render(Outline, { entries, current: null, language: 'vi', onopen: () => {}, onmove });
    const source = page.getByRole('treeitem', { name: /^Xếp hạng/ });
    await source.dropTo(page.getByRole('treeitem', { name: /^Nhận xét/ }), { targetPosition: { x: 20, y: 3 } });
    expect(onmove.mock.calls).toEqual([['q2', 0]]);
    await page
      .getByRole('treeitem', { name: /^Nhận xét/ })
      .dropTo(page.getByRole('treeitem', { name: /^Phần hai/ }), { targetPosition: { x: 20, y: 24 } });
    expect(onmove.mock.calls[1]).toEqual(['t1', 2]);
  });
});

const pages = [
  { title: null, cells: ['t1', 'q1'] },
  { title: 'Phần hai', cells: ['q2'] },
];
const cellSnippet = createRawSnippet<[string]>((id) => ({ render: () => `<p>ô ${id()} <input aria-label="giá trị" /></p>` }));

describe('the presentation', () => {
  test('shows one page at a time, turns by keys, and leaves a field its keys', async () => {
    const onclose = vi.fn();
    await render(Presentation, { title: 'Sổ tháng 12', pages, cell: cellSnippet, language: 'vi', onclose });
    await expect.element(page.getByRole('heading', { name: 'Sổ tháng 12' })).toBeVisible();
    expect(document.querySelectorAll('.cell').length).toBe(2);
    await expect.element(page.getByRole('button', { name: 'Trang trước' })).toBeDisabled();
    await userEvent.keyboard('{PageDown}');
    await expect.element(page.getByRole('heading', { name: 'Phần hai' })).toBeVisible();
    await expect.element(page.getByRole('status', { name: 'Trang 2 / 2' })).toBeVisible();
    await page.getByRole('textbox').click();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(page.getByText('ô q2')).toBeVisible();
    await userEvent.keyboard('{PageUp}');
    await expect.element(page.getByText('ô t1')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => onclose.mock.calls.length).toBe(1);
  });
});
