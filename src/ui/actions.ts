import type { Action } from '../core/action';
import type { Bilingual } from '../core/language';
import { saveFile } from './parts/save-file';
import type { Session } from '../state/session.svelte';

/** What can lie over the page; loaded when it is first opened. */
export type Overlay =
  | 'palette'
  | 'shortcuts'
  | 'outline'
  | 'presentation'
  | 'export'
  | 'find'
  | 'corrections'
  | 'templates'
  | 'history'
  | 'input'
  | 'workspace';

const notebook: Bilingual = { vi: 'Sổ', en: 'Notebook' };
const cells: Bilingual = { vi: 'Thêm ô', en: 'Add a cell' };
const edit: Bilingual = { vi: 'Sửa', en: 'Edit' };
const view: Bilingual = { vi: 'Xem', en: 'View' };
const page: Bilingual = { vi: 'Trang', en: 'Page' };

/** Everything a reader can do from the palette, by key or from the notebook's menu. */
export function pageActions(session: Session, show: (overlay: Overlay) => void): Action[] {
  const { notebook: cellsOf } = session;
  const always = () => true;
  const action = (
    id: string,
    group: Bilingual,
    vi: string,
    en: string,
    run: () => void | Promise<void>,
    more: Partial<Pick<Action, 'keys' | 'keywords' | 'enabled'>> = {},
  ): Action => ({ id, group, label: { vi, en }, run, enabled: always, ...more });

  return [
    action('palette', view, 'Tìm lệnh', 'Find a command', () => show('palette'), { keys: 'Mod+K' }),
    action('shortcuts', view, 'Phím tắt', 'Keyboard shortcuts', () => show('shortcuts'), { keys: '?' }),
    action('outline', view, 'Mục lục của sổ', 'Outline of the notebook', () => show('outline'), { keys: 'Mod+Shift+O' }),
    action('present', view, 'Trình chiếu', 'Present', () => show('presentation'), { keys: 'Mod+Shift+F' }),
    action('compare', view, 'So sánh đơn vị', 'Compare units', () => void session.compare({ view: null }), {
      keys: 'Alt+C',
      keywords: ['xep hang', 'rank'],
    }),
    action('map', view, 'Bản đồ', 'Map', () => void session.compare({ view: 'map' }), { keys: 'Alt+M', keywords: ['ban do'] }),
    action('add-pivot', cells, 'Bảng tổng hợp', 'Pivot table', () => void cellsOf.addPivot(), { keywords: ['pivot'] }),
    action('add-query', cells, 'Câu lệnh SQL', 'SQL query', () => void cellsOf.addQuery(null)),
    action('add-text', cells, 'Ghi chú', 'Note', () => void cellsOf.addText('')),
    action('add-sheet', cells, 'Bảng tính tay', 'Sheet', () => addSheet(session), { keywords: ['excel'] }),
    action('add-input', cells, 'Ô nhập', 'Input', () => show('input')),
    action('add-divider', cells, 'Ngắt trang', 'Page break', () => void cellsOf.addDivider('')),
    action('templates', cells, 'Mẫu có sẵn…', 'Templates…', () => show('templates')),
    action('undo', edit, 'Hoàn tác', 'Undo', () => cellsOf.undo(), { keys: 'Mod+Z', enabled: () => cellsOf.canUndo }),
    action('redo', edit, 'Làm lại', 'Redo', () => cellsOf.redo(), { keys: 'Mod+Y', enabled: () => cellsOf.canRedo }),
    action('find', edit, 'Tìm và thay trong sổ', 'Find and replace in the notebook', () => show('find'), { keys: 'Mod+Shift+H' }),
    action('run-all', notebook, 'Chạy tất cả', 'Run all', () => cellsOf.runAll(), { keys: 'Mod+Shift+Enter' }),
    action('stop', notebook, 'Dừng những gì đang chạy', 'Stop what runs', () => void session.cancel()),
    action('automatic', notebook, 'Bật hoặc tắt tự chạy theo', 'Switch running by itself on or off', () =>
      cellsOf.runAutomatically(!cellsOf.automatic),
    ),
    action('workspace', page, 'Nơi làm việc, phiên bản, sao lưu', 'Workspace, versions, backup', () => show('workspace'), {
      keywords: ['lưu', 'save', 'doichieu'],
    }),
    action('save', notebook, 'Lưu sổ thành tệp .md', 'Save the notebook as an .md file', () => saveNotebook(session), { keys: 'Mod+S' }),
    action('export', notebook, 'Xuất báo cáo, in', 'Export a report, print', () => show('export'), {
      keys: 'Mod+P',
      keywords: ['excel', 'word', 'html', 'pdf'],
    }),
    action('history', notebook, 'Lịch sử câu lệnh', 'Query history', () => show('history')),
    action('corrections', notebook, 'Sổ đính chính', 'Corrections', () => show('corrections')),
    action('new', notebook, 'Sổ mới', 'New notebook', () => session.newNotebook()),
    action('home', page, 'Về trang đầu', 'Start page', () => session.goHome()),
    action('language', page, 'Đổi sang tiếng Anh', 'Switch to Vietnamese', () =>
      session.settings.useLanguage(session.settings.language === 'vi' ? 'en' : 'vi'),
    ),
    action('theme', page, 'Đổi nền sáng hoặc tối', 'Switch light or dark', () =>
      session.settings.useTheme(session.settings.theme === 'dark' ? 'light' : 'dark'),
    ),
  ];
}

/** A small empty sheet under a free name. */
export function addSheet(session: Session): void {
  const vi = session.settings.language === 'vi';
  const column = (name: string, type: 'text' | 'number') => ({ name, type, formula: null });
  session.notebook.addSheet({
    name: vi ? 'bang_tay' : 'my_sheet',
    columns: vi ? [column('nội dung', 'text'), column('giá trị', 'number')] : [column('item', 'text'), column('value', 'number')],
    rows: [],
  });
}

/** Downloads the notebook as its file is written. */
export async function saveNotebook(session: Session): Promise<void> {
  const { nameKey } = await import('../core/name-key');
  const name = nameKey(session.notebook.title) || 'so';
  saveFile(`${name}.md`, new Blob([await session.notebookText()], { type: 'text/markdown' }));
}
