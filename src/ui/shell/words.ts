import type { Language } from '../../core/language';

interface ShellWords {
  readonly palette: string;
  readonly paletteHint: string;
  readonly noAction: string;
  readonly recent: string;
  readonly found: (count: number) => string;
  readonly shortcuts: string;
  readonly shortcutsHint: string;
  readonly outline: string;
  readonly emptyOutline: string;
  readonly moveHint: string;
  readonly moved: (label: string, place: number, count: number) => string;
  readonly untitled: string;
  readonly kinds: Readonly<Record<'heading' | 'text' | 'query' | 'input' | 'sheet' | 'divider', string>>;
  readonly status: Readonly<Record<'idle' | 'stale' | 'running' | 'failed' | 'cancelled' | 'done', string>>;
  readonly presentation: string;
  readonly pageOf: (page: number, count: number) => string;
  readonly nextPage: string;
  readonly previousPage: string;
  readonly leave: string;
  readonly close: string;
}

export const shellWords: Record<Language, ShellWords> = {
  vi: {
    palette: 'Bảng lệnh',
    paletteHint: 'Gõ việc muốn làm, không cần dấu',
    noAction: 'Không có việc nào khớp. Thử từ khác, hoặc xoá bớt chữ.',
    recent: 'Vừa dùng',
    found: (count) => `${count} việc`,
    shortcuts: 'Phím tắt',
    shortcutsHint: 'Phím không có Ctrl chỉ có tác dụng khi con trỏ không nằm trong ô nhập.',
    outline: 'Mục lục của sổ',
    emptyOutline: 'Sổ chưa có ô nào.',
    moveHint: 'Alt + mũi tên lên, xuống để dời ô; hoặc kéo bằng chuột.',
    moved: (label, place, count) => `Đã dời “${label}” tới vị trí ${place} trong ${count}`,
    untitled: 'Chưa có tên',
    kinds: { heading: 'đầu mục', text: 'văn bản', query: 'câu hỏi', input: 'ô nhập', sheet: 'bảng tính tay', divider: 'ngắt trang' },
    status: { idle: 'chưa chạy', stale: 'cũ, cần chạy lại', running: 'đang chạy', failed: 'có lỗi', cancelled: 'đã dừng', done: 'đã xong' },
    presentation: 'Trình chiếu',
    pageOf: (page, count) => `Trang ${page} / ${count}`,
    nextPage: 'Trang sau',
    previousPage: 'Trang trước',
    leave: 'Thoát trình chiếu',
    close: 'Đóng',
  },
  en: {
    palette: 'Commands',
    paletteHint: 'Type what you want to do',
    noAction: 'No command matches. Try another word, or type less.',
    recent: 'Used last',
    found: (count) => (count === 1 ? '1 command' : `${count} commands`),
    shortcuts: 'Keyboard shortcuts',
    shortcutsHint: 'Keys without Ctrl work only while you are not typing in a field.',
    outline: 'Outline of the notebook',
    emptyOutline: 'The notebook has no cells yet.',
    moveHint: 'Alt + up or down arrow moves a cell; or drag it.',
    moved: (label, place, count) => `Moved “${label}” to place ${place} of ${count}`,
    untitled: 'Without a name',
    kinds: { heading: 'heading', text: 'text', query: 'question', input: 'input', sheet: 'sheet', divider: 'page break' },
    status: { idle: 'not run', stale: 'out of date', running: 'running', failed: 'failed', cancelled: 'cancelled', done: 'done' },
    presentation: 'Presentation',
    pageOf: (page, count) => `Page ${page} of ${count}`,
    nextPage: 'Next page',
    previousPage: 'Previous page',
    leave: 'Leave the presentation',
    close: 'Close',
  },
};
