import type { Language } from '../../core/language';

export const findWords = {
  vi: {
    find: 'Tìm trong bảng',
    next: 'Chỗ sau (Enter)',
    previous: 'Chỗ trước (Shift+Enter)',
    close: 'Đóng tìm kiếm (Esc)',
    none: 'Không thấy',
    count: (at: string, of: string) => (at ? `${at} / ${of} ô` : `${of} ô`),
    searching: (percent: number) => `đã tìm ${percent} %`,
  },
  en: {
    find: 'Find in the table',
    next: 'Next (Enter)',
    previous: 'Previous (Shift+Enter)',
    close: 'Close find (Esc)',
    none: 'Not found',
    count: (at: string, of: string) => (at ? `${at} of ${of} cells` : `${of} cells`),
    searching: (percent: number) => `${percent}% searched`,
  },
} as const satisfies Record<Language, unknown>;
