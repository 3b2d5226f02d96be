import type { Bilingual, Language } from '../../core/language';

export const scorecardWords = {
  unit: { vi: 'Đơn vị', en: 'Unit' },
  met: { vi: 'Đạt', en: 'Met' },
  metOfAll: { vi: 'Số chỉ tiêu đạt trên số chỉ tiêu áp dụng', en: 'Targets met of targets that apply' },
  unitsMet: { vi: 'Số đơn vị đạt', en: 'Units met' },
  filter: { vi: 'Lọc theo kết luận', en: 'Filter by verdict' },
  all: { vi: 'Bỏ lọc', en: 'Clear filter' },
  none: { vi: 'Không có đơn vị nào có kết luận này.', en: 'No unit has such a verdict.' },
  peers: { vi: 'Enter: so với đơn vị tương tự', en: 'Enter: compare with similar units' },
  hint: {
    vi: 'Chọn một ô để xem cách tính; phím mũi tên để di chuyển, Enter để mở.',
    en: 'Choose a cell to see how it was reached; arrow keys move, Enter opens.',
  },
} as const satisfies Record<string, Bilingual>;

export function shownText(shown: number, all: number, language: Language): string {
  return language === 'vi' ? `${shown} / ${all} đơn vị` : `${shown} of ${all} units`;
}
