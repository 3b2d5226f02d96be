import { describe, expect, test } from 'vitest';
import { afterUse, findActions, foldText, matchRank, type Action } from '../../src/core/action';
import { pressMatches, shownKeys, typesText, type KeyPress } from '../../src/core/action-keys';

const group = { vi: 'Câu hỏi', en: 'Questions' };
const action = (id: string, vi: string, en: string, more: Partial<Action> = {}): Action => ({
  id,
  label: { vi, en },
  group,
  enabled: () => true,
  run: () => {},
  ...more,
});

describe('finding an action', () => {
  test('needs no marks and no case', () => {
    expect(foldText('ĐÚNG HẠN')).toBe('dung han');
    expect(foldText('đu\u0301ng')).toBe('dung');
    expect(matchRank('dung han', 'Đúng hạn theo vùng')).toBe(0);
    expect(matchRank('ĐÚNG', 'Tỷ lệ đúng hạn')).toBe(1);
  });

  test.each([
    ['xep', 'Xếp hạng tỷ lệ', 0],
    ['hang ty', 'Xếp hạng tỷ lệ', 1],
    ['x ty', 'Xếp hạng tỷ lệ', 1],
    ['xhtl', 'Xếp hạng tỷ lệ', 2],
    ['ang ty', 'Xếp hạng tỷ lệ', 3],
    ['le xep', 'Xếp hạng tỷ lệ', 4],
    ['xpag', 'Xếp hạng tỷ lệ', 5],
    ['xg', 'Xếp hạng tỷ lệ', null],
    ['zz', 'Xếp hạng tỷ lệ', null],
  ])('“%s” in “%s” ranks %s', (typed, text, rank) => expect(matchRank(typed, text)).toBe(rank));

  test('puts beginnings first, then words, then letters; the order given decides between equals', () => {
    const actions = [
      action('c', 'Mẫu chạy lại hằng năm', 'x'),
      action('b', 'Thử chạy', 'x'),
      action('a', 'Chạy tất cả', 'x'),
      action('d', 'Chạy ô này', 'x'),
      action('off', 'Chạy không được', 'x', { enabled: () => false }),
    ];
    expect(findActions(actions, 'chạy', 'vi').map((one) => one.id)).toEqual(['a', 'd', 'c', 'b']);
    expect(findActions(actions, ' ', 'vi').map((one) => one.id)).toEqual(['c', 'b', 'a', 'd']);
  });

  test('knows the other language, the group and the keywords, after the label itself', () => {
    const actions = [
      action('k', 'Lưu thành Excel', 'Save', { keywords: ['xuất', 'export'] }),
      action('e', 'Ghi ra tệp', 'Export'),
      action('l', 'Xuất sổ', 'Write'),
    ];
    expect(findActions(actions, 'export', 'vi').map((one) => one.id)).toEqual(['k', 'e']);
    expect(findActions(actions, 'xuat', 'vi').map((one) => one.id)).toEqual(['l', 'k']);
    expect(findActions(actions, 'cau hoi ghi', 'vi').map((one) => one.id)).toEqual(['e']);
  });

  test('remembers the six used last, each once, newest first', () => {
    let recent: readonly string[] = [];
    for (const id of ['a', 'b', 'c', 'a', 'd', 'e', 'f', 'g']) recent = afterUse(recent, id);
    expect(recent).toEqual(['g', 'f', 'e', 'd', 'a', 'c']);
  });
});

describe('keys', () => {
  const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...more,
  });

  test.each([
    ['Mod+K', press('k', { ctrlKey: true }), true],
    ['Mod+K', press('k', { metaKey: true }), true],
    ['Mod+K', press('k'), false],
    ['Mod+K', press('K', { ctrlKey: true, shiftKey: true }), false],
    ['Mod+Shift+P', press('P', { ctrlKey: true, shiftKey: true }), true],
    ['Mod+K', press('л', { ctrlKey: true, code: 'KeyK' }), true],
    ['Alt+ArrowUp', press('ArrowUp', { altKey: true }), true],
    ['Alt+ArrowUp', press('ArrowUp'), false],
    ['?', press('?', { shiftKey: true, code: 'Slash' }), true],
    ['?', press('?', { code: 'KeyM' }), true],
    ['o', press('o'), true],
    ['o', press('o', { ctrlKey: true }), false],
    ['+', press('+', { shiftKey: true }), true],
    ['F5', press('F5'), true],
  ])('%s against %o', (keys, one, matches) => expect(pressMatches(keys, one)).toBe(matches));

  test('are shown as the keyboard is labelled', () => {
    expect(shownKeys('Mod+Shift+P', false)).toEqual(['Ctrl', 'Shift', 'P']);
    expect(shownKeys('Mod+Shift+P', true)).toEqual(['⌘', '⇧', 'P']);
    expect(shownKeys('Alt+ArrowUp', false)).toEqual(['Alt', '↑']);
    expect(shownKeys('?', false)).toEqual(['?']);
  });

  test('that write or move in a field are told apart from those that do not', () => {
    expect(['o', '?', 'ArrowUp', 'Shift+A', 'Enter', 'Alt+a'].filter(typesText)).toEqual([
      'o',
      '?',
      'ArrowUp',
      'Shift+A',
      'Enter',
      'Alt+a',
    ]);
    expect(['Mod+K', 'F5', 'Alt+ArrowUp', 'Mod+Enter'].filter(typesText)).toEqual([]);
  });
});
