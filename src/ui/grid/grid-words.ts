import type { Bilingual, Language } from '../../core/language';
import { formatNumber } from '../parts/format-value';
import type { Copied } from './grid-copy';
import type { SelectionFigures } from './grid-selection';

export const gridWords = {
  noData: { vi: 'không có dữ liệu', en: 'no data' },
  noRows: { vi: 'Không có dòng nào.', en: 'No rows.' },
  noneLeft: { vi: 'Không có dòng nào qua được bộ lọc.', en: 'No row passes the filters.' },
  find: { vi: 'Tìm trong bảng (Ctrl+F)', en: 'Find in the table (Ctrl+F)' },
  resize: { vi: 'Kéo để đổi độ rộng cột; bấm đúp để vừa nội dung', en: 'Drag to resize the column; double click to fit' },
  open: { vi: 'Mở dòng này', en: 'Open this row' },
  menu: { vi: 'Mục của cột {column}', en: 'Menu of column {column}' },
  keys: {
    vi: 'Phím mũi tên để di chuyển, Shift để chọn vùng, Shift+dấu cách chọn dòng, Ctrl+dấu cách chọn cột, Ctrl+C để chép, Ctrl+Shift+C để chép cả tiêu đề, Ctrl+F để tìm. Alt+mũi tên xuống mở mục của cột; trên tiêu đề cột, Shift+mũi tên trái hoặc phải đổi độ rộng, Alt+Shift+mũi tên dời cột.',
    en: 'Arrow keys move, Shift selects, Shift+Space selects the row, Ctrl+Space the column, Ctrl+C copies, Ctrl+Shift+C copies with the header, Ctrl+F finds. Alt+Down opens the menu of the column; on a column header Shift+Left or Shift+Right resizes and Alt+Shift+Left or Right moves it.',
  },
  headerKeys: {
    vi: 'Trên tiêu đề cột: Enter để sắp xếp, Shift+Enter để sắp xếp thêm theo cột này.',
    en: 'On a column header: Enter sorts, Shift+Enter sorts by it as well.',
  },
  openKeys: { vi: 'Enter để mở dòng.', en: 'Enter opens the row.' },
} as const satisfies Record<string, Bilingual>;

export function sizeText(rows: number, columns: number, complete: boolean, language: Language): string {
  const size = `${formatNumber(rows, language)} ${language === 'vi' ? 'dòng' : rows === 1 ? 'row' : 'rows'} × ${formatNumber(columns, language)} ${language === 'vi' ? 'cột' : columns === 1 ? 'column' : 'columns'}`;
  return complete ? size : language === 'vi' ? `${size}, đang nhận thêm…` : `${size}, more is coming…`;
}

export function figuresText({ cells, numbers, sum, mean, min, max }: SelectionFigures, language: Language): string {
  const vi = language === 'vi';
  const write = (value: number) => formatNumber(value, language, 4);
  const parts = [`${formatNumber(cells, language)} ${vi ? 'ô đã chọn' : cells === 1 ? 'cell selected' : 'cells selected'}`];
  if (sum === null || mean === null || min === null || max === null) return parts[0]!;
  parts.push(vi ? `Tổng ${write(sum)}` : `Sum ${write(sum)}`, vi ? `Trung bình ${write(mean)}` : `Mean ${write(mean)}`);
  parts.push(vi ? `Nhỏ nhất ${write(min)}` : `Min ${write(min)}`, vi ? `Lớn nhất ${write(max)}` : `Max ${write(max)}`);
  if (numbers < cells) parts.push(vi ? `${formatNumber(numbers, 'vi')} ô có số` : `${formatNumber(numbers, 'en')} with numbers`);
  return parts.join(' · ');
}

export function copiedText({ rows, leftOut }: Copied, language: Language): string {
  const copied = formatNumber(rows, language);
  if (language === 'vi')
    return `Đã chép ${copied} dòng` + (leftOut ? `; ${formatNumber(leftOut, 'vi')} dòng sau không chép vì quá dài.` : '.');
  return (
    `Copied ${copied} ${rows === 1 ? 'row' : 'rows'}` +
    (leftOut ? `; the ${formatNumber(leftOut, 'en')} rows after them are too many to copy.` : '.')
  );
}
