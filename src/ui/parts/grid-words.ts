import type { Bilingual, Language } from '../../core/language';
import { formatNumber } from './format-value';
import type { CopiedText, SelectionFigures } from './grid-selection';

export const gridWords = {
  noData: { vi: 'không có dữ liệu', en: 'no data' },
  noRows: { vi: 'Không có dòng nào.', en: 'No rows.' },
  resize: { vi: 'Kéo để đổi độ rộng cột; bấm đúp để vừa nội dung', en: 'Drag to resize the column; double click to fit' },
  open: { vi: 'Mở dòng này', en: 'Open this row' },
  keys: {
    vi: 'Phím mũi tên để di chuyển, Shift để chọn vùng, Ctrl+C để chép, Ctrl+Shift+C để chép cả tiêu đề.',
    en: 'Arrow keys move, Shift selects, Ctrl+C copies, Ctrl+Shift+C copies with the header.',
  },
  headerKeys: {
    vi: 'Trên tiêu đề cột: Enter để sắp xếp, Shift+mũi tên trái hoặc phải để đổi độ rộng.',
    en: 'On a column header: Enter sorts, Shift+Left or Shift+Right resizes.',
  },
  openKeys: { vi: 'Enter để mở dòng.', en: 'Enter opens the row.' },
} as const satisfies Record<string, Bilingual>;

export function sizeText(rows: number, columns: number, complete: boolean, language: Language): string {
  const size = `${formatNumber(rows, language)} ${language === 'vi' ? 'dòng' : rows === 1 ? 'row' : 'rows'} × ${formatNumber(columns, language)} ${language === 'vi' ? 'cột' : columns === 1 ? 'column' : 'columns'}`;
  return complete ? size : language === 'vi' ? `${size}, đang nhận thêm…` : `${size}, more is coming…`;
}

export function figuresText({ cells, sum, mean }: SelectionFigures, language: Language): string {
  const chosen = `${formatNumber(cells, language)} ${language === 'vi' ? 'ô đã chọn' : 'cells selected'}`;
  if (sum === null || mean === null) return chosen;
  const [total, average] = [formatNumber(sum, language, 4), formatNumber(mean, language, 4)];
  return language === 'vi' ? `${chosen} · Tổng ${total} · Trung bình ${average}` : `${chosen} · Sum ${total} · Mean ${average}`;
}

export function copiedText({ rows, leftOut }: CopiedText, language: Language): string {
  const copied = formatNumber(rows, language);
  if (language === 'vi')
    return `Đã chép ${copied} dòng` + (leftOut ? `; ${formatNumber(leftOut, 'vi')} dòng sau không chép vì quá dài.` : '.');
  return (
    `Copied ${copied} ${rows === 1 ? 'row' : 'rows'}` +
    (leftOut ? `; the ${formatNumber(leftOut, 'en')} rows after them are too many to copy.` : '.')
  );
}
